/** A DNS that answers from a table and from nothing else, as the published suites of mail authentication carry it. */

import type { Dns, DnsRecord, DnsType } from '../../../src/core/dns.ts'
import { ForebayError } from '../../../src/core/error.ts'

export type ZoneEntry = 'TIMEOUT' | { readonly [type: string]: unknown }

/** @param zone by name; `SPF` stands for TXT where a name has no TXT of its own, as the suite's schema says; `TIMEOUT` answers nothing */
export function zoneDns(zone: Readonly<Record<string, readonly ZoneEntry[]>>): Dns {
  const entries = new Map(Object.entries(zone).map(([name, list]) => [name.toLowerCase(), list]))

  function lookUp(name: string, type: DnsType, depth: number): readonly DnsRecord[] | null {
    const list = entries.get(name.toLowerCase().replace(/\.$/, ''))
    if (list === undefined) return null
    const typed = list.filter((entry) => entry !== 'TIMEOUT')
    const alias = typed.find((entry) => 'CNAME' in entry)
    if (alias !== undefined && type !== 'CNAME' && depth > 0) return lookUp(String(alias.CNAME), type, depth - 1)
    const key = type === 'TXT' && !typed.some((entry) => 'TXT' in entry) ? 'SPF' : type
    const records = typed.filter((entry) => key in entry && entry[key] !== 'NONE').map((entry) => recordOf(type, entry[key]))
    if (records.length === 0 && (list.includes('TIMEOUT') || typed.some((entry) => entry[key] === 'TIMEOUT')))
      throw new ForebayError('DNS_UNAVAILABLE', 'The DNS gave no answer.')
    return records
  }

  return { resolve: async (name, type) => lookUp(name, type, 10) }
}

function recordOf(type: DnsType, value: unknown): DnsRecord {
  if (type === 'TXT') return Array.isArray(value) ? value.map(String) : [String(value)]
  if (type === 'MX') {
    const [priority, exchange] = Array.isArray(value) ? value : [0, value]
    return { priority: Number(priority), exchange: String(exchange) }
  }
  return String(value)
}
