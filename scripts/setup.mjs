/**
 * Makes a fresh clone ready to run: the locked packages, and for tests the system programs that they start.
 * Plain JavaScript, since it runs on whatever Node the machine has, before ours (a locked dependency) is there.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const strict = process.env.CI === 'true'
const forTests = process.argv.includes('--test')

/** Program to find, where else it may lie, Debian package that brings it. */
const PROGRAMS = [
  { name: 'clamd', folders: ['/usr/sbin'], packages: ['clamav-daemon', 'clamav-testfiles'] },
  { name: 'c-icap', folders: ['/usr/bin'], packages: ['c-icap', 'libc-icap-mod-virus-scan'] },
  { name: 'redis-server', folders: [], packages: ['redis-server'] },
  { name: 'initdb', folders: postgresFolders(), packages: ['postgresql'] },
  { name: 'chromium', folders: [], packages: ['chromium'] },
  { name: 'qpdf', folders: [], packages: ['qpdf'] },
]

installPackages()
if (forTests) installPrograms()

function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
  const stampFile = join(root, 'node_modules', '.forebay-setup')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('installing the locked packages (npm ci) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const run = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (run.status !== 0) fail('npm ci failed; its own words are above.')
  const ours = spawnSync(join(root, 'node_modules', '.bin', 'node'), ['--version'], { encoding: 'utf8' })
  if (major(ours.stdout ?? '') < 24 && major(process.version) < 24)
    fail('Node 24 or newer is needed and the locked one did not install (are install scripts switched off?).')
  writeFileSync(stampFile, stamp)
}

function installPrograms() {
  const missing = PROGRAMS.filter((program) => !find(program))
  if (missing.length === 0) return
  const packages = missing.flatMap((program) => program.packages)
  const canInstall = process.getuid?.() === 0 && find({ name: 'apt-get', folders: [] })
  if (canInstall) {
    say(`installing ${packages.join(', ')} (apt-get) …`)
    // RUNLEVEL=1 keeps Debian's packages from starting their daemons: the tests start their own.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 2], env })
    PROGRAMS.find(({ name }) => name === 'initdb').folders = postgresFolders()
  }
  const still = PROGRAMS.filter((program) => !find(program))
  if (still.length === 0) return
  const line = `missing: ${still.map((program) => program.name).join(', ')} — install ${still.flatMap((program) => program.packages).join(' ')}`
  if (strict) fail(line)
  say(`${line}; the tests that need them are left out.`)
}

function find({ name, folders }) {
  return [...(process.env.PATH ?? '').split(delimiter), ...folders].some((folder) => existsSync(join(folder, name)))
}

function postgresFolders() {
  return ['18', '17', '16', '15', '14'].map((version) => `/usr/lib/postgresql/${version}/bin`)
}

function major(version) {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0)
}

function say(line) {
  process.stderr.write(`forebay: ${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}
