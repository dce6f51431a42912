/** `npm run chaos`: shows that nothing acknowledged is lost, doubled, released uninspected or left unsettled, whatever is killed meanwhile. */
import { parseArgs } from 'node:util'
import { FAULTS, type FaultKind } from './chaos/faults.ts'
import type { Backend } from './chaos/house.ts'
import { type ChaosOptions, type ChaosResult, runChaos } from './chaos/run.ts'

const USAGE = `npm run chaos -- [options]

  --backend embedded|production|both   SQLite and in process, or PostgreSQL and Redis with a second worker (default: both)
  --messages N                         default 2000
  --kills N                            kill -9 of a process of the service at random moments (default 5)
  --seed N                             repeats the messages and the mishaps of a run (default: at random, printed)

Exit codes: 0 nothing lost, doubled, uninspected or unsettled; 1 something was; 2 the run could not be made.
`

const BACKENDS: Readonly<Record<string, readonly Backend[]>> = {
  embedded: ['embedded'],
  production: ['production'],
  both: ['embedded', 'production'],
}
const NAMES: Readonly<Record<Backend, string>> = { embedded: 'SQLite, in process', production: 'PostgreSQL, Redis' }

function ask(): { readonly backends: readonly Backend[]; readonly messages: number; readonly kills: number; readonly seed: number } {
  const { values } = parseArgs({
    options: {
      backend: { type: 'string', default: 'both' },
      messages: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    },
  })
  const backends = Object.hasOwn(BACKENDS, values.backend) ? BACKENDS[values.backend] : undefined
  if (backends === undefined) throw new Error(`there is no backend ${values.backend}`)
  return { backends, messages: whole(values.messages, 10), kills: whole(values.kills, 0), seed: whole(values.seed, 0) }
}

function whole(text: string, least: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`${text} is no whole number from ${least}`)
  return value
}

/** A line that is written over on a terminal, and now and then a new one elsewhere. */
function progress(label: string): { tell(what: string): void; end(): void } {
  const { isTTY } = process.stderr
  const everyMs = isTTY ? 100 : 5_000
  let toldAt = 0
  return {
    tell(what) {
      const now = performance.now()
      if (now - toldAt < everyMs) return
      toldAt = now
      process.stderr.write(isTTY ? `\r\x1b[K${label}: ${what}` : `${label}: ${what}\n`)
    },
    end() {
      if (isTTY) process.stderr.write('\r\x1b[K')
    },
  }
}

function table(results: readonly (readonly [Backend, ChaosResult])[]): string {
  const rows: (readonly [name: string, of: (result: ChaosResult) => string | number])[] = [
    ['submitted', ({ sending }) => sending.counts.submitted],
    ['  of these sent twice on purpose', ({ sending }) => sending.counts.sentTwice],
    ['acknowledged', ({ sending }) => sending.sent.size],
    ['retries', ({ sending }) => sending.counts.retries],
    ['identified later', ({ sending }) => sending.counts.identified],
    ['kills (-9)', ({ mishaps }) => mishaps.counts.kills],
    ['  of these while it started', ({ mishaps }) => mishaps.counts.killsWhileStarting],
    ['ready again after, median', ({ recoveriesMs }) => seconds([...recoveriesMs].sort((a, b) => a - b)[recoveriesMs.length >> 1] ?? 0)],
    ['ready again after, worst', ({ recoveriesMs }) => seconds(Math.max(0, ...recoveriesMs))],
    ['scanner stopped and started', ({ mishaps }) => mishaps.counts.scannerOutages],
    ['scanner frozen', ({ mishaps }) => mishaps.counts.scannerFreezes],
    ['Redis stopped and started', ({ mishaps }) => mishaps.counts.redisOutages],
    ['files fetched and compared', ({ filesFetched }) => filesFetched],
    ['events', ({ events }) => events],
    ['  connections of the stream', ({ streamConnections }) => streamConnections],
    ['webhook requests', ({ receiver }) => receiver.counts.requests],
    ['  refused or cut by the receiver', ({ receiver }) => receiver.counts.refused],
    ['  taken, answer lost', ({ receiver }) => receiver.counts.answersLost],
    ['  came again under the same id', ({ receiver }) => receiver.counts.duplicates],
    ['calm after the last mishap', ({ calmAfterMs }) => seconds(calmAfterMs)],
    ['stopped when asked after', ({ stoppedAfterMs }) => seconds(stoppedAfterMs)],
    ['whole run', ({ tookMs }) => seconds(tookMs)],
    ...Object.entries(FAULTS).map(
      ([kind, name]) => [name.toUpperCase(), (result: ChaosResult) => result.faults.count(kind as FaultKind)] as const,
    ),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const cell = (value: string | number): string => String(value).padStart(20)
  return [
    `${''.padEnd(width)}${results.map(([backend]) => cell(NAMES[backend])).join('')}`,
    ...rows.map(([name, of]) => `${name.padEnd(width)}${results.map(([, result]) => cell(of(result))).join('')}`),
  ].join('\n')
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof ask>
  try {
    asked = ask()
  } catch (error) {
    process.stderr.write(`chaos: ${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    return 2
  }
  const { backends, ...given } = asked
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())
  process.stdout.write(`chaos: ${given.messages} messages, ${given.kills} kills, --seed ${given.seed}\n`)
  const results: (readonly [Backend, ChaosResult])[] = []
  for (const backend of backends) {
    const line = progress(backend)
    const options: ChaosOptions = { ...given, signal: stopped.signal, tell: line.tell }
    const result = await runChaos(backend, options)
      .catch((error: unknown) => {
        // Whatever failed after everything was taken away says nothing.
        if (stopped.signal.aborted) return null
        throw error
      })
      .finally(line.end)
    if (result === null || stopped.signal.aborted) {
      process.stderr.write('chaos: stopped, nothing is shown\n')
      return 2
    }
    results.push([backend, result])
  }
  process.stdout.write(`${table(results)}\n`)
  for (const [backend, { warnings }] of results)
    process.stdout.write(`${backend}: the service warned of ${warnings.join(', ') || 'nothing'}\n`)
  for (const [backend, { faults }] of results) for (const line of faults.lines()) process.stdout.write(`${backend}: ${line}\n`)
  return results.every(([, { faults }]) => faults.total() === 0) ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`chaos: ${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 2
}
