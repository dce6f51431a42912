/** What every inspector must keep, whatever it looks for: run on every one in the registry. */
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Inspected, Inspector, ListedEntry, Listing, LookupInspector, PartSubject } from '../../src/core/inspector.ts'
import type { InboundMessage, Link, Part } from '../../src/core/message.ts'
import { SEVERITIES } from '../../src/core/report.ts'
import { construct, deepFrozen, linkTo, message, part } from './subjects.ts'

const NASTY = [
  '',
  '\0',
  '\u202Egpj.exe',
  '\uD800',
  'a'.repeat(100_000),
  '.'.repeat(20_000),
  '@'.repeat(20_000),
  'http://'.repeat(5_000),
  '%'.repeat(20_000),
  '://',
  'javascript:',
  'https://[',
  'https://xn--a-ecp.ru',
  `https://${'ä.'.repeat(5_000)}com`,
  `https://${'а'.repeat(10_000)}.com`,
  `https://a@${'b@'.repeat(5_000)}c`,
  '__proto__',
  'constructor',
  '\r\n\t',
  '[.]'.repeat(5_000),
  'a-'.repeat(10_000),
]
const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string(), fc.webUrl())

const links: fc.Arbitrary<Link> = fc
  .tuple(nasty, fc.option(nasty), fc.option(nasty))
  .map(([url, shown, parsedUrl]) => linkTo(url, shown, parsedUrl === null ? {} : { url: parsedUrl }))

const types = fc.constantFrom(
  ...['', 'text/plain', 'text/html', 'image/png', 'image/svg+xml', 'application/pdf', 'application/zip', 'application/x-cfb'],
  ...['application/x-msdownload', 'application/octet-stream', 'nonsense', '/', 'application/vnd.ms-excel', 'message/rfc822'],
  ...['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
)
const parts: fc.Arbitrary<Part> = fc
  .record({ untrustedName: fc.option(nasty), claimedType: fc.oneof(types, nasty), detectedType: types, path: nasty, sizeBytes: fc.nat() })
  .map((fields) => part(fields))

const entries: fc.Arbitrary<ListedEntry> = fc.record({
  untrustedPath: nasty,
  sizeBytes: fc.nat(),
  compressedBytes: fc.nat(),
  encrypted: fc.boolean(),
  directory: fc.boolean(),
})
const listings: fc.Arbitrary<Listing | null> = fc.option(
  fc.record({
    format: fc.constantFrom('zip', 'tar', '7z', 'nonsense'),
    entries: fc.array(entries, { maxLength: 5 }),
    traits: fc.array(
      fc.record({ kind: fc.oneof(nasty, fc.constantFrom('pdf/javascript', 'office/vba')), count: fc.nat(), evidence: nasty }),
      { maxLength: 5 },
    ),
    incomplete: fc.option(fc.constantFrom('ARCHIVE_ENCRYPTED', 'ARCHIVE_CORRUPT', 'ARCHIVE_TOO_DEEP', 'NEVER_HEARD_OF')),
  }),
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  nasty.map((text) => new TextEncoder().encode(text)),
  fc
    .constantFrom('%PDF-1.7 /#4a#', 'MZ', 'PK\x03\x04', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', '<svg')
    .map((text) => Buffer.from(text, 'latin1')),
)
const partSubjects: fc.Arbitrary<PartSubject> = fc.record({ part: parts, bytes, listing: listings })

const messages: fc.Arbitrary<InboundMessage> = fc
  .tuple(fc.option(nasty), fc.array(fc.tuple(nasty, fc.integer({ min: -1, max: 9 }), nasty), { maxLength: 5 }))
  .map(([address, active]) => message({ sender: address === null ? null : { address }, active: active.map((of) => construct(...of)) }))

interface Subjects {
  readonly of: InboundMessage
  readonly link: Link
  readonly subject: PartSubject
}

const subjects: fc.Arbitrary<Subjects> = fc.record({ of: messages, link: links, subject: partSubjects })

/** Each nasty text in every place at once, so that none of them is left to chance. */
const nastySubjects: readonly Subjects[] = NASTY.map((text) => ({
  of: message({ sender: { address: text }, active: [construct(text, 1, text)] }),
  link: linkTo(text, text),
  subject: {
    part: part({ untrustedName: text, claimedType: text, detectedType: 'image/png', path: text }),
    bytes: Buffer.from(text),
    listing: {
      format: text,
      incomplete: null,
      traits: [{ kind: text, count: 1, evidence: text }],
      entries: [{ untrustedPath: text, sizeBytes: 1, compressedBytes: 1, encrypted: false, directory: false }],
    },
  },
}))

/** Null when the inspector does not apply. */
function look(inspector: Inspector, { of, link, subject }: Subjects): Inspected | null {
  deepFrozen([of, link, subject])
  switch (inspector.looksAt) {
    case 'message':
      return inspector.inspect(of)
    case 'link':
      return inspector.inspect(link, of)
    case 'part':
      return inspector.applies(subject.part) ? untouched(subject, () => inspector.inspect(subject)) : null
  }
}

function untouched(subject: PartSubject, look: () => Inspected): Inspected {
  const before = Buffer.from(subject.bytes)
  const answer = look()
  expect(before.equals(subject.bytes)).toBe(true)
  return answer
}

/** Adds the tests of the contract for a pure inspector. */
export function keepsContract(inspector: Inspector): void {
  declaresItself(inspector)

  it('answers any subject without throwing, changing it, or saying what it has not declared', () => {
    for (const nastySubject of nastySubjects) expectInContract(inspector, look(inspector, nastySubject))
    fc.assert(
      fc.property(subjects, (given) => expectInContract(inspector, look(inspector, given))),
      { numRuns: 150 },
    )
  })

  it('says the same about the same subject', () => {
    fc.assert(
      fc.property(subjects, (given) => {
        expect(look(inspector, given)).toEqual(look(inspector, given))
      }),
      { numRuns: 50 },
    )
  })
}

function expectInContract(inspector: Inspector, answer: Inspected | null): void {
  if (answer === null) return
  expect(['ok', 'unscannable', 'skipped']).toContain(answer.status)
  if (answer.status !== 'ok') expect(answer.reason).toMatch(/^[A-Z][A-Z0-9_]+$/)
  for (const { code, confidence } of answer.sightings) {
    expect(Object.keys(inspector.codes)).toContain(code)
    expect(confidence ?? 1).toBeGreaterThanOrEqual(0)
    expect(confidence ?? 1).toBeLessThanOrEqual(1)
  }
}

/** Adds the tests of what any inspector declares about itself. */
export function declaresItself(inspector: Inspector | LookupInspector): void {
  it('declares each code with a severity, a title and one plain sentence', () => {
    expect(Object.keys(inspector.codes)).not.toHaveLength(0)
    for (const [code, { severity, title, explanation }] of Object.entries(inspector.codes)) {
      expect(code).toMatch(/^[A-Z]+(?:_[A-Z][A-Z0-9]*)+$/)
      expect(SEVERITIES).toContain(severity)
      expect(title).toMatch(/^\p{Lu}[^.]{3,60}$/u)
      expect(explanation).toMatch(/^\p{Lu}.{15,220}\.$/u)
      expect(explanation.slice(0, -1)).not.toMatch(/\. /)
    }
  })
}
