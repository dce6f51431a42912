/** Only what expired is deleted, and a later run comes to the same: same numbers, same placeholders, same words. */
import { describe, expect, it } from '@jest/globals'
import type { Blobs } from '../../src/core/blobs.ts'
import type { Arrival } from '../../src/core/message.ts'
import type { CutDown } from '../../src/core/stored-message.ts'
import type { Review } from '../../src/core/verdict.ts'
import { leafSpans } from '../../src/parse/mime/cut.ts'
import { type Assessing, conclude, type Seen, see } from '../../src/pipeline/assess.ts'
import { dueToCut, withoutExpired } from '../../src/pipeline/expired-files.ts'
import { openArrival } from '../../src/pipeline/open-arrival.ts'
import { givenPolicy } from '../policy/given.ts'
import { makePng, makeZip } from '../support/files.ts'
import { LANGUAGES } from '../support/languages.ts'
import { makeMail } from '../support/mail.ts'
import { NOW } from '../support/stored.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const SECRET = 'quokka in the file'
const ID = '0193b0c8-0000-7000-8000-000000000001'
const sandbox = inProcessSandbox(async () => ({ status: 'refused', reason: 'DISARM_FAILED' }))
const assessing = {
  sandbox,
  house: { protectedDomains: [] },
  lookupInspectors: [],
  rewriteLink: () => 'https://gate.example/',
  languages: LANGUAGES,
  stopwatch: () => 0,
} as unknown as Assessing
const policy = givenPolicy()
const zip = () =>
  makeZip([
    { name: 'a.txt', data: SECRET },
    { name: 'b.txt', data: 'b' },
  ])
const files = () => [
  { name: 'first.zip', bytes: zip() },
  { name: 'second.png', bytes: makePng(2) },
  { name: 'third.txt', bytes: Buffer.from(`${SECRET} too`) },
]

function memoryBlobs() {
  const kept = new Map<string, Uint8Array>()
  let written = 0
  const blobs: Pick<Blobs, 'read' | 'write'> = {
    async read(blobId) {
      const bytes = kept.get(blobId)
      if (bytes === undefined) throw new Error(`no blob ${blobId}`)
      return bytes
    },
    async write(source) {
      written += 1
      kept.set(`written-${written}`, source as Uint8Array)
      return { blobId: `written-${written}`, sizeBytes: (source as Uint8Array).length, sha256: '' }
    },
  }
  return { kept, blobs }
}

function chat(blobs: ReturnType<typeof memoryBlobs>): Arrival {
  const named = files().map(({ name, bytes }, at) => {
    blobs.kept.set(`blob-${at}`, bytes)
    return { untrustedName: name, untrustedType: 'application/octet-stream', blobId: `blob-${at}`, sizeBytes: bytes.length, sha256: '' }
  })
  const words = { sender: { address: 'anna@example.com' }, subject: `About ${SECRET}`, text: `The words ${SECRET}` }
  return { ...arrival('chat'), content: { type: 'words', words, files: named } }
}

function mail(text = 'The words'): Arrival {
  const parts = files().map(({ name, bytes }) => ({ type: 'application/octet-stream', name, body: bytes }))
  return { ...arrival('email'), content: { type: 'mail-inline', raw: makeMail({ text, html: `<p>${text}</p>`, files: parts }) } }
}

function arrival(kind: Arrival['kind']): Omit<Arrival, 'content'> {
  return { id: ID, channel: 'c', kind, connector: 'api', conversationId: null, receivedAt: NOW }
}

const expiry = (id: string, kind: 'part' | 'message' = 'part'): Review => ({
  subject: { kind, id },
  decision: 'expire',
  by: 'forebay',
  at: NOW,
  reason: 'EXPIRED',
})
const byRita = (id: string): Review => ({ ...expiry(id), decision: 'release', by: 'rita' })

async function run(one: Arrival, reviews: readonly Review[], blobs: ReturnType<typeof memoryBlobs>) {
  const seen = await see(await openArrival(one, blobs.blobs), policy, assessing)
  const identity = { level: 'anonymous', subject: null, evidence: [] } as const
  const { record } = conclude(seen, { identity, policy, policyVersion: 1, reviews, revision: 1 }, assessing, NOW)
  return { seen, record }
}

async function expire(one: Arrival, reviews: readonly Review[], blobs: ReturnType<typeof memoryBlobs>): ReturnType<typeof cutOrNull> {
  const { seen, record } = await run(one, reviews, blobs)
  return cutOrNull({ arrival: one, reviews }, seen.message.parts, record, { blobs: blobs.blobs, sandbox })
}

async function cutOrNull(...given: Parameters<typeof withoutExpired>): Promise<CutDown | null> {
  const cut = await withoutExpired(...given)
  if (cut === 'later') throw new Error('the sandbox said nothing')
  return cut
}

/** By name, for their numbers depend on what the words are in. */
const idOf = ({ message }: Seen, name: string) => message.parts.find(({ untrustedName }) => untrustedName === name)?.partId ?? ''

