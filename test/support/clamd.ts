/** Starts a real clamd on loopback with a signature folder of our own (EICAR alone), so that it is up in a moment; null where it is not installed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export interface RunningClamd {
  /** `tcp://127.0.0.1:port`, for CLAMD_URL. */
  readonly url: string
  readonly unixUrl: string
  readonly folder: string
  /** SIGKILL; `start` brings it back. */
  stop(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
  /** Again on the same port. */
  start(): Promise<void>
  /** SIGSTOP and SIGCONT: a daemon that hangs. */
  freeze(): void
  thaw(): void
}

/** Made here so that no scanner flags this file (the string is EICAR's, https://www.eicar.org). */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*'].join('')
export const EICAR_SIGNATURE = 'Forebay.Test.EICAR'

const PROGRAM = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find((path) => existsSync(path))

export interface ClamdChoices {
  /** More files of its database folder, by name: `more.hdb`, `rule.yar`. */
  readonly database?: Readonly<Record<string, string>>
  /** Over what is set below: `MaxFileSize`, … */
  readonly options?: Readonly<Record<string, string>>
  /** Without the signature of the test file. */
  readonly blind?: boolean
}

/** @param signatures more lines for a body-signature file (.ndb), `Name:0:*:hex`. */
export async function startClamd(signatures: readonly string[] = [], choices: ClamdChoices = {}): Promise<RunningClamd | null> {
  if (PROGRAM === undefined) {
    if (process.env.CI === 'true') throw new Error('clamd is not installed (Debian: clamav-daemon)')
    return null
  }
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'forebay-clamd-'))
  const port = await freePort()
  await Promise.all([mkdir(join(folder, 'db')), mkdir(join(folder, 'tmp'))])
  const known =
    choices.blind === true
      ? 'Forebay.Test.Nothing:0:*:00112233445566778899'
      : `${EICAR_SIGNATURE}:0:*:${Buffer.from(EICAR).toString('hex')}`
  const database = { 'test.ndb': [known, ...signatures, ''].join('\n'), ...choices.database }
  for (const [name, content] of Object.entries(database)) await writeFile(join(folder, 'db', name), content)
  const options = {
    DatabaseDirectory: `${folder}/db`,
    TemporaryDirectory: `${folder}/tmp`,
    LocalSocket: `${folder}/clamd.sock`,
    TCPSocket: String(port),
    TCPAddr: '127.0.0.1',
    Foreground: 'yes',
    LogFile: `${folder}/clamd.log`,
    MaxThreads: '8',
    StreamMaxLength: '100M',
    AlertExceedsMax: 'yes',
    AlertEncrypted: 'yes',
    OfficialDatabaseOnly: 'no',
    ...choices.options,
  }
  await writeFile(
    join(folder, 'clamd.conf'),
    Object.entries(options)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  )
  const program = PROGRAM
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    child = spawn(program, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    const died = new Promise<never>((_, reject) =>
      child?.once('exit', (code) => reject(new Error(`clamd ended with ${code}: see ${folder}/clamd.log`))),
    )
    died.catch(() => undefined)
    await Promise.race([answering(port), died])
  }
  async function kill(): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }

  await start()
  return {
    url: `tcp://127.0.0.1:${port}`,
    unixUrl: `unix:${folder}/clamd.sock`,
    folder,
    start,
    stop: kill,
    async remove() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  }
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await pong(port)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('clamd did not answer within 15 seconds')
}

function pong(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'))
    socket.on('data', (data) => {
      resolve(data.toString().startsWith('PONG'))
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
  })
}
