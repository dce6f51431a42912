/** The real DNS, never waited for longer than it is worth: servers that fell silent are not asked again for a while, and nothing is said of the name. */
import { Resolver } from 'node:dns/promises'
import type { Dns, DnsRecord, DnsType } from '../core/dns.ts'
import { ForebayError } from '../core/error.ts'
import type { Clock } from '../core/time.ts'

export interface DnsOptions {
  /** `address` or `address:port`; those of the system when it is empty. */
  readonly servers: readonly string[]
  /** For one try; there are two. */
  readonly timeoutMs: number
  readonly clock: Clock
}

/** So many in a row without an answer, and the servers have to show that they are there. */
const DOUBT_AFTER = 5
const SILENT_FOR_MS = 30_000
const MAX_AT_ONCE = 5_000
/** RFC 6761 6.3: a server answers this by itself, so no stranger's name server can keep it from answering. */
const ALWAYS_ANSWERED = 'localhost'
const MAX_RECORDS = 200

export function openDns({ servers, timeoutMs, clock }: DnsOptions): Dns & { close(): void } {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 })
  if (servers.length > 0) resolver.setServers([...servers])
  let unanswered = 0
  let probing = false
  let silentUntil = 0
  let running = 0

  async function ask(name: string, type: DnsType): Promise<readonly DnsRecord[] | null> {
    try {
      const records = await recordsOf(resolver, name, type)
      unanswered = 0
      return records.slice(0, MAX_RECORDS)
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code
      if (code === 'ENOTFOUND' || code === 'EBADNAME' || code === 'ENODATA') {
        unanswered = 0
        return code === 'ENODATA' ? [] : null
      }
      if (isSilence(code)) unanswered += 1
      if (unanswered >= DOUBT_AFTER) void probe()
      throw unavailable(cause)
    }
  }

  /** A sender whose own name servers say nothing must not make the DNS look dead to everybody else. Never rejects. */
  async function probe(): Promise<void> {
    if (probing) return
    probing = true
    unanswered = 0
    try {
      await resolver.resolve4(ALWAYS_ANSWERED)
    } catch (error) {
      // That there is no such name, or no such record, is an answer.
      if (isSilence((error as NodeJS.ErrnoException).code)) silentUntil = clock() + SILENT_FOR_MS
    } finally {
      probing = false
    }
  }

  return {
    async resolve(name, type) {
      if (running >= MAX_AT_ONCE || clock() < silentUntil) throw unavailable()
      running += 1
      try {
        return await ask(name, type)
      } finally {
        running -= 1
      }
    },
    close: () => resolver.cancel(),
  }
}

function isSilence(code: string | undefined): boolean {
  return code === 'ETIMEOUT' || code === 'ECONNREFUSED'
}

async function recordsOf(resolver: Resolver, name: string, type: DnsType): Promise<readonly DnsRecord[]> {
  switch (type) {
    case 'A':
      return resolver.resolve4(name)
    case 'AAAA':
      return resolver.resolve6(name)
    case 'CNAME':
      return resolver.resolveCname(name)
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => ({ priority, exchange }))
    case 'PTR':
      return resolver.resolvePtr(name)
    case 'TXT':
      return resolver.resolveTxt(name)
  }
}

function unavailable(cause?: unknown): ForebayError {
  return new ForebayError('DNS_UNAVAILABLE', 'The DNS gave no answer.', { status: 503, retryAfterSeconds: 30, cause })
}
