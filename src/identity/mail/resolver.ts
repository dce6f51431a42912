/** What a mail makes us ask of the DNS is bounded in number and in time, and asked once; what stays without an answer proves nothing. */
import type { Dns, DnsRecord, DnsType } from '../../core/dns.ts'

/** RFC 7208 4.6.4 allows SPF ten terms, of which each may look up ten more; keys and policies need a few beside them. */
const MAX_QUESTIONS = 150
const TYPES: ReadonlySet<string> = new Set<DnsType>(['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TXT'])

/** As mailauth asks, and as Node's own resolver answers: rejects with a `code`. */
export type MailResolver = (name: string, type: string) => Promise<string[][] | string[]>

export interface BoundedResolver {
  readonly resolve: MailResolver
  /** How many questions went out so far. */
  asked(): number
  /** Whether one of them found no answer. */
  unanswered(): boolean
  /** Whether more were wanted than are asked for one mail. */
  exceeded(): boolean
}

/** @param late rejects when the time is up */
export function resolverFor(dns: Dns, late: Promise<never>): BoundedResolver {
  const asked = new Map<string, Promise<readonly DnsRecord[]>>()
  let failed = false
  let tooMany = false

  async function ask(name: string, type: DnsType): Promise<readonly DnsRecord[]> {
    const records = await Promise.race([dns.resolve(name, type), late])
    if (records === null) throw coded('ENOTFOUND')
    if (records.length === 0) throw coded('ENODATA')
    return records
  }

  async function resolve(name: string, type: string): Promise<string[][] | string[]> {
    if (!TYPES.has(type)) throw coded('ENODATA')
    // RFC 1035 2.3.4: such a name cannot be.
    if (!isName(name)) throw coded('EBADNAME')
    const key = `${type} ${name.toLowerCase()}`
    let answer = asked.get(key)
    if (answer === undefined) {
      if (asked.size >= MAX_QUESTIONS) {
        tooMany = true
        throw coded('EREFUSED')
      }
      answer = ask(name, type as DnsType)
      // Met by whoever asked; a second one that asks the same meets it too.
      answer.catch(() => undefined)
      asked.set(key, answer)
    }
    // Copies, for mailauth sorts what it is given. An MX is an object there as well, though its types do not say so.
    return (await answer.then((records) => structuredClone(records), again)) as string[][] | string[]
  }

  /** Each asker its own error, for mailauth writes on it. A failure that is none of the two answers is a temporary one. */
  function again(error: unknown): never {
    const code = (error as { readonly code?: unknown }).code
    if (code === 'ENOTFOUND' || code === 'ENODATA') throw coded(code)
    failed = true
    throw coded('ETIMEOUT')
  }

  return { resolve, asked: () => asked.size, unanswered: () => failed, exceeded: () => tooMany }
}

function isName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.')
  return name.length <= 254 && labels.every((label) => label !== '' && Buffer.byteLength(label) <= 63)
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code })
}
