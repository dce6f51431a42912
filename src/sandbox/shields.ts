/** Finds out by trying what this machine lets a process be held by; what is not there is told, and never assumed. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { SLOT_BYTES } from './slot.ts'

export interface Shields {
  /** Processor time, memory, open files and written bytes, by the kernel (`prlimit`). */
  readonly limits: boolean
  /** No network device at all (`unshare --net`); without it Node's own ways out are shut and no others. */
  readonly network: boolean
  /** No privilege to be gained, and gone with the service whatever happens to it (`setpriv`). */
  readonly privileges: boolean
  /** Another user than the service's, that owns nothing; only a service that runs as root can do that, and need it. */
  readonly nobody: boolean
  /** What the process is started by: a command and its arguments, in front of Node's own. */
  readonly command: readonly string[]
  /** What sets the limits of a process that was started so: a command and its first arguments; null where none can. */
  readonly prlimit: readonly string[] | null
}

/** By name, for whoever watches: what Node itself refuses needs nothing of the machine, and is always on. */
export function shieldStates({ limits, network, privileges, nobody }: Shields): Readonly<Record<string, boolean>> {
  return { permissions: true, limits, network, privileges, nobody }
}

const NO_SHIELDS: Shields = { limits: false, network: false, privileges: false, nobody: false, command: [], prlimit: null }
/** Debian's `nobody` and `nogroup`; the numbers need no entry anywhere. */
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']
const TRY_MS = 10_000
const MB = 1024 * 1024

/** All are of util-linux (2.33 or newer), which every Debian has; other systems may have none of them. */
const IS_KNOWN_SYSTEM = process.platform === 'linux'

/**
 * Takes some tenths of a second, so it is asked once.
 * @param entry a file that the process must be able to read: the module that it is to run
 */
export function findShields(entry: string): Shields {
  if (!IS_KNOWN_SYSTEM) return NO_SHIELDS
  const [unshare, setpriv, prlimit] = [find('unshare'), find('setpriv'), find('prlimit')]
  const isRoot = process.getuid?.() === 0
  const network =
    unshare === null ? null : (isRoot ? [NET] : [NET, OWN_NET]).map((args) => [unshare, ...args]).find((way) => works(way, entry))
  const before = network ?? []
  const held = setpriv === null ? null : [...before, setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--inh-caps=-all']
  const asNobody = held === null || !isRoot ? null : [...held, '--bounding-set=-all', ...AS_NOBODY]
  const command = [asNobody, held, before].find((way) => way !== null && (way.length === 0 || works(way, entry))) ?? []
  // Who is another user than a process needs CAP_SYS_RESOURCE to limit it, which containers seldom have (prlimit(2)).
  const asSame = command === asNobody && setpriv !== null ? [setpriv, ...AS_NOBODY] : []
  const limiting = prlimit === null ? null : [...asSame, prlimit]
  const limits = limiting !== null && canLimit(command, limiting)
  return {
    limits,
    network: (network ?? null) !== null,
    privileges: command === asNobody || command === held,
    nobody: command === asNobody,
    command: command ?? [],
    prlimit: limits ? limiting : null,
  }
}

const NET = ['--net']
/** Without privileges a network of one's own comes with a user namespace of one's own. */
const OWN_NET = ['--user', '--map-current-user', '--net']

export interface Limits {
  /** Of all threads since the process began. */
  readonly cpuSeconds: number
  /** Private writable memory beyond what the process has now. */
  readonly growthBytes: number
}

/**
 * Limits a process that runs already: an address space or data limit from the start would have to allow for what V8 reserves, which
 * differs by version.
 * @param dataBytes private writable memory that it has now
 */
export async function limit(
  pid: number,
  dataBytes: number,
  { cpuSeconds, growthBytes }: Limits,
  prlimit: readonly string[],
): Promise<void> {
  const [command = '', ...first] = prlimit
  await promisify(execFile)(
    command,
    [
      ...first,
      `--pid=${pid}`,
      `--cpu=${Math.ceil(cpuSeconds)}:${Math.ceil(cpuSeconds) + 1}`,
      // getrlimit(2): RLIMIT_DATA counts private writable mappings since Linux 4.7, those of wasm and ArrayBuffers among them.
      `--data=${dataBytes + growthBytes}`,
      `--nofile=${MAX_OPEN_FILES}`,
      `--fsize=${SLOT_BYTES}`,
      '--core=0',
      `--memlock=${MB}`,
    ],
    { timeout: TRY_MS },
  )
}

/** Node has some twenty of its own, and opens a few for the modules that it loads. */
const MAX_OPEN_FILES = 96

/** Whether Node starts behind `way`, and can read what it is to run. */
function works(way: readonly string[], entry: string): boolean {
  const [command = '', ...args] = [...way, process.execPath, '-e', 'require("node:fs").readFileSync(process.argv[1])', entry]
  return spawnSync(command, args, { env: {}, stdio: 'ignore', timeout: TRY_MS }).status === 0
}

/** Whether `limiting` can reach a process that was started behind `way`. */
function canLimit(way: readonly string[], limiting: readonly string[]): boolean {
  const [command = '', ...args] = [...way, process.execPath, '-e', 'setTimeout(() => undefined, 60_000)']
  const child = spawn(command, args, { env: {}, stdio: 'ignore' })
  child.on('error', () => undefined)
  try {
    const [first = '', ...rest] = [...limiting, `--pid=${child.pid ?? 0}`, '--core=0']
    return child.pid !== undefined && spawnSync(first, rest, { stdio: 'ignore', timeout: TRY_MS }).status === 0
  } finally {
    child.kill('SIGKILL')
  }
}

function find(name: string): string | null {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    const path = join(folder, name)
    if (folder.startsWith('/') && isExecutable(path)) return path
  }
  return null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
