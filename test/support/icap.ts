/** Starts a real ICAP server on loopback (c-icap with its virus_scan service in front of a clamd); null where it is not installed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningClamd } from './clamd.ts'
import { freePort } from './free-port.ts'

export interface RunningIcap {
  /** For ICAP_URL. */
  readonly url: string
  stop(): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

const PROGRAM = ['/usr/bin/c-icap', '/usr/sbin/c-icap'].find((path) => existsSync(path))
const MODULES = ['/usr/lib/x86_64-linux-gnu/c_icap', '/usr/lib/aarch64-linux-gnu/c_icap', '/usr/lib/c_icap'].find((path) =>
  existsSync(join(path, 'virus_scan.so')),
)

/** @param maxObjectBytes what is larger it lets pass unscanned, as it ships */
export async function startIcap(clamd: RunningClamd, maxObjectBytes = 100 * 1024 * 1024): Promise<RunningIcap | null> {
  if (PROGRAM === undefined || MODULES === undefined) {
    if (process.env.CI === 'true') throw new Error('c-icap is not installed (Debian: c-icap libc-icap-mod-virus-scan)')
    return null
  }
  const program = PROGRAM
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'forebay-icap-'))
  const port = await freePort()
  await mkdir(join(folder, 'tmp'))
  await chmod(join(folder, 'tmp'), 0o777)
  const settings = {
    PidFile: `${folder}/c-icap.pid`,
    CommandsSocket: `${folder}/c-icap.ctl`,
    Port: `127.0.0.1:${port}`,
    StartServers: '1',
    MaxServers: '2',
    ThreadsPerChild: '10',
    TmpDir: `${folder}/tmp`,
    ModulesDir: MODULES,
    ServicesDir: MODULES,
    TemplateDir: '/usr/share/c_icap/templates/',
    LoadMagicFile: '/etc/c-icap/c-icap.magic',
    ServerLog: `${folder}/server.log`,
    AccessLog: `${folder}/access.log`,
    Module: 'common clamd_mod.so',
    'clamd_mod.ClamdSocket': clamd.unixUrl.slice('unix:'.length),
    Service: 'antivirus_module virus_scan.so',
    ServiceAlias: 'avscan virus_scan?allow204=on&mode=simple',
    'virus_scan.ScanFileTypes': 'TEXT DATA EXECUTABLE ARCHIVE GRAPHICS STREAM DOCUMENT',
    'virus_scan.MaxObjectSize': String(maxObjectBytes),
    'virus_scan.DefaultEngine': 'clamd',
  }
  await writeFile(
    join(folder, 'c-icap.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  )
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    // A group of its own: its workers are its children, and end with it.
    child = spawn(program, ['-N', '-D', '-f', join(folder, 'c-icap.conf')], { stdio: 'ignore', detached: true })
    for (let attempt = 0; attempt < 300; attempt++) {
      if (child.exitCode !== null) throw new Error(`c-icap ended with ${child.exitCode}: see ${folder}/server.log`)
      if (await takesConnections(port)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('c-icap did not answer within 15 seconds')
  }
  async function stop(): Promise<void> {
    const running = child
    child = null
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    process.kill(-running.pid, 'SIGKILL')
    await ended
  }

  await start()
  return {
    url: `icap://127.0.0.1:${port}/avscan`,
    start,
    stop,
    async remove() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
