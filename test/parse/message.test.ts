/** A submission or a mail becomes parts, words and links, and nothing of it is lost without being said. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_BUDGET_LIMITS } from '../../src/parse/budget.ts'
import { makeDocx, makeGzipBomb, makePng, makeZip, nestZip } from '../support/files.ts'
import { base64, multipart, multipartLines, raw } from './mime/compose.ts'
import { aFile, type Opened, openContent, openMail, outline, troubles } from './opened.ts'

const TEXT = ['Content-Type: text/plain', '', 'see a.se']
const HTML = ['Content-Type: text/html', '', '<p>see <a href="https://b.se/">there</a></p>']
const FOOTER = ['Content-Type: text/plain', '', 'leave at https://list.se/']
const ALTERNATIVE = multipartLines('alternative', 'alt', TEXT, HTML)
const zipPart = (name: string, zip: Uint8Array) => [
  `Content-Type: application/zip; name=${name}`,
  'Content-Transfer-Encoding: base64',
  '',
  base64(zip),
]
const timedOut = { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 } as const
const skipping = (...steps: readonly string[]) => new Map(steps.map((step) => [step, timedOut]))

describe('parseMessage, on words', () => {
  it('opens text, HTML and files, with what the sender says of itself', async () => {
    const opened = await openContent({
      type: 'words',
      words: {
        sender: { address: 'anna@example.com', name: 'Anna' },
        subject: 'Hi',
        text: 'see a.se',
        html: '<b>see b.se</b>',
        sentAt: 'then',
      },
      files: [aFile('a.png', makePng(), 'image/png')],
    })
    expect(opened.message).toMatchObject({
      id: 'm1',
      channel: 'chat',
      kind: 'chat',
      conversationId: 'c1',
      receivedAt: 1_000,
      sentAt: 'then',
      sender: { address: 'anna@example.com', name: 'Anna' },
      recipients: [],
      subject: 'Hi',
      messageIdHeader: null,
    })
    expect(outline(opened)).toEqual(['p1 body text/plain', 'p2 body text/html', 'p3 file image/png a.png'])
    expect(opened.message.parts[2]).toMatchObject({
      sizeBytes: makePng().byteLength,
      sha256: createHash('sha256').update(makePng()).digest('hex'),
      disposition: 'attachment',
      path: 'a.png',
    })
    expect(troubles(opened)).toEqual([])
    expect(opened.entered).toEqual(['parse/type@p3', 'parse/text@p1', 'parse/html@p2'])
  })

  it('shows the HTML and its visible text where there is some, and knows the links of both', async () => {
    const { message } = await openContent({ type: 'words', words: { text: 'see a.se', html: '<b>see b.se</b>' }, files: [] })
    expect(message.html).toEqual({ body: '<b>see </b>', slots: [{ at: 7, kind: 'link', linkId: 'l2' }] })
    expect(message.text).toEqual({ body: 'see ', slots: [{ at: 4, kind: 'link', linkId: 'l2' }] })
    expect(message.links.map(({ linkId, partId, url }) => [linkId, partId, url])).toEqual([
      ['l1', 'p1', 'http://a.se/'],
      ['l2', 'p2', 'http://b.se/'],
    ])
  })

  it('has no rendering of words that are not there', async () => {
    const opened = await openContent({ type: 'words', words: { text: '' }, files: [] })
    expect(opened.message).toMatchObject({ parts: [], links: [], text: null, html: null })
    expect(opened.outcomes).toEqual([])
  })
})

describe('parseMessage, on mails', () => {
  it('takes the envelope from the headers', async () => {
    const { message } = await openMail(
      raw(
        'From: Anna <anna@example.com>',
        'To: help@example.org',
        'Cc: b@example.org',
        'Subject: =?utf-8?q?Fr=C3=A5ga?=',
        'Message-ID: <1@x>',
        'Date: Sat, 21 Nov 2026 10:00:00 +0000',
        '',
        'words',
      ),
    )
    expect(message).toMatchObject({
      sender: { address: 'anna@example.com', name: 'Anna' },
      recipients: [{ address: 'help@example.org' }, { address: 'b@example.org' }],
      subject: 'Fråga',
      messageIdHeader: '1@x',
      sentAt: '2026-11-21T10:00:00.000Z',
    })
  })

  it('shows the HTML of an alternative, and inspects the text beside it', async () => {
    const opened = await openMail(raw(...ALTERNATIVE))
    expect(outline(opened)).toEqual(['p1 body text/plain', 'p2 body text/html'])
    expect(opened.message.html?.body).toBe('<p>see there</p>')
    expect(opened.message.text?.body).toBe('see there')
    expect(opened.message.links.map(({ url }) => url)).toEqual(['http://a.se/', 'https://b.se/'])
  })

  it('shows the footer of a mailing list below an alternative in both views', async () => {
    const { message } = await openMail(multipart('mixed', ALTERNATIVE, FOOTER))
    expect(message.text?.body).toBe('see there\n\nleave at ')
    expect(message.html?.body).toBe('<p>see there</p><hr /><div style="white-space:pre-wrap">leave at </div>')
    for (const rendering of [message.text, message.html]) expect(rendering?.slots.at(-1)).toMatchObject({ kind: 'link', linkId: 'l3' })
    const withoutHtml = await openMail(multipart('mixed', ALTERNATIVE, FOOTER), skipping('parse/html@p2'))
    expect(withoutHtml.message.text?.body).toBe('see \n\nleave at ')
  })

  it('opens an attached message and the archive in it, each part naming what it is in', async () => {
    const inner = ['Subject: inner', 'From: b@example.com', 'Date: Sat, 21 Nov 2026 10:00:00 +0000', 'MIME-Version: 1.0']
    const zip = makeZip([{ name: 'a.txt', data: 'words' }])
    const opened = await openMail(
      multipart('mixed', TEXT, [
        'Content-Type: message/rfc822; name=fwd.eml',
        '',
        ...inner,
        ...multipartLines('mixed', 'in', HTML, zipPart('a.zip', zip)),
      ]),
    )
    const { parts } = opened.message
    expect(parts.map(({ partId, parentId, role, path }) => [partId, parentId, role, path])).toEqual([
      ['p1', null, 'body', 'p1'],
      ['p2', null, 'file', 'fwd.eml'],
      ['p2.1', 'p2', 'file', 'fwd.eml › p2.1'],
      ['p2.2', 'p2', 'file', 'fwd.eml › a.zip'],
      ['p2.2.1', 'p2.2', 'file', 'fwd.eml › a.zip › a.txt'],
    ])
    // What is in a file is no word of the message.
    expect(opened.message.html).toBeNull()
    expect(opened.message.text?.body).toBe('see ')
    expect(Buffer.from(opened.bytes.get('p2.2.1') ?? []).toString()).toBe('words')
    expect(opened.listings.get('p2.2')).toMatchObject({ entries: [{ untrustedPath: 'a.txt' }], incomplete: null })
    expect(troubles(opened)).toEqual([])
  })

  it('opens a mail that is in an archive', async () => {
    const mail = raw(
      'From: a@example.com',
      'Subject: x',
      'Date: Sat, 21 Nov 2026 10:00:00 +0000',
      ...multipartLines('mixed', 'in', TEXT, HTML),
    )
    const opened = await openContent({ type: 'words', words: {}, files: [aFile('a.zip', makeZip([{ name: 'a.eml', data: mail }]))] })
    expect(outline(opened)).toEqual([
      'p1 file application/zip a.zip',
      'p1.1 < p1 file message/rfc822 a.eml',
      'p1.1.1 < p1.1 file text/plain',
      'p1.1.2 < p1.1 file text/html',
    ])
    expect(opened.message.links).toMatchObject([{ partId: 'p1.1.2', source: 'file', url: 'https://b.se/' }])
  })
})

describe('containers in containers', () => {
  it('are opened one in another, a zip in a zip', async () => {
    const zip = nestZip({ name: 'core.txt', data: 'core' }, 3)
    const opened = await openContent({ type: 'words', words: {}, files: [aFile('a.zip', zip)] })
    expect(outline(opened)).toEqual([
      'p1 file application/zip a.zip',
      'p1.1 < p1 file application/zip inner-2.zip',
      'p1.1.1 < p1.1 file application/zip inner-1.zip',
      'p1.1.1.1 < p1.1.1 file text/plain core.txt',
    ])
    expect([...opened.listings.keys()]).toEqual(['p1', 'p1.1', 'p1.1.1'])
    expect(opened.message.parts[3]?.path).toBe('a.zip › inner-2.zip › inner-1.zip › core.txt')
  })

  it('stay closed past the depth of the budget, and the last one says so', async () => {
    const { maxDepth } = DEFAULT_BUDGET_LIMITS
    const opened = await openContent({
      type: 'words',
      words: { text: 'words' },
      files: [aFile('a.zip', nestZip({ name: 'core.txt', data: 'core' }, maxDepth + 3))],
    })
    expect(opened.message.parts).toHaveLength(1 + maxDepth + 1)
    expect([...opened.listings.values()].map(({ incomplete }) => incomplete)).toEqual([
      ...Array.from({ length: maxDepth }, () => null),
      'ARCHIVE_TOO_DEEP',
    ])
    expect(opened.message.text?.body).toBe('words')
  })

  it('draw from one budget over the whole message', async () => {
    const many = Array.from({ length: 900 }, (_, at) => ({ name: `${at}.txt`, data: 'x' }))
    const files = ['a.zip', 'b.zip', 'c.zip'].map((name) => aFile(name, makeZip(many)))
    const { listings, message } = await openContent({ type: 'words', words: {}, files })
    expect([...listings.values()].map(({ incomplete }) => incomplete)).toEqual([null, null, 'ARCHIVE_TOO_MANY_ENTRIES'])
    expect(message.parts.length).toBeLessThanOrEqual(3 + DEFAULT_BUDGET_LIMITS.maxEntries)
  })

  it('that are bombs stay closed, alone', async () => {
    const files = [aFile('bomb.gz', makeGzipBomb(8 * 1024 * 1024)), aFile('a.zip', makeZip([{ name: 'a.txt', data: 'x' }]))]
    const { listings } = await openContent({ type: 'words', words: {}, files })
    expect([...listings].map(([partId, { incomplete }]) => [partId, incomplete])).toEqual([
      ['p1', 'ARCHIVE_RATIO'],
      ['p2', null],
    ])
  })

  it('end quickly when they are 4,000 messages, one attached to another', async () => {
    const lines = Array.from({ length: 4_000 }, () => ['Content-Type: message/rfc822', ''])
    const opened = await openMail(raw(...lines.flat(), ...TEXT))
    expect(troubles(opened)).toEqual(['parse/mime@m unscannable MIME_TOO_DEEP'])
    expect(opened.message.parts).toHaveLength(DEFAULT_BUDGET_LIMITS.maxDepth + 1)
  })

  it('end quickly when mails and archives take turns', async () => {
    let bytes: Uint8Array = Buffer.from('core')
    for (let level = 0; level < 12; level += 1) {
      const head = ['From: a@example.com', 'Subject: x', 'Date: Sat, 21 Nov 2026 10:00:00 +0000']
      bytes = raw(...head, ...multipartLines('mixed', `b${level}`, TEXT, zipPart('in.zip', makeZip([{ name: 'in.eml', data: bytes }]))))
    }
    const opened = await openMail(bytes)
    const closed = [...troubles(opened), ...[...opened.listings.values()].flatMap(({ incomplete }) => incomplete ?? [])]
    expect(closed).toContainEqual(expect.stringMatching(/MIME_TOO_DEEP|ARCHIVE_TOO_DEEP/))
    expect(opened.message.parts.length).toBeLessThan(40)
  })
})

describe('steps that are to be left out', () => {
  const MIXED = multipart('mixed', ALTERNATIVE, zipPart('a.zip', makeZip([{ name: 'a.txt', data: 'words' }])))

  it.each([
    ['parse/html@p2', 'shows the text instead', 'see ', null],
    ['parse/text@p1', 'shows the HTML all the same', 'see there', '<p>see there</p>'],
    ['parse/archive@p3', 'shows the words and leaves the archive closed', 'see there', '<p>see there</p>'],
    ['parse/type@p3', 'shows the words and does not guess what the file is', 'see there', '<p>see there</p>'],
  ])('%s: %s, and that item alone is incomplete', async (step, _what, text, html) => {
    const opened = await openMail(MIXED, skipping(step))
    expect(troubles(opened)).toEqual([`${step} timed_out STEP_TIMED_OUT`])
    expect(opened.outcomes.find(({ status }) => status === 'timed_out')?.ms).toBe(2_000)
    expect(opened.entered).not.toContain(step)
    expect(opened.message.text?.body).toBe(text)
    expect(opened.message.html?.body ?? null).toBe(html)
    expect(opened.message.parts.find(({ partId }) => partId === 'p3')).toMatchObject({ untrustedName: 'a.zip', role: 'file' })
    expect(opened.message.parts.some(({ parentId }) => parentId === 'p3')).toBe(!step.endsWith('p3'))
  })

  it('keep the part of a file whose type was not looked for', async () => {
    const opened = await openMail(MIXED, skipping('parse/type@p3'))
    expect(opened.message.parts[2]).toMatchObject({ detectedType: 'application/octet-stream' })
    expect(opened.bytes.has('p3')).toBe(true)
  })

  it('leave nothing of a mail that could not be read but the outcome', async () => {
    const opened = await openMail(MIXED, skipping('parse/mime@m'))
    expect(opened.message).toMatchObject({ parts: [], links: [], text: null, html: null, sender: null, subject: null })
    expect(troubles(opened)).toEqual(['parse/mime@m timed_out STEP_TIMED_OUT'])
  })

  it('have no text either when the only body is left out', async () => {
    const opened = await openMail(raw(...HTML), skipping('parse/html@p1'))
    expect(opened.message).toMatchObject({ text: null, html: null, parts: [{ partId: 'p1', role: 'body' }] })
  })
})

describe('bodies that hit a bound', () => {
  it('take the whole message to its text, of which nothing is lost', async () => {
    const deep = ['Content-Type: text/html', '', `${'<b>'.repeat(600)}deep`]
    const opened = await openMail(multipart('mixed', deep, HTML, TEXT))
    expect(troubles(opened)).toEqual([])
    expect(opened.message.text?.body).toContain('deep')
    expect(opened.message.html).toBeNull()
    expect(opened.message.text?.body).toContain('see there')
  })
})

const mailPiece = fc.oneof(
  fc.constantFrom(
    'Content-Type: ',
    'multipart/mixed; boundary=b',
    'message/rfc822',
    'text/html',
    'text/plain; charset=utf-16',
    'application/zip',
  ),
  fc.constantFrom('\r\n', '\r\n', '\r\n\r\n', '\n', '\r', '--b', '--b--', '\0', 'Content-Transfer-Encoding: base64', 'quoted-printable'),
  fc.constantFrom(
    'Subject: x',
    'From: <a@b.se>',
    'begin 644 a.zip',
    'UEsDBA==',
    '<a href="//x.se">',
    '<p>',
    'a.se',
    'PK\x03\x04',
    '\x1f\x8b\x08',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.array(mailPiece, { maxLength: 30 }).map((pieces) => new Uint8Array(Buffer.from(pieces.join(''), 'latin1'))),
  fc.tuple(fc.nat(300), fc.nat(255)).map(([at, byte]) => {
    const zip = nestZip({ name: 'a.txt', data: 'words '.repeat(20) }, 2)
    return new Uint8Array(zip.map((kept, index) => (index === at % zip.length ? byte : kept)))
  }),
)

/** What every stage behind relies on. */
function expectSound({ message, bytes, outcomes, listings, entered }: Opened): void {
  const partIds = message.parts.map(({ partId }) => partId)
  const numbers = new Map<string | null, number>()
  for (const { partId, parentId } of message.parts) {
    const number = (numbers.get(parentId) ?? 0) + 1
    expect(partId).toBe(parentId === null ? `p${number}` : `${parentId}.${number}`)
    numbers.set(parentId, number)
  }
  message.parts.forEach(({ partId, parentId, sizeBytes, sha256 }, index) => {
    if (parentId !== null) expect(partIds.indexOf(parentId)).toBeLessThan(index)
    expect(bytes.get(partId)?.byteLength).toBe(sizeBytes)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })
  expect(message.links.map(({ linkId }) => linkId)).toEqual(message.links.map((_, index) => `l${index + 1}`))
  for (const { partId } of message.links) expect(partIds).toContain(partId)
  for (const slot of [...(message.text?.slots ?? []), ...(message.html?.slots ?? [])]) {
    if (slot.kind !== 'image') expect(Number(slot.linkId.slice(1))).toBeLessThanOrEqual(message.links.length)
  }
  for (const partId of listings.keys()) expect(partIds).toContain(partId)
  // One outcome for each step, so that none is missing and none counts twice.
  expect(outcomes.map(({ inspector, subject }) => `${inspector}@${subject.id}`).sort()).toEqual([...entered].sort())
  expect(new Set(entered).size).toBe(entered.length)
}

