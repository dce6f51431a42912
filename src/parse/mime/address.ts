/** Reads address lists (RFC 5322 3.4, obsolete and broken forms included) in one pass, and never more addresses than allowed. */
import type { Address } from '../../core/message.ts'
import { decodeWords } from './encoded-word.ts'
import { dropComments, readQuoted, skipComment } from './lexical.ts'
import { scrub } from './scrub.ts'

export interface AddressList {
  readonly addresses: readonly Address[]
  /** True when there were more than allowed; the rest was not read. */
  readonly truncated: boolean
}

/** RFC 5321 4.5.3.1 allows 64 + 1 + 255 octets; more is kept for what looks at it, without end is not. */
const MAX_ADDRESS_CHARACTERS = 1_000
const MAX_NAME_CHARACTERS = 1_000

const PLAIN = /[^"(<,;:=]+|=/y
/** One piece, though it may hold what would end or group an address: many senders leave `,` and `:` unencoded (RFC 2047 5 (3) forbids it). */
const ENCODED_WORD = /=\?[A-Za-z0-9*_.:+-]{1,60}\?[BbQq]\?[^?\s]{0,1000}\?=/y
/** Up to the closing bracket, or to whatever opens next when it never closes. */
const ANGLE = /<([^<>]*)(>?)/y

interface Mailbox {
  phrase: string
  comment: string
  angle: string | null
}

function emptyMailbox(): Mailbox {
  return { phrase: '', comment: '', angle: null }
}

/** Without comments, route (RFC 5322 4.4), blanks and controls. */
function tidyAddress(untrusted: string): string {
  const bounded = dropComments(untrusted.slice(0, MAX_ADDRESS_CHARACTERS))
  const route = bounded.trimStart().startsWith('@') ? bounded.indexOf(':') : -1
  return scrub(bounded.slice(route + 1).replace(/[\s\x01-\x1f\x7f]+/g, ''))
}

function tidyName(untrusted: string): string {
  const decoded = decodeWords(untrusted.slice(0, MAX_NAME_CHARACTERS * 10)).replace(/[\s\x01-\x1f\x7f]+/g, ' ')
  return scrub(decoded.trim().slice(0, MAX_NAME_CHARACTERS))
}

/** `Anna anna@example.com` without brackets: the last word with an at sign is the address. */
function splitBare(phrase: string): { readonly address: string; readonly name: string } {
  const joined = phrase.split('@').map((piece) => piece.trim())
  const words = joined.join('@').split(/\s+/)
  const at = words.findLastIndex((word) => word.includes('@'))
  if (at !== -1) return { address: words[at] ?? '', name: words.toSpliced(at, 1).join(' ') }
  // A local mailbox (`root`) has no at sign; an encoded word or several words are a name without any address
  const only = words.length === 1 ? (words[0] ?? '') : ''
  return { address: only.includes('=?') ? '' : only, name: '' }
}

function finish(mailbox: Mailbox): Address | null {
  const bare = mailbox.angle === null ? splitBare(mailbox.phrase.slice(0, MAX_ADDRESS_CHARACTERS * 2)) : null
  const address = tidyAddress(bare === null ? (mailbox.angle ?? '') : bare.address)
  if (address === '') return null
  const name = tidyName(bare === null ? mailbox.phrase : bare.name) || tidyName(mailbox.comment)
  return name === '' ? { address } : { address, name }
}

/**
 * `Anna <a@example.com>, team: b@example.com;` gives two addresses; group names are dropped, a comment is the name of an address
 * that has no other. Names are decoded after splitting, so that an encoded comma splits nothing.
 */
export function readAddresses(untrusted: string, maxAddresses: number): AddressList {
  const addresses: Address[] = []
  let mailbox = emptyMailbox()
  const close = (): void => {
    const address = finish(mailbox)
    if (address !== null) addresses.push(address)
    mailbox = emptyMailbox()
  }
  let at = 0
  while (at < untrusted.length) {
    if (addresses.length >= maxAddresses) return { addresses, truncated: true }
    const letter = untrusted[at]
    if (letter === '"') {
      const quoted = readQuoted(untrusted, at)
      // `"anna berg"@example.com`: there the quotes are part of the address
      mailbox.phrase += untrusted[quoted.next] === '@' ? untrusted.slice(at, quoted.next).replace(/\s/g, '') : quoted.value
      at = quoted.next
    } else if (letter === '(') {
      const next = skipComment(untrusted, at)
      if (mailbox.comment === '') mailbox.comment = untrusted.slice(at + 1, untrusted[next - 1] === ')' ? next - 1 : next)
      at = next
    } else if (letter === '<') {
      if (mailbox.angle !== null) close()
      ANGLE.lastIndex = at
      const angle = ANGLE.exec(untrusted)
      const inside = angle?.[1] ?? ''
      const closed = angle?.[2] === '>'
      mailbox.angle = closed ? inside : (/^[^,;\s]*/.exec(inside)?.[0] ?? '')
      at += closed ? inside.length + 2 : mailbox.angle.length + 1
    } else if (letter === ',' || letter === ';') {
      close()
      at += 1
    } else if (letter === ':') {
      // RFC 5322 3.4: what stands before is a group's name
      if (mailbox.angle === null && !mailbox.phrase.includes('@')) mailbox = emptyMailbox()
      at += 1
    } else {
      ENCODED_WORD.lastIndex = at
      PLAIN.lastIndex = at
      const plain = ENCODED_WORD.exec(untrusted)?.[0] ?? PLAIN.exec(untrusted)?.[0] ?? letter ?? ''
      mailbox.phrase += plain
      at += plain.length
    }
  }
  close()
  return { addresses: addresses.slice(0, maxAddresses), truncated: addresses.length > maxAddresses }
}
