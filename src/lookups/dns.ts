/** The real DNS, never waited for longer than it is worth: what does not answer in time is not asked again for a while, and says nothing of the name. */
import { Resolver } from 'node:dns/promises'
import { ForebayError } from '../core/error.ts'
import type { Clock, Dns, DnsRecord, DnsType } from '../core/ports.ts'

export interface DnsOptions {
  /** `address` or `address:port`; those of the system when it is empty. */
  readonly servers: readonly string[]
  /** For one try; there are two. */
  readonly timeoutMs: number
  readonly clock: Clock
}

/** So many in a row without an answer, and nobody waits for the next. */
const SILENT_AFTER = 5
const SILENT_FOR_MS = 30_000
const MAX_AT_ONCE = 500
const MAX_RECORDS = 200

export function openDns({ servers, timeoutMs, clock }: DnsOptions): Dns & { close(): void } {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 })
  if (servers.length > 0) resolver.setServers([...servers])
  let unanswered = 0
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
      if (code === 'ETIMEOUT' || code === 'ECONNREFUSED') unanswered += 1
      if (unanswered >= SILENT_AFTER) {
        unanswered = 0
        silentUntil = clock() + SILENT_FOR_MS
      }
      throw unavailable(cause)
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