describe('parseMessage, for any bytes', () => {
  it('never throws on a mail, and numbers parts and links once over all of it', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => expectSound(await openMail(bytes))),
      { numRuns: 200 },
    )
  })

  it('never throws on words and files', async () => {
    const words = fc.record({
      text: fc.string({ unit: 'binary' }),
      html: fc.string({ unit: 'binary' }),
      subject: fc.string({ unit: 'binary' }),
    })
    const files = fc.array(fc.record({ name: fc.string({ unit: 'binary', maxLength: 9 }), bytes: anyBytes }), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(words, files, async (words, files) =>
        expectSound(await openContent({ type: 'words', words, files: files.map(({ name, bytes }) => aFile(name, bytes)) })),
      ),
      { numRuns: 150 },
    )
  })
})

describe('names of files', () => {
  it('are bounded, and so are the paths that they are part of, however often they stand in one another', async () => {
    const inner = makeZip([{ name: `${'b'.repeat(20_000)}.txt`, data: 'x' }])
    const outer = makeZip([{ name: `${'a'.repeat(20_000)}.zip`, data: inner }])
    const { message } = await openContent({ type: 'words', words: {}, files: [aFile('c.zip', outer)] })
    expect(message.parts).toHaveLength(3)
    for (const { untrustedName, path } of message.parts) {
      expect(untrustedName?.length).toBeLessThanOrEqual(4_200)
      expect(path.length).toBeLessThanOrEqual(1_300)
    }
    // The end says what it is.
    expect(message.parts.map(({ untrustedName }) => untrustedName?.slice(-4))).toEqual(['.zip', '.zip', '.txt'])
  })
})

describe('a document', () => {
  it.each(['papers/invoice.html', 'fonts/a.rtf'])('gives what a person would open by its own name as a file inside: %s', async (name) => {
    const { message } = await openContent({ type: 'words', words: {}, files: [aFile('a.zip', makeDocx([{ name, data: '<div>x</div>' }]))] })
    expect(message.parts.map(({ untrustedName }) => untrustedName)).toContain(name)
  })
})
