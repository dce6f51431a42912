/** Finds the mail addresses in running words: they stay words, and are known to whoever asks. */
import { findAddresses } from './find-addresses.ts'
import type { FoundAddress } from './found-address.ts'
import { dotLength, hostClass, OUTSIDE, readHostRun } from './host-run.ts'

// RFC 5321 4.5.3.1.1: a local part has at most 64 octets.
const MAX_LOCAL_PART_CHARACTERS = 64
// RFC 5322 3.2.3 atext and the dot, and the letters of RFC 6531.
const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_{|}~-]/u
const QUOTED_LOCAL = /"(?:[^"\\\r\n]|\\.){1,62}"$/
const SCHEME = /mailto:$/i
const QUERY = /\?[^\s"<>`]*/y

/** Mail addresses, protocol-relative ones and all others of {@link findAddresses}: ascending, never overlapping, at most `maxAddresses`. */
export function findEvery(text: string, maxAddresses: number): readonly FoundAddress[] {
  const found = findAddresses(text, maxAddresses).filter(({ isFalse }) => !isFalse)
  const all: FoundAddress[] = []
  let from = 0
  for (const address of [...found, null]) {
    const to = address?.start ?? text.length
    for (const mail of findMail(text.slice(from, to), maxAddresses)) all.push({ ...mail, start: from + mail.start, end: from + mail.end })
    if (address === null) break
    all.push(address)
    from = address.end
  }
  return all.slice(0, maxAddresses)
}

/** Mail addresses under a listed top level domain, or behind `mailto:` under any. Targets are `mailto:` addresses. */
export function findMail(text: string, maxAddresses: number): readonly FoundAddress[] {
  const found: FoundAddress[] = []
  let floor = 0
  for (let at = text.indexOf('@'); at >= 0 && found.length < maxAddresses; at = text.indexOf('@', at + 1)) {
    if (at < floor) continue
    const mail = readMail(text, at, floor)
    if (mail === null) continue
    found.push(mail)
    floor = mail.end
  }
  return found
}

function readMail(text: string, at: number, floor: number): FoundAddress | null {
  let start = localStart(text, at, floor)
  if (start === at) return null
  const before = text.slice(Math.max(floor, start - 7), start)
  const schemed = SCHEME.test(before)
  let end = domainEnd(text, at + 1, schemed)
  if (end === at + 1) return null
  const address = text.slice(start, end)
  if (!schemed) return { start, end, target: `mailto:${address}` }
  start -= 7
  QUERY.lastIndex = end
  if (QUERY.test(text)) end = QUERY.lastIndex - (/[.,;:!?'*)]*$/.exec(text.slice(end, QUERY.lastIndex))?.[0].length ?? 0)
  return { start, end, target: text.slice(start, end) }
}

function localStart(text: string, at: number, floor: number): number {
  const lowest = Math.max(floor, at - MAX_LOCAL_PART_CHARACTERS)
  if (text[at - 1] === '"') {
    const quoted = QUOTED_LOCAL.exec(text.slice(lowest, at))
    return quoted === null ? at : at - quoted[0].length
  }
  let start = at
  while (start > lowest && LOCAL.test(text.charAt(start - 1))) start -= 1
  // What opens a quotation, a path or a list is not the mailbox's.
  while (start < at && ".'/*|{}?!#=&~^".includes(text.charAt(start))) start += 1
  return start
}

function domainEnd(text: string, from: number, anyDomain: boolean): number {
  let dot = from
  while (dot - from < 64 && hostClass(text, dot) !== OUTSIDE) dot += 1
  if (dot === from) return from
  if (dotLength(text, dot) > 0) {
    const run = readHostRun(text, dot, from)
    if (run?.kind === 'name') return run.end
    if (anyDomain && run !== null) return run.runEnd
  }
  return anyDomain ? dot : from
}