describe.each([
  ['chat', chat],
  ['mail', () => mail()],
] as const)('of a %s', (_, make) => {
  it('the file that expired is gone, and all others stay what they were', async () => {
    const blobs = memoryBlobs()
    const one = make(blobs)
    const { seen: before } = await run(one, [], blobs)
    const reviews = [expiry(idOf(before, 'first.zip'))]
    const { record } = await run(one, reviews, blobs)
    const cut = await expire(one, reviews, blobs)
    for (const blobId of cut?.obsolete ?? []) blobs.kept.delete(blobId)
    const left = cut?.arrival ?? one
    expect(left.expired).toMatchObject([{ partId: idOf(before, 'first.zip'), reason: 'EXPIRED' }])
    const again = await run(left, reviews, blobs)
    // Not one placeholder, number or word is another.
    expect(again.record.release).toEqual(record.release)
    expect(again.record.release?.files).toMatchObject([{ reason: 'EXPIRED' }, { name: 'second.png' }, { name: 'third.txt' }])
    expect(idOf(again.seen, 'third.txt')).toBe(idOf(before, 'third.txt'))
    // And nobody brings it back, whatever they say.
    const spoken = await run(left, [...reviews, byRita(idOf(before, 'first.zip'))], blobs)
    expect(spoken.record.release?.files[0]).toMatchObject({ action: 'remove', reason: 'EXPIRED' })
    expect(again.record.report.outcomes.filter(({ subject }) => subject.id === idOf(before, 'first.zip'))).toEqual([])
    expect(again.seen.message.parts.filter(({ untrustedName }) => untrustedName === 'a.txt')).toEqual([])
    // Once more there is nothing to delete.
    expect(await expire(left, reviews, blobs)).toBeNull()
    // The next one goes too, and the first stays gone.
    const both = [...reviews, expiry(idOf(before, 'third.txt'))]
    const second = await expire(left, both, blobs)
    for (const blobId of second?.obsolete ?? []) blobs.kept.delete(blobId)
    expect((second?.arrival.expired ?? []).map(({ partId }) => partId)).toEqual([idOf(before, 'first.zip'), idOf(before, 'third.txt')])
    expect((await run(second?.arrival ?? one, both, blobs)).record.release?.files.map(({ name, reason }) => [name, reason])).toEqual([
      ['first.zip', 'EXPIRED'],
      ['second.png', 'IDENTITY_REQUIRED'],
      ['third.txt', 'EXPIRED'],
    ])
    const bytes = Buffer.concat([...blobs.kept.values(), rawOf(second?.arrival)])
    expect(bytes.includes(SECRET) || bytes.includes(Buffer.from(SECRET).toString('base64').slice(0, 12))).toBe(false)
  })

  it('nothing goes that the release does not call expired, or that a person let go', async () => {
    const blobs = memoryBlobs()
    const one = make(blobs)
    const { seen } = await run(one, [], blobs)
    const id = idOf(seen, 'second.png')
    expect(await expire(one, [], blobs)).toBeNull()
    expect(await expire(one, [expiry(id), byRita(id)], blobs)).toBeNull()
    const { record } = await run(one, [], blobs)
    // Said by the clock, and not yet by the release.
    const deps = { blobs: blobs.blobs, sandbox }
    expect(await withoutExpired({ arrival: one, reviews: [expiry(id)] }, seen.message.parts, record, deps)).toBeNull()
  })

  it('words and files go when the message expired as a whole', async () => {
    const blobs = memoryBlobs()
    const one = make(blobs)
    const { seen, record } = await run(one, [], blobs)
    const whole = { ...record, status: 'expired' as const }
    const deps = { blobs: blobs.blobs, sandbox }
    const cut = await cutOrNull({ arrival: one, reviews: [expiry('m', 'message')] }, seen.message.parts, whole, deps)
    for (const blobId of cut?.obsolete ?? []) blobs.kept.delete(blobId)
    expect(blobs.kept.size).toBe(0)
    const again = await run(cut?.arrival ?? one, [expiry('m', 'message')], blobs)
    expect(again.seen.message).toMatchObject({ sender: { address: 'anna@example.com' } })
    expect(again.seen.message.text?.body.trim() ?? '').toBe('')
    expect(again.record.release?.files.map(({ name, size }) => [name, size > 0])).toEqual(files().map(({ name }) => [name, true]))
    expect(JSON.stringify(again.seen.message)).not.toContain('The words')
    const third = await withoutExpired(
      { arrival: cut?.arrival ?? one, reviews: [expiry('m', 'message')] },
      again.seen.message.parts,
      whole,
      deps,
    )
    expect(third).toBeNull()
  })
})

