/** Promise 10: the same message gets the same findings, the same verdict and the same release, whenever, wherever, in whatever order and beside whatever else. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import { AMMUNITION } from '../support/ammunition.ts'
import { attach, type SubmissionBody } from '../support/client.ts'
import { eicar, makeDocx, makeGzip, makeOoxml, makePdf, makePe, makePng, makeSvg, makeTar, makeZip, nestZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const COUNT = 200
/** A machine that is too busy to inspect in time says so, and then decides otherwise: that is another input. */
const PATIENT = { WORDS_FIRST_MS: '60000', STEP_TIMEOUT_MS: '30000', MESSAGE_TIMEOUT_MS: '60000' }
let clamd: ScriptedClamd

beforeAll(async () => {
  clamd = await startScriptedClamd()
})
afterAll(() => clamd.close())

/** Numbers that are the same in every run (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const WORDS = [
  'Hello',
  'räksmörgås',
  '日本',
  'see',
  'https://example.com/a?b=c',
  'www.example.org',
  'anna@example.com',
  'hxxp://evil[.]example',
  '\u202eoof',
  'javascript:alert(1)',
  'http://0x7f.1/',
  'https://ex\u0430mple.com',
  '<b>',
  '&amp;',
  '\n',
]
const HTML = Object.values(AMMUNITION)
const EMPTY: readonly [string, Buffer] = ['', Buffer.alloc(0)]
const FILES: readonly ((number: number) => readonly [string, Buffer])[] = [
  (number) => ['a.png', makePng(number)],
  (number) => ['b.pdf', makePdf({ text: String(number) })],
  (number) => ['c.pdf', makePdf({ catalog: `/OpenAction << /S /JavaScript /JS (${number}) >>` })],
  () => ['d.exe', makePe()],
  () => ['e.docx', makeDocx()],
  (number) => ['f.docm', makeOoxml('docm', [{ name: 'word/vbaProject.bin', data: String(number) }])],
  (number) => ['g.zip', nestZip({ name: 'h.txt', data: number % 2 === 0 ? eicar() : 'clean' }, 1 + (number % 4))],
  () => ['i.zip', makeZip([{ name: 'j', data: 'k', encrypted: true }])],
  (number) => ['l.tar.gz', makeGzip(makeTar([{ name: 'm.js', data: `alert(${number})` }]))],
  (number) => ['n.svg', makeSvg(number % 2 === 0 ? '<script>1</script>' : undefined)],
  (number) => ['o.html', Buffer.from(HTML[number % HTML.length] ?? '')],
  (number) => ['p\u202egpj.scr', Buffer.from([number, 0, 255])],
  () => EMPTY,
]

type Sent =
  | { readonly kind: 'chat'; readonly body: SubmissionBody; readonly identified: boolean }
  | { readonly kind: 'mail'; readonly raw: Buffer }

function messages(): readonly Sent[] {
  const number = numbersFrom(7_731)
  return Array.from({ length: COUNT }, (_, at): Sent => {
    const text = Array.from({ length: 1 + number(12) }, () => WORDS[number(WORDS.length)]).join(' ')
    const html = number(3) === 0 ? undefined : `<p>${text}</p>${HTML[number(HTML.length)]}<p>${HTML[number(HTML.length)]}`
    const files = Array.from({ length: number(3) }, () => FILES[number(FILES.length)]?.(number(1_000)) ?? EMPTY)
    if (at % 3 === 0) {
      const parts = files.map(([name, body]) => ({ type: 'application/octet-stream', name, body }))
      return {
        kind: 'mail',
        raw: makeMail({ text, ...(html === undefined ? {} : { html }), ...(parts.length === 0 ? {} : { files: parts }) }),
      }
    }
    const body = {
      text: `${text} .`,
      ...(html === undefined ? {} : { html }),
      attachments: files.map(([name, bytes]) => attach(name, bytes)),
    }
    return { kind: 'chat', body: { ...body, channel: at % 3 === 1 ? 'webchat' : 'social' }, identified: number(2) === 0 }
  })
}

async function throughAll(service: LocalService, sent: readonly Sent[], atOnce: number): Promise<readonly MessageRecord[]> {
  const identityToken = await service.customerToken()
  const records: MessageRecord[] = new Array(sent.length)
  const left = [...sent.entries()]
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, one] = next
      records[at] =
        one.kind === 'mail'
          ? await service.throughMail(one.raw)
          : await service.through({ ...one.body, sender: one.identified ? { identityToken } : { name: 'Somebody' } })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return records
}

/** Without what names this very run: ids of ours, tokens, times. */
function lasting({ id, receivedAt: _received, settledAt: _settled, timings: _timings, ...record }: MessageRecord): unknown {
  // Of rebuilt files there is a report each.
  const text = JSON.stringify(record, (key, value: unknown) => (key === 'ms' ? undefined : value)).replaceAll(id, 'ID')
  return JSON.parse(text.replaceAll(/(\/l\/[^/"\\]+\/)[\w.-]+/g, '$1TOKEN'))
}

it(`decides on ${COUNT} messages as it did before, on another installation, in the opposite order and one at a time`, async () => {
  const sent = messages()
  const first = await openLocalService({ environment: { ...PATIENT, CLAMD_URL: clamd.url, INSPECT_THREADS: '2' } })
  const before = (await throughAll(first, sent, 16)).map(lasting)
  await first.stop()
  const second = await openLocalService({ environment: { ...PATIENT, CLAMD_URL: clamd.url, INSPECT_THREADS: '1' } })
  const after = (await throughAll(second, [...sent].reverse(), 1)).map(lasting).reverse()
  await second.stop()
  for (const [at, record] of after.entries()) expect(record).toEqual(before[at])
  // They were not all alike.
  const kinds = new Set(
    before.flatMap((record) => (record as MessageRecord).verdict?.actions.map(({ kind, reason }) => `${kind} ${reason}`)),
  )
  expect(kinds.size).toBeGreaterThan(12)
}, 180_000)
