/** A mail proves its address by an aligned signature or server, and by nothing else. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Dns } from '../../../src/core/dns.ts'
import type { Arrival } from '../../../src/core/message.ts'
import { assessIdentity } from '../../../src/identity/assess.ts'
import { claimPieces } from '../../../src/identity/claim.ts'
import { proveMail } from '../../../src/identity/mail/prove.ts'
import { dnsOf, mailFrom, SILENT_DNS, sealed, signed } from '../../support/signed-mail.ts'

const NOBODY = { trustedForwarders: [], trustedResults: [] }
const ENVELOPE = { clientIp: '198.51.100.7', helo: 'mail.example.com', mailFrom: 'anna@example.com' }
const PASSED = 'lists.example; dmarc=pass header.from=example.com; spf=pass smtp.mailfrom=example.com'

async function prove(
  mail: Buffer,
  { envelope, trust = NOBODY, dns = dnsOf() }: { envelope?: Arrival['envelope']; trust?: typeof NOBODY | object; dns?: Dns } = {},
) {
  const { pieces } = await proveMail(mail, envelope, { ...NOBODY, ...trust }, { dns, receiver: 'forebay.example', timeoutMs: 500 })
  const identity = assessIdentity([...pieces, ...claimPieces({ address: 'anna@example.com' })])
  const results = Object.fromEntries(identity.evidence.map(({ kind, result }) => [kind, result]))
  return { level: identity.level, subject: identity.subject, results, evidence: identity.evidence }
}

describe('a mail proves its address', () => {
  it('by a signature of its own domain, and is nobody in particular by that', async () => {
    const { level, subject, results } = await prove(await signed(mailFrom()))
    expect({ level, subject, results }).toEqual({
      level: 'authenticated',
      subject: null,
      results: { dmarc: 'pass', dkim: 'pass', spf: 'none', claim: 'none' },
    })
  })

  it('by the server that it came from, when its domain says so', async () => {
    expect(await prove(mailFrom(), { envelope: ENVELOPE })).toMatchObject({
      level: 'authenticated',
      results: { dmarc: 'pass', spf: 'pass', dkim: 'none' },
    })
  })

  it('behind a signature with as many blanks as folding may leave', async () => {
    const more = `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=k1; h=from:${' '.repeat(200)}to; bh=eA==; b=eA==\r\n`
    expect((await prove(Buffer.concat([Buffer.from(more), await signed(mailFrom())]))).level).toBe('authenticated')
  })

  it('with LF as with CRLF, and behind the separator line of a mail box', async () => {
    const mail = await signed(mailFrom())
    const unix = Buffer.from(mail.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    const boxed = Buffer.concat([Buffer.from('From anna@example.com Sat Nov 21 10:00:00 2026\n'), unix])
    for (const one of [unix, boxed]) expect((await prove(one)).level).toBe('authenticated')
  })

  it('to people in sentences that promise no goodness', async () => {
    const { evidence } = await prove(await signed(mailFrom()))
    expect(evidence[0]?.detail).toBe('The address is proven to be of example.com (DMARC); who writes from it may still mean harm')
  })
})

describe('a mail that is proven says whether the very domain of its address did so', () => {
  const below = { 'mail.example.com': [{ TXT: 'v=spf1 ip4:198.51.100.7 -all' }] }
  const key = async () => (await dnsOf().resolve('k1._domainkey.example.com', 'TXT'))?.[0]
  const dmarcOf = async (mail: Buffer, given: Parameters<typeof prove>[1] = {}) => {
    const dns = dnsOf({ ...below, 'k1._domainkey.mail.example.com': [{ TXT: await key() }] })
    return (await prove(mail, { dns, ...given })).evidence.find(({ kind }) => kind === 'dmarc')
  }

  it('by its signature', async () => {
    expect(await dmarcOf(await signed(mailFrom()))).toMatchObject({ result: 'pass', exact: true })
  })

  it('by its server', async () => {
    expect(await dmarcOf(mailFrom(), { envelope: ENVELOPE })).toMatchObject({ result: 'pass', exact: true })
  })

  it('and that one below it did is no such thing', async () => {
    for (const [mail, given] of [
      [await signed(mailFrom(), 'mail.example.com'), {}],
      [mailFrom(), { envelope: { ...ENVELOPE, mailFrom: 'bounce@mail.example.com' } }],
    ] as const) {
      const dmarc = await dmarcOf(mail, given)
      expect(dmarc).toMatchObject({ result: 'pass', supports: 'authenticated' })
      expect(dmarc).not.toHaveProperty('exact')
    }
  })

  it('nor is one above it', async () => {
    const dmarc = await dmarcOf(await signed(mailFrom('anna@mail.example.com')))
    expect(dmarc).toMatchObject({ result: 'pass' })
    expect(dmarc).not.toHaveProperty('exact')
  })

  it('nor are its beginning, signed by the domain, and the whole, signed by one below it', async () => {
    const mail = await signed(await signed(mailFrom(), 'mail.example.com'), 'example.com', 10)
    const dmarc = await dmarcOf(mail)
    expect(dmarc).toMatchObject({ result: 'pass' })
    expect(dmarc).not.toHaveProperty('exact')
  })

  it('nor is the word of a server in front', async () => {
    const mail = mailFrom(undefined, undefined, 'Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com\r\n')
    const { evidence, level } = await prove(mail, { trust: { trustedResults: ['mx.shop.example'] } })
    expect(level).toBe('authenticated')
    for (const one of evidence) expect(one).not.toHaveProperty('exact')
  })
})

describe('a mail proves nothing', () => {
  const cases: readonly (readonly [string, () => Promise<Buffer> | Buffer, Parameters<typeof prove>[1], object])[] = [
    ['unsigned, from a server that nobody named', () => mailFrom(), {}, { dmarc: 'none', dkim: 'none', spf: 'none' }],
    [
      'from a server that is not of its domain',
      () => mailFrom(),
      { envelope: { ...ENVELOPE, clientIp: '203.0.113.9' } },
      { dmarc: 'fail', spf: 'fail' },
    ],
    [
      'from a domain that the server may send for, which is not the one that is shown',
      () => mailFrom(),
      { envelope: { clientIp: '203.0.113.66', helo: 'mx.evil.example', mailFrom: 'a@evil.example' } },
      { dmarc: 'fail', spf: 'pass' },
    ],
    ['signed by another domain', () => signed(mailFrom(), 'evil.example'), {}, { dmarc: 'fail', dkim: 'pass' }],
    [
      'whose words were changed after it was signed',
      async () => Buffer.from((await signed(mailFrom())).toString('latin1').replace('invoice is', 'malware is'), 'latin1'),
      { envelope: { ...ENVELOPE, clientIp: '203.0.113.9' } },
      { dmarc: 'fail', dkim: 'fail' },
    ],
    [
      'to which words were added behind what was signed',
      async () => Buffer.concat([await signed(mailFrom(), 'example.com', 20), Buffer.from('Pay here instead.\r\n')]),
      {},
      { dkim: 'pass', dmarc: 'fail' },
    ],
    [
      'of a domain that does not ask for proof',
      () => signed(mailFrom('a@nopolicy.example'), 'nopolicy.example'),
      {},
      { dmarc: 'none', dkim: 'pass' },
    ],
    [
      'with two From lines',
      async () => Buffer.concat([Buffer.from('From: boss@shop.example\r\n'), await signed(mailFrom())]),
      {},
      { dmarc: 'permerror' },
    ],
    ['with two addresses in From', () => signed(mailFrom('anna@example.com, bo@example.com')), {}, { dmarc: 'permerror' }],
    ['with an address that others read differently', () => signed(mailFrom('"a@evil.example"@example.com')), {}, { dmarc: 'permerror' }],
    [
      'with a From below a line that is no field',
      async () => Buffer.concat([Buffer.from('no field\r\n'), await signed(mailFrom())]),
      {},
      {},
    ],
    ['with no From at all', () => Buffer.from('Subject: x\r\n\r\nHi\r\n'), {}, { dmarc: 'permerror' }],
    [
      'with more signatures than are looked at',
      () => mailFrom(undefined, undefined, 'DKIM-Signature: v=1\r\n'.repeat(9)),
      {},
      { dkim: 'permerror' },
    ],
  ]

  const blanks = ' '.repeat(16_000)
  const signature = (h: string) => `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=k1; h=${h}; bh=eA==; b=eA==\r\n`
  it.each([
    ['blanks in a signature', signature(`from:${blanks}to`).repeat(7)],
    ['and only just too many blanks in a signature', signature(`from:${' '.repeat(201)}to`)],
    ['folds in a signature', signature(`from:${'\r\n '.repeat(100)}to`)],
    ['blanks in a signature whose name is folded', signature(`from:${blanks}to`).replace(':', '\r\n :')],
    ['blanks in a seal', `ARC-Seal: i=1;${blanks}a=x\r\n`],
    ['characters in a signature', signature('to:'.repeat(3_000))],
    ['characters in all signatures', signature('to:'.repeat(2_600)).repeat(7)],
    ['addresses in Return-Path', `${signature('from')}Return-Path: ${'<a@b>,'.repeat(30_000)}\r\n`],
    ['lines that are no field behind a signature', `${signature('from')}${'x\r\n'.repeat(6_000)}`],
  ])('with more than a verifier is given, by %s: nothing is asked or hashed', async (_name, more) => {
    const asked: string[] = []
    const dns: Dns = {
      resolve: (...question) => {
        asked.push(String(question[0]))
        return dnsOf().resolve(...question)
      },
    }
    const proven = await prove(Buffer.concat([Buffer.from(more), await signed(mailFrom())]), { dns })
    expect(proven).toMatchObject({ level: 'claimed', results: { dkim: 'permerror' } })
    expect(proven.results).not.toHaveProperty('dmarc')
    expect(asked).toEqual([])
  })

  it.each(cases)('%s', async (_name, mail, given, results) => {
    expect(await prove(await mail(), given)).toMatchObject({ level: 'claimed', subject: null, results })
  })

  it('while the DNS gives no answer, and says so within its time', async () => {
    const startedAt = performance.now()
    const proven = await prove(await signed(mailFrom()), { envelope: ENVELOPE, dns: SILENT_DNS })
    expect(proven).toMatchObject({ level: 'claimed', results: { dkim: 'temperror', spf: 'temperror', dmarc: 'temperror' } })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  it('when the policy alone cannot be had', async () => {
    const proven = await prove(await signed(mailFrom()), { dns: dnsOf({ '_dmarc.example.com': ['TIMEOUT'] }) })
    expect(proven).toMatchObject({ level: 'claimed', results: { dkim: 'pass', dmarc: 'temperror' } })
  })

  it('whatever bytes it is made of, without an error', async () => {
    const pieces = [
      'From: a@example.com\r\n',
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=k1; h=from; bh=x; b=y\r\n',
      'ARC-Seal: i=1;\r\n',
      '\r\n',
      '\0',
      ' ',
      'é',
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 12 }), async (parts) => {
        expect((await prove(Buffer.from(parts.join('')), { envelope: ENVELOPE })).level).not.toBe('verified')
      }),
      { numRuns: 60 },
    )
  })
})

describe('a forwarder', () => {
  const changed = (mail: Buffer) => Buffer.from(mail.toString('latin1').replace('Subject: Invoice', 'Subject: [list] Invoice'), 'latin1')
  const forwarded = async (results = PASSED) => sealed(changed(await signed(mailFrom())), 'lists.example', results)
  const trust = { trustedForwarders: ['lists.example'] }

  it('that the channel trusts proves what it saw before it changed the mail', async () => {
    expect(await prove(await forwarded(), { trust })).toMatchObject({ level: 'authenticated', results: { arc: 'pass' } })
  })

  it('that it does not trust proves nothing', async () => {
    expect(await prove(await forwarded())).toMatchObject({ level: 'claimed', results: { arc: 'pass' } })
    expect((await prove(await forwarded(), { trust: { trustedForwarders: ['example'] } })).level).toBe('claimed')
  })

  it.each([
    ['saw no pass', 'lists.example; dmarc=fail header.from=example.com'],
    ['saw another address', 'lists.example; dmarc=pass header.from=evil.example'],
    ['does not say of which domain', 'lists.example; dmarc=pass'],
    ['says both', 'lists.example; dmarc=pass header.from=example.com; dmarc=fail header.from=example.com'],
  ])('that is trusted and %s proves nothing', async (_name, results) => {
    expect((await prove(await forwarded(results), { trust })).level).toBe('claimed')
  })

  it('whose mail was changed behind it proves nothing', async () => {
    const mail = Buffer.from((await forwarded()).toString('latin1').replace('invoice is', 'malware is'), 'latin1')
    expect(await prove(mail, { trust })).toMatchObject({ level: 'claimed', results: { arc: 'fail' } })
  })

  it('whose key the DNS did not give in time proves nothing, and is not called broken', async () => {
    const dns = dnsOf({ 'k1._domainkey.lists.example': ['TIMEOUT'] })
    expect(await prove(await forwarded(), { trust, dns })).toMatchObject({ level: 'claimed', results: { arc: 'temperror' } })
  })

  it('that is trusted proves nothing behind one that is not', async () => {
    const twice = await sealed(await forwarded(), 'other-lists.example', 'other-lists.example; arc=pass', 'later')
    expect(await prove(twice, { trust })).toMatchObject({ level: 'claimed', results: { arc: 'pass' } })
    expect((await prove(twice, { trust: { trustedForwarders: ['lists.example', 'other-lists.example'] } })).level).toBe('authenticated')
  })
})

describe('the results of a server in front', () => {
  const trust = { trustedResults: ['MX.shop.example'] }
  const stated = (...lines: readonly string[]) =>
    mailFrom(undefined, undefined, lines.map((line) => `Authentication-Results: ${line}\r\n`).join(''))
  const pass = 'mx.shop.example; dmarc=pass (p=reject) header.from=example.com'

  it('count when the channel trusts it', async () => {
    for (const line of [pass, 'mx.shop.example 1;\r\n spf=pass smtp.mailfrom=x;\r\n dmarc=pass policy.d="a;b" header.from="Example.com"'])
      expect((await prove(stated(line), { trust })).level).toBe('authenticated')
  })

  it.each([
    ['of a server that is not listed', [pass.replace('mx.', 'mx2.')]],
    ['below one of the same server that says otherwise', ['mx.shop.example; dmarc=fail header.from=example.com', pass]],
    ['below one of the same server that says nothing', ['mx.shop.example; none', pass]],
    ['of another domain', ['mx.shop.example; dmarc=pass header.from=evil.example']],
    ['with the pass in a comment', ['mx.shop.example; dmarc=fail (dmarc=pass header.from=example.com)']],
    ['with the pass in a quoted reason', ['mx.shop.example; spf=fail reason="x; dmarc=pass header.from=example.com"']],
    ['with the name of the server in a comment', [`other.example (mx.shop.example); dmarc=pass header.from=example.com`]],
    ['without the name of a server', ['dmarc=pass header.from=example.com']],
  ])('count for nothing %s', async (_name, lines) => {
    expect((await prove(stated(...lines), { trust })).level).toBe('claimed')
  })

  it('count for nothing where no server is trusted', async () => {
    expect((await prove(stated(pass))).level).toBe('claimed')
  })
})
