/** In the whole service a mail brings files only when the DNS proves its sender, and is asked about once. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import { type DnsServer, startDnsServer } from '../support/dns-server.ts'
import { type LocalService, openLocalService } from '../support/service.ts'
import { dnsOf, mailFrom, signed } from '../support/signed-mail.ts'

let dns: DnsServer
let house: LocalService

/** Whose name servers are away for a while: the DNS answers SERVFAIL. */
let isAway = false

beforeAll(async () => {
  const table = dnsOf()
  dns = await startDnsServer({
    resolve: (name, type) => (isAway ? Promise.reject(new Error('away')) : table.resolve(name, type)),
  })
  house = await openLocalService({
    environment: { MAIL_AUTH: 'on', MAIL_AUTH_TIMEOUT_MS: '1500', DNS_SERVERS: dns.address, RESCAN_SECONDS: '1' },
  })
}, 60_000)
afterAll(async () => {
  await house.stop()
  await dns.close()
}, 30_000)
afterEach(() => void dns.asked.splice(0))

let count = 0

/** With a table, so that there is a file to hold. */
function mailWithFile(from = 'Anna <anna@example.com>'): Buffer {
  count += 1
  const raw = mailFrom(
    from,
    '--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b\r\nContent-Type: text/csv; name="list.csv"\r\nContent-Disposition: attachment; filename="list.csv"\r\n\r\na,b\r\n1,2\r\n--b--\r\n',
    `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\nX-Count: ${count}\r\n`,
  )
  return Buffer.from(raw.toString('latin1').replace('<1@', `<${count}@`), 'latin1')
}

function kinds({ identity }: MessageRecord): readonly string[] {
  return identity.evidence.map(({ kind, result }) => `${kind}=${result}`)
}

function fileReason({ release }: MessageRecord): string | undefined {
  return release?.files[0]?.reason
}

describe('a mail in the service', () => {
  it('that its domain signed may bring files, and its proof stands in the record', async () => {
    const record = await house.throughMail(await signed(mailWithFile()))
    expect(record.identity).toMatchObject({ level: 'authenticated', subject: null })
    expect(kinds(record)).toEqual(['dmarc=pass', 'spf=none', 'dkim=pass', 'claim=none', 'history=none'])
    expect(fileReason(record)).not.toBe('IDENTITY_REQUIRED')
  })

  it('that another signed waits with its files, and says why', async () => {
    const record = await house.throughMail(await signed(mailWithFile(), 'evil.example'))
    expect(record.identity.level).toBe('claimed')
    expect(kinds(record)).toEqual(['dmarc=fail', 'spf=none', 'dkim=pass', 'claim=none'])
    expect(fileReason(record)).toBe('IDENTITY_REQUIRED')
  })

  it('that nobody signed and nobody saw coming asks nothing of the DNS', async () => {
    const record = await house.throughMail(mailWithFile())
    expect(kinds(record)).toEqual(['dmarc=none', 'spf=none', 'dkim=none', 'claim=none'])
    expect(dns.asked).toEqual([])
  })

  it('is proven by the server that it came from', async () => {
    const answer = await house.call('POST', '/v1/messages?channel=support-mail', {
      headers: {
        'Content-Type': 'message/rfc822',
        Prefer: 'wait=10',
        'Forebay-Client-Ip': '198.51.100.7',
        'Forebay-Helo': 'mx.example.com',
        'Forebay-Mail-From': 'anna@example.com',
      },
      body: new Uint8Array(mailWithFile()),
    })
    const { id } = answer.json<{ id: string }>()
    expect(kinds(await house.record(id))).toEqual(['dmarc=pass', 'spf=pass', 'dkim=none', 'claim=none', 'history=known'])
  })

  it('whose DNS was away waits with its files, and goes on when it is back', async () => {
    isAway = true
    const record = await house.throughMail(await signed(mailWithFile()))
    expect(kinds(record)).toEqual(['dmarc=temperror', 'spf=none', 'dkim=temperror', 'claim=none'])
    expect(fileReason(record)).toBe('IDENTITY_REQUIRED')
    isAway = false
    const later = await house.until(record.id, ({ identity }) => identity.level === 'authenticated', 'proven')
    expect(later.revision).toBeGreaterThan(record.revision)
    expect(later.identity.subject).toBeNull()
    expect(kinds(later)).toEqual(['dmarc=pass', 'spf=none', 'dkim=pass', 'claim=none', 'history=known'])
    expect(fileReason(later)).not.toBe('IDENTITY_REQUIRED')
    expect(await house.held(record.id)).not.toContainEqual(expect.objectContaining({ reason: 'IDENTITY_REQUIRED' }))
  })

  it('is asked about once: a login later runs it again by what the DNS said that day, and keeps it as evidence', async () => {
    const record = await house.throughMail(await signed(mailWithFile()))
    const asked = dns.asked.length
    expect(asked).toBeGreaterThan(0)
    const answer = await house.call('POST', `/v1/messages/${record.id}/identify`, {
      headers: { Prefer: 'wait=10' },
      body: { identityToken: await house.customerToken() },
    })
    expect(answer.status).toBe(200)
    const later = await house.record(record.id)
    expect(later.identity).toMatchObject({ level: 'authenticated', subject: 'customer-7' })
    expect(kinds(later)).toEqual(['token=pass', 'dmarc=pass', 'spf=none', 'dkim=pass', 'claim=none', 'history=known'])
    expect(dns.asked).toHaveLength(asked)
  })

  it('is let on without a level when the DNS falls silent, and its words do not wait for long', async () => {
    dns.silence()
    const startedAt = performance.now()
    const record = await house.throughMail(await signed(mailWithFile()))
    expect(performance.now() - startedAt).toBeLessThan(8_000)
    expect(record.identity.level).toBe('claimed')
    expect(kinds(record)).toEqual(['dmarc=temperror', 'spf=none', 'dkim=temperror', 'claim=none'])
    expect(record.release?.text).toContain('Hi')
    expect(fileReason(record)).toBe('IDENTITY_REQUIRED')
  })
})
