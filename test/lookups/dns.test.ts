/** The DNS gives what is there, tells silence from absence, and is not waited for again and again. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { zoneDns } from '../../scripts/score/auth/zone.ts'
import { ForebayError } from '../../src/core/error.ts'
import { openDns } from '../../src/lookups/dns.ts'
import { type DnsServer, startDnsServer } from '../support/dns-server.ts'

let server: DnsServer
let now = 0
let dns: ReturnType<typeof openDns>

beforeEach(async () => {
  now = 0
  server = await startDnsServer(
    zoneDns({
      'example.com': [{ TXT: ['v=spf1 ', '-all'] }, { A: '192.0.2.1' }, { A: '192.0.2.2' }, { MX: [10, 'mx.example.com'] }],
      '1.2.0.192.in-addr.arpa': [{ PTR: 'mail.example.com' }],
      'www.example.com': [{ CNAME: 'example.com' }],
      'broken.example': ['TIMEOUT'],
    }),
  )
  dns = openDns({ servers: [server.address], timeoutMs: 200, clock: () => now })
})

afterEach(async () => {
  dns.close()
  await server.close()
})

/** How long it took to hear that there is no answer. */
async function waitOf(name: string): Promise<number> {
  const startedAt = performance.now()
  await expect(dns.resolve(name, 'A')).rejects.toMatchObject({ code: 'DNS_UNAVAILABLE' })
  return performance.now() - startedAt
}

async function askInVain(names: number, under: string): Promise<void> {
  const asked = Array.from({ length: names }, (_, at) => dns.resolve(`a${at}.${under}`, 'A'))
  await Promise.all(asked.map((answer) => expect(answer).rejects.toBeInstanceOf(ForebayError)))
}

describe('the DNS', () => {
  it('gives records of each type as they are', async () => {
    expect(await dns.resolve('example.com', 'A')).toEqual(['192.0.2.1', '192.0.2.2'])
    expect((await dns.resolve('example.com', 'TXT'))?.map((strings) => [strings].flat().join(''))).toEqual(['v=spf1 -all'])
    expect(await dns.resolve('example.com', 'MX')).toEqual([{ priority: 10, exchange: 'mx.example.com' }])
    expect(await dns.resolve('1.2.0.192.in-addr.arpa', 'PTR')).toEqual(['mail.example.com'])
    expect(await dns.resolve('www.example.com', 'CNAME')).toEqual(['example.com'])
  })

  it('tells a name that is not there from one that has no such record', async () => {
    expect(await dns.resolve('nothing.example', 'TXT')).toBeNull()
    expect(await dns.resolve('example.com', 'AAAA')).toEqual([])
  })

  it('says nothing of a name when its servers fail', async () => {
    await expect(dns.resolve('broken.example', 'TXT')).rejects.toMatchObject({ code: 'DNS_UNAVAILABLE' })
  })

  it('is not waited for again for a while once it fell silent, and is asked again after that', async () => {
    server.silence()
    await askInVain(5, 'example')
    // It is given the time to show that it is there; then nobody waits for it any more.
    let waitedMs = Number.POSITIVE_INFINITY
    for (let asked = 0; asked < 10 && waitedMs > 50; asked += 1) waitedMs = await waitOf('b.example')
    expect(waitedMs).toBeLessThan(50)
    now = 31_000
    expect(await waitOf('b.example')).toBeGreaterThan(150)
  })

  it("goes on to be asked when it is a stranger's own name servers that say nothing", async () => {
    server.silence('.hostile.example')
    // Two rounds, each of which makes it doubt.
    await askInVain(6, 'hostile.example')
    await askInVain(6, 'hostile.example')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await dns.resolve('example.com', 'A')).toEqual(['192.0.2.1', '192.0.2.2'])
  })
})
