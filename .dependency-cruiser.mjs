/** The import law: data moves one way, so imports do too. */
const STAGES = ['intake', 'identity', 'inspection', 'policy', 'release', 'delivery']
const EDGES = ['connectors', 'store', 'blobs', 'queue', 'lookups', 'http', 'sandbox', 'telemetry', 'settings']
const PURE = ['core', 'parse', 'inspection', 'policy', 'release']

const room = (name) => `^src/${name}/`
const rooms = (names) => `^src/(${names.join('|')})/`

/** Nothing in `name` imports a room of ours other than itself and `allowed`. */
function only(name, allowed) {
  return {
    name: `${name}-imports-only-${allowed.join('-and-') || 'nothing'}`,
    severity: 'error',
    from: { path: room(name) },
    to: { path: '^src/', pathNot: rooms([name, ...allowed]) },
  }
}

export default {
  forbidden: [
    only('core', []),
    only('parse', ['core']),
    ...STAGES.map((stage) => only(stage, ['core', 'parse'])),
    ...EDGES.map((edge) => only(edge, ['core'])),
    only('pipeline', ['core', 'parse', 'sandbox', ...STAGES]),
    only('cli', ['core', 'parse', 'pipeline', 'settings', ...STAGES]),
    {
      name: 'pure-rooms-touch-no-world',
      comment: 'No file system, network, process, clock or database in core, parse, inspection, policy, release.',
      severity: 'error',
      from: { path: rooms(PURE) },
      to: {
        path: '^(node:)?(fs|fs/promises|net|tls|http|https|http2|dns|dns/promises|dgram|child_process|cluster|worker_threads|timers|timers/promises|os|process)$|node_modules/(express|kysely|pg|bullmq|ioredis|undici|clamscan|pino|prom-client)/',
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
