import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type CheckCommand, check } from '../../src/cli/check.ts'
import { makePe, makePng } from '../support/files.ts'
import { type FreshOptions, openWorkbench, type Workbench } from './workbench.ts'

const MAIL = 'From: Anna <anna@example.com>\nSubject: Hello\n\nSee https://example.com/a\n'
const chat = (fields: object) => JSON.stringify({ channel: 'webchat', text: 'Hi', ...fields })
const png = { name: 'a.png', type: 'image/png', content: makePng().toString('base64') }

describe('forebay check', () => {
  let workbench: Workbench
  let folder: string
  beforeAll(async () => {
    workbench = await openWorkbench()
    folder = await mkdtemp(join(tmpdir(), 'forebay-check-'))
  })
  afterAll(async () => {
    await workbench.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function save(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }
  async function run(paths: readonly string[], command: Partial<CheckCommand> = {}, options: FreshOptions = {}) {
    const { deps, out, err } = workbench.fresh(options)
    const code = await check({ name: 'check', paths, channel: null, level: null, json: false, ...command }, deps)
    return { code, out: out(), err: err() }
  }
  async function runJson(paths: readonly string[], command: Partial<CheckCommand> = {}, options: FreshOptions = {}) {
    const { code, out } = await run(paths, { json: true, ...command }, options)
    return {
      code,
      records: out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    }
  }

  describe('what it takes', () => {
    test('takes a mail by its name or by its look, and judges it as support-mail', async () => {
      const { code, records } = await runJson([await save('a.eml', MAIL), await save('mail-without-ending', MAIL)])
      expect(code).toBe(0)
      expect(records.map(({ channel, kind, status }) => [channel, kind, status])).toEqual([
        ['support-mail', 'email', 'released'],
        ['support-mail', 'email', 'released'],
      ])
      expect(records[0].identity.level).toBe('claimed')
    })
    test('takes a chat as the API does, and judges it by the channel that it names', async () => {
      const { records } = await runJson([await save('chat.json', chat({ channel: 'social', sender: { name: 'Anna' } }))])
      expect(records[0]).toMatchObject({ channel: 'social', kind: 'social', sender: { name: 'Anna' }, release: { text: 'Hi' } })
    })
    test('takes any other file as a file from nobody, and keeps it back', async () => {
      const { code, records } = await runJson([await save('page.json', '{"text": 1}'), await save('a.png', makePng())])
      expect(code).toBe(1)
      expect(records.map(({ status, release }) => [status, release.files[0].name, release.files[0].reason])).toEqual([
        ['held', 'page.json', 'IDENTITY_REQUIRED'],
        ['held', 'a.png', 'IDENTITY_REQUIRED'],
      ])
    })
    test('takes standard input for "-"', async () => {
      const { records } = await runJson(['-'], {}, { stdin: MAIL })
      expect(records[0]).toMatchObject({ input: '-', kind: 'email', release: { subject: 'Hello' } })
    })
    test('takes a folder with all that is below it, in order', async () => {
      await mkdir(join(folder, 'box', 'deeper'), { recursive: true })
      await writeFile(join(folder, 'box', 'b.eml'), MAIL)
      await writeFile(join(folder, 'box', 'a.eml'), MAIL)
      await writeFile(join(folder, 'box', 'deeper', 'c.eml'), MAIL)
      const { records } = await runJson([join(folder, 'box')])
      expect(records.map(({ input }) => input.slice(folder.length))).toEqual(['/box/a.eml', '/box/b.eml', '/box/deeper/c.eml'])
    })
  })

  describe('how it ends', () => {
    test('ends with 0 when all went on as it came', async () => {
      expect((await run([await save('good.eml', MAIL)])).code).toBe(0)
      const photo = await save('photo.json', chat({ attachments: [png] }))
      expect((await run([photo], { level: 'authenticated' }, { scan: { status: 'clean' } })).code).toBe(0)
    })
    test('ends with 1 when a file was held, a file was removed, or a message was held', async () => {
      const held = await save('held.json', chat({ attachments: [png] }))
      const program = { name: 'a.exe', type: 'application/octet-stream', content: makePe().toString('base64') }
      const removed = await save('removed.json', chat({ attachments: [program] }))
      const heldWhole = await save('whole.json', JSON.stringify({ channel: 'webchat', attachments: [png] }))
      for (const path of [held, removed, heldWhole]) expect((await run([path], { level: 'claimed' })).code).toBe(1)
    })
    test('ends with 1 for malware from anyone', async () => {
      const path = await save('infected.json', chat({ attachments: [png] }))
      const scan = { status: 'infected', signature: 'Test.Virus' } as const
      const { code, records } = await runJson([path], { level: 'verified' }, { scan })
      expect(code).toBe(1)
      expect(records[0].release.files[0]).toMatchObject({ action: 'remove', reason: 'FILE_MALWARE' })
    })
    test('says what it could not read, goes on with the others, and ends with 2', async () => {
      const good = await save('good2.eml', MAIL)
      const refused = await save('refused.json', chat({ attachments: [{ ...png, content: 'no base64!' }] }))
      const elsewhere = await save('elsewhere.json', chat({ channel: 'fax' }))
      const { code, out, err } = await run([refused, good, elsewhere])
      expect(code).toBe(2)
      expect(err).toContain(
        'the API would refuse it: attachments[0].content: The content is not standard base64 with padding (INVALID_BASE64)',
      )
      expect(err).toContain('there is no channel fax')
      expect(out).toContain('Hello')
      expect(out).toContain('3 files: 1 released, 2 not readable')
    })
    test('refuses a path that is not there, an empty folder and a channel that is not there', async () => {
      await mkdir(join(folder, 'empty'), { recursive: true })
      await expect(run([join(folder, 'none.eml')])).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
      await expect(run([join(folder, 'empty')])).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
      await expect(run(['-'], { channel: 'fax' })).rejects.toMatchObject({ code: 'USAGE', publicMessage: expect.stringContaining('fax') })
    })
  })

  describe('what a person reads', () => {
    test('shows what came in, what was found, what the agent gets, what the sender is told, and why', async () => {
      const { out } = await run(['fixtures/messages/phish-bank.eml'])
      expect(out).toMatch(/^ released {2}fixtures\/messages\/phish-bank\.eml +e-mail · support-mail · \d+ B$/m)
      expect(out).toContain('from        Example Bank Security <security@examp1e-bank.example> · claimed')
      expect(out).toContain('subject     Your account will be closed today')
      expect(out).toMatch(/^ {2}high {8}Link shows another site than it opens$/m)
      expect(out).toMatch(/LINK_TEXT_MISMATCH l1 · shown: https:\/\/www\.bank\.example\/login/)
      expect(out).toMatch(/^ {2}agent gets {2}│ Dear customer,$/m)
      expect(out).toMatch(/^ {2}links {7}as text {4}hxxp:\/\/login\[\.\]examp1e-bank\[\.\]example/m)
      expect(out).toMatch(/^ {2}sender told “We passed your link on as text/m)
      expect(out).toMatch(/^ {2}because {5}policy of support-mail, version 1: links\.findings\.LINK_TEXT_MISMATCH/m)
    })
    test('shows where a link leads instead of its long gateway address', async () => {
      const { out } = await run(['-'], {}, { stdin: MAIL })
      expect(out).toContain('│ See ‹example.com/a›')
      expect(out).toContain('links       gateway    example.com/a')
      expect(out).not.toContain('gateway.example')
    })
    test('no line is wider than the page, whatever the message', async () => {
      for (const columns of [60, 100]) {
        const { out } = await run(['fixtures/messages/html-attacks.eml', 'fixtures/messages/names-that-lie.eml'], {}, { columns })
        const tooWide = out.split('\n').filter((line) => [...line].length > columns)
        expect(tooWide).toEqual([])
      }
    })
    test('says calmly and truly that there is no scanner', async () => {
      const path = await save('photo2.json', chat({ attachments: [png] }))
      const { out } = await run([path], { level: 'authenticated' })
      expect(out).toContain('not seen    a.png: there is no virus scanner to look at it')
      expect(out).toContain('SCANNER_UNAVAILABLE')
      expect(out).toContain('Without a virus scanner (CLAMD_URL) no file is called clean: here and in the service it waits for')
    })
    test('says nothing of scanners when no file came', async () => {
      expect((await run(['-'], {}, { stdin: MAIL })).out).not.toContain('scanner')
    })
    test('gives a line a file, and a sum, when there are many', async () => {
      const { out } = await run(['fixtures/messages'])
      expect(out).toMatch(/^released {2}fixtures\/messages\/names-that-lie\.eml {2}1 file held, 2 files removed {2}FILE_TYPE_MISMATCH/m)
      expect(out).toMatch(/^\d+ files: .*released \(\d+ in part\)/m)
    })
    test('shows a bar on a terminal alone, and never among the JSON', async () => {
      expect((await run(['fixtures/messages'], {}, { terminal: true })).err).toContain('100 %')
      const { err } = await run(['fixtures/messages'])
      expect(err).not.toContain('%')
      expect(err).toContain('median')
      const { out } = await run(['fixtures/messages'], { json: true }, { terminal: true })
      for (const line of out.trimEnd().split('\n')) expect(JSON.parse(line).status).toBeDefined()
    })
  })

  describe('hostile words', () => {
    const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}]/u
    const hostile = '\u001b]0;owned\u0007\u202egpj\u009b31m\u200b.exe'

    test('never reach the terminal raw: not from a card, a line, the JSON or a file name', async () => {
      const path = await save(
        `${hostile}.json`,
        chat({
          subject: hostile.replaceAll('\u0000', ''),
          text: `${hostile} https://example.com/${hostile}`,
          sender: { name: hostile, address: hostile },
          attachments: [{ ...png, name: hostile }],
        }),
      )
      const card = await run([path])
      const lines = await run(Array(6).fill(path))
      const json = await run([path], { json: true })
      for (const { out, err } of [card, lines, json]) expect(`${out}${err}`).not.toMatch(OBEYED)
      expect(JSON.parse(json.out).input).toBe(path)
    })
    test('never reach the terminal raw by the name of a file that cannot be read', async () => {
      const path = await save(`${hostile}-refused.json`, chat({ nonsense: hostile }))
      const { code, err } = await run([path])
      expect(code).toBe(2)
      expect(err).not.toMatch(OBEYED)
    })
    test('colours are ours alone', async () => {
      const { out } = await run(['fixtures/messages/chat-control-characters.json'], {}, { colors: true })
      const codes = [...out.matchAll(/\u001b\[(\d+)m/g)].map(([, code]) => code)
      expect(codes.length).toBeGreaterThan(5)
      expect(out.replace(/\u001b\[\d+m/g, '')).not.toMatch(OBEYED)
    })
  })
})
