import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { COMPILED } from '../support/compiled.ts'

const program = fileURLToPath(new URL('../../src/forebay.ts', import.meta.url))
const MAIL = 'From: Anna <anna@example.com>\nSubject: Hello\n\nSee https://example.com/a\n'

/** Few and together: each start of the program costs a second of a core, and much more on a busy machine. */
jest.setTimeout(90_000)

describe('the program', () => {
  let folder: string
  const started = new Set<ChildProcess>()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forebay-program-'))
  })
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  function start(args: readonly string[], dataDir: string): ChildProcess {
    const env = { PATH: process.env.PATH, ...COMPILED, DATA_DIR: join(folder, dataDir), PORT: '0', LOG_LEVEL: 'error', NO_COLOR: '1' }
    const child = spawn(process.execPath, [program, ...args], { env })
    started.add(child)
    return child
  }
  function run(args: readonly string[], { dataDir = 'data', stdin = '' } = {}): Promise<{ code: number | null; out: string; err: string }> {
    return new Promise((resolve) => {
      const child = start(args, dataDir)
      let out = ''
      let err = ''
      child.stdout?.on('data', (data) => (out += data))
      child.stderr?.on('data', (data) => (err += data))
      child.once('close', (code) => {
        started.delete(child)
        resolve({ code, out, err })
      })
      child.stdin?.end(stdin)
    })
  }

  test('ends with 0, 1 or 2, prints what was asked for on standard output, and faults on standard error', async () => {
    const hostile = join(folder, 'no \u001b[31msuch\u202e file')
    const [good, held, none, typo] = await Promise.all([
      run(['check', '--json', '-'], { stdin: MAIL }),
      run(['check', '-'], { stdin: '%PDF-1.7 a loose file' }),
      run(['check', hostile]),
      run(['chekc']),
    ])
    expect([good.code, held.code, none.code, typo.code]).toEqual([0, 1, 2, 2])
    expect(JSON.parse(good.out)).toMatchObject({ input: '-', status: 'released' })
    expect(held.out).toContain('IDENTITY_REQUIRED')
    expect(none.err).toBe(
      `forebay: ${folder}/no \\u{1B}[31msuch\\u{202E} file: there is no such file, or it may not be read. (INPUT_UNREADABLE)\n`,
    )
    expect(typo.err).toBe('forebay: There is no command "chekc". See forebay --help. (USAGE)\n')
    expect(good.err + none.out + typo.out).toBe('')
  })

  test('doctor and a look at the lists make nothing', async () => {
    const [doctor, lists] = await Promise.all([run(['doctor'], { dataDir: 'untouched' }), run(['lists'], { dataDir: 'untouched' })])
    expect(lists).toMatchObject({ code: 0, out: expect.stringMatching(/^There are no lists/) })
    expect(doctor.out).toContain(`none yet: the first start makes ${join(folder, 'untouched', 'forebay.db')}`)
    expect(doctor.code).toBe(0)
    expect(existsSync(join(folder, 'untouched'))).toBe(false)
  })

  test('keys are made before the first start, and while the service holds the database it says so', async () => {
    const added = await run(['keys', 'add', 'desk', '--channels', 'webchat'])
    expect(added).toMatchObject({ code: 0, err: '' })
    const service = start(['serve'], 'data')
    await new Promise<void>((resolve, reject) => {
      service.stdout?.on('data', (data) => String(data).includes('forebay  http') && resolve())
      service.once('exit', (code) => reject(new Error(`the service ended with ${code}`)))
    })
    const [list, logs, doctor] = await Promise.all([run(['keys', 'list']), run(['logs', 'verify']), run(['doctor'])])
    expect(list).toMatchObject({ code: 2, out: '' })
    expect(list.err).toContain(`is in use by process ${service.pid}`)
    expect(list.err).toContain('While the service runs its API does this: GET and POST /v1/keys')
    expect(logs).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Stop it to verify its logs') })
    expect(doctor.out).toContain('That is so while the service runs.')
    expect(doctor.code).toBe(0)

    const stopped = new Promise((resolve) => service.once('exit', resolve))
    service.kill('SIGTERM')
    expect(await stopped).toBe(0)
    started.delete(service)
    const verified = await run(['logs', 'verify'])
    expect(verified).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^archive +0 lines +intact$/m) })
    expect((await run(['keys', 'list'])).out).toMatch(/active .*submit\+read +webchat +desk\n/)
  })

  test('settings that do not fit stop it, by name', async () => {
    const file = join(folder, 'settings.eml')
    await writeFile(file, MAIL)
    const child = spawn(process.execPath, [program, 'check', file], {
      env: { PATH: process.env.PATH, ...COMPILED, CLAMD_TIMEOUT_MS: 'soon' },
    })
    let err = ''
    child.stderr.on('data', (data) => (err += data))
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect(code).toBe(2)
    expect(err).toMatch(/^forebay: the environment: CLAMD_TIMEOUT_MS .*\(SETTINGS_INVALID\)\n$/)
  })
})