it('a mail in a blob is written anew without what expired, and the old blob is named no more', async () => {
  const blobs = memoryBlobs()
  const { content } = mail('word '.repeat(30_000))
  const raw = content.type === 'mail-inline' ? content.raw : new Uint8Array()
  blobs.kept.set('raw', raw)
  const one: Arrival = { ...arrival('email'), content: { type: 'mail', rawBlobId: 'raw', sizeBytes: raw.length } }
  const { seen } = await run(one, [], blobs)
  const cut = await expire(one, [expiry(idOf(seen, 'third.txt'))], blobs)
  expect(cut).toMatchObject({ written: ['written-1'], obsolete: ['raw'], arrival: { content: { type: 'mail', rawBlobId: 'written-1' } } })
  expect(cut?.arrival.content).toMatchObject({ sizeBytes: blobs.kept.get('written-1')?.length })
})

it('a mail loses nothing but the very bytes of what expired, whatever its sandbox says', async () => {
  const one = mail()
  const blobs = memoryBlobs()
  const { seen } = await run(one, [], blobs)
  const ids = seen.message.parts.filter(({ parentId }) => parentId === null).map(({ partId }) => partId)
  const reviews = [expiry(idOf(seen, 'first.zip')), expiry(idOf(seen, 'second.png'))]
  const { record } = await run(one, reviews, blobs)
  const leaf = ids.indexOf(idOf(seen, 'first.zip'))
  const [span] = leafSpans(rawOf(one), new Set([leaf]))
  const says = (spans: readonly object[]) => ({
    blobs: blobs.blobs,
    sandbox: { run: async () => ({ status: 'done', ms: 0, result: { spans } }) } as unknown as Assessing['sandbox'],
  })
  const standing = { arrival: one, reviews }
  const { start, end } = span ?? { start: 0, end: 0 }
  for (const lie of [
    [],
    [{ leaf, start: 5, end: 1e9 }],
    [{ leaf, start: 0, end: rawOf(one).length }],
    [{ leaf, start: start - 400, end }],
    [{ leaf: leaf + 1, start, end }],
    [{ leaf: ids.indexOf(idOf(seen, 'third.txt')), start, end }],
    [span ?? {}, span ?? {}],
  ])
    expect(await withoutExpired(standing, seen.message.parts, record, says(lie))).toBeNull()
  expect((await cutOrNull(standing, seen.message.parts, record, says([span ?? {}])))?.arrival.expired).toHaveLength(1)
})

it('a mail that the sandbox could not take apart is asked for again, for a day', async () => {
  const one = mail()
  const blobs = memoryBlobs()
  const { seen } = await run(one, [], blobs)
  const reviews = [expiry(idOf(seen, 'third.txt'))]
  const { record } = await run(one, reviews, blobs)
  for (const ran of [
    { status: 'timed_out', reason: 'STEP_TIMED_OUT', step: '', ms: 1 },
    { status: 'done', ms: 0, result: {} },
  ]) {
    const away = { run: async () => ran } as unknown as Assessing['sandbox']
    const deps = { blobs: blobs.blobs, sandbox: away }
    expect(await withoutExpired({ arrival: one, reviews }, seen.message.parts, record, deps)).toBe('later')
  }
  const due = (now: number, before: number | null = null) => dueToCut({ reviews }, before, now, 1_000)
  expect([due(NOW), due(NOW + 5_000), due(NOW, NOW + 10)]).toEqual([NOW + 1_000, NOW + 10_000, NOW + 10])
  expect([due(NOW + 86_400_000), due(NOW + 86_400_000, 7)]).toEqual([null, 7])
})

it('the word that was spoken for a file stays with it, whatever is found inside the ones before it once some expired', async () => {
  const blobs = memoryBlobs()
  // The first takes all that one message may have opened, so that nothing of the second is.
  const many = makeZip(Array.from({ length: 2_100 }, (_, at) => ({ name: `${at}.txt`, data: `${at}` })))
  const files = [many, zip(), Buffer.from('=1+1,a\n'), Buffer.from('a,b\n')]
  const content = {
    type: 'words' as const,
    words: { text: 'x' },
    files: files.map((bytes, at) => {
      blobs.kept.set(`f-${at}`, bytes)
      return { untrustedName: `${at}.csv`, untrustedType: 'text/csv', blobId: `f-${at}`, sizeBytes: bytes.length, sha256: '' }
    }),
  }
  const one: Arrival = { ...arrival('chat'), content }
  const { seen } = await run(one, [], blobs)
  const reviews = [expiry(idOf(seen, '0.csv')), byRita(idOf(seen, '3.csv'))]
  const cut = await expire(one, reviews, blobs)
  const again = await run(cut?.arrival ?? one, reviews, blobs)
  expect(again.seen.message.parts.length).not.toBe(seen.message.parts.length)
  for (const name of ['1.csv', '2.csv', '3.csv']) expect(idOf(again.seen, name)).toBe(idOf(seen, name))
})

function rawOf(one: Arrival | undefined): Uint8Array {
  return one?.content.type === 'mail-inline' ? one.content.raw : new Uint8Array()
}
