/**
 * Completes package-lock.json with the platform packages of other systems, so that `npm ci` takes it everywhere: npm leaves them
 * out when a registry mirror does not have them, and then refuses its own lock. Run it after each change of dependencies.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32']
/** Longer names first: `arm64` holds `arm`. */
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32', 'arm']

/** The packages of a lock (version 3) with an entry for each optional dependency that had none; `added` are their names. */
export function complete(packages) {
  const completed = { ...packages }
  const added = []
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isThere(completed, path, name)) continue
      completed[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...platformOf(name),
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      }
      added.push(name)
    }
  }
  return { packages: Object.fromEntries(Object.entries(completed).sort(([one], [other]) => (one < other ? -1 : 1))), added }
}

/** As Node resolves: beside the package, then up. */
function isThere(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder}${folder === '' ? '' : '/'}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

function platformOf(name) {
  const words = name.split('/').at(-1)
  const system = SYSTEMS.find((one) => words.includes(one))
  const processor = PROCESSORS.find((one) => words.includes(one))
  const libc = system !== 'linux' ? null : words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : null
  return { ...(processor ? { cpu: [processor] } : {}), ...(libc ? { libc: [libc] } : {}), ...(system ? { os: [system] } : {}) }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const { packages, added } = complete(lock.packages)
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  process.stdout.write(`${added.length} platform packages added\n`)
}
