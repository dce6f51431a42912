/** What the DNS is asked, and what it answers: that there is nothing is an answer, that nothing was learnt is none. */

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'PTR' | 'TXT'

/** One record: an address or a name; the strings of a TXT (RFC 1035 3.3.14); an MX. */
export type DnsRecord = string | readonly string[] | { readonly priority: number; readonly exchange: string }

export interface Dns {
  /**
   * Null where there is no such name, empty where it has no record of this type.
   * Throws ForebayError `DNS_UNAVAILABLE` when nothing could be learnt in time: that says nothing of the name.
   */
  resolve(name: string, type: DnsType): Promise<readonly DnsRecord[] | null>
}
