/** Tells words that programs may make a link of and no person would: they stay words, written so that nothing makes a link of them. */
import type { FoundAddress } from './found-address.ts'
import { dropUnseen } from './unseen.ts'

const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:/i
/** WHATWG URL: however many slashes, of either kind; the last `@` ends the userinfo. */
const WEB = /^https?:[/\\]*([^/?#\\]*)/i
const MAX_HEAD_CHARACTERS = 400
/** RFC 793: a port has 16 bits. */
const MAX_PORT = 65_535
/** Behind a drive or another colon; `Link:evil.pl` is an address. */
const FOLDER = /(?:^|[\s"'(])(?:[a-z]|[^\s:/\\]{1,64}[:/\\]\S{0,64}):$/i
const MAX_FOLDER_CHARACTERS = 132
/** Top levels that are file endings too: `path:to:file.pm`. */
const FILE = /\.(?:pl|pm|py|sh|rs|md|cc|so|ps|mk|am|in|la|ms|as|zip|mov|app)$/i
/** Of linkifyjs 4, which needs no slashes behind them. */
const LINKED_SCHEME = /(?:https?|ftps?|file):$/i
const MAX_LINKED_SCHEME_CHARACTERS = 6
const OWN_MACHINE = /localhost(?::\d{1,5})?[/\\]$/i
const OWN_MACHINE_CHARACTERS = 16
const HOST_ALONE = /^(?:h(?:tt|xx)ps?:[/\\]*)?[^/?#\\:]*[/\\]?$/i
/** What nothing links any more. */
const UNLINKED = /\[\.\]|hxxps?:/i
/** Those that stand in brackets already are left. */
const DOTS = /(?<![[({])[.\u3002\uff0e\uff61]|[.\u3002\uff0e\uff61](?![\])}])/g

/** `address` is one of those found in `text`; linear in it and its line. */
export function isFalseAddress(text: string, address: FoundAddress): boolean {
  // A scheme in front would link what is written behind it, however that is written.
  if (LINKED_SCHEME.test(text.slice(Math.max(0, address.start - MAX_LINKED_SCHEME_CHARACTERS), address.start))) return false
  if (isOwnMachine(address.target)) return true
  const written = text.slice(address.start, address.end)
  // What follows a host may hold another address, and is more than anybody writes by chance.
  return HOST_ALONE.test(written) && seemsFalse(text, address) && UNLINKED.test(asWords(written))
}

function seemsFalse(text: string, { start, end, target }: FoundAddress): boolean {
  const before = text.charAt(start - 1)
  const isBare = !WITH_SCHEME.test(dropUnseen(text.slice(start, Math.min(end, start + MAX_HEAD_CHARACTERS))))
  // `@example.com` is a handle; where a mailbox stands before it, it was read as mail.
  if (before === '@') return isBare
  // A chat's mark that is opened here is closed behind; else the underscore is part of a name that no host has.
  if (before === '_' && isBare && !closesOnLine(text, end)) return true
  // Behind `localhost/` the whole is linked, however the rest is written.
  if (isBare && (before === '/' || before === '\\'))
    return !OWN_MACHINE.test(text.slice(Math.max(0, start - OWN_MACHINE_CHARACTERS), start))
  if (
    isBare &&
    before === ':' &&
    FILE.test(text.slice(start, end).replaceAll('[.]', '.')) &&
    FOLDER.test(text.slice(Math.max(0, start - MAX_FOLDER_CHARACTERS), start))
  )
    return true
  if (/^:\d{5,}/.test(text.slice(end, end + 12)) && Number(/^:(\d{5,11})/.exec(text.slice(end, end + 12))?.[1]) > MAX_PORT) return true
  const authority = WEB.exec(target)?.[1]
  if (authority === undefined) return false
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:.*$/, '')
  // RFC 1123 2.1: a label neither is empty nor begins with a hyphen. And `http://name@` names nobody's host.
  return host === '' || host.startsWith('.') || /(?:^|\.)-/.test(host)
}

/** The words of it, with nothing left that is linked by itself. */
export function asWords(written: string): string {
  return dropUnseen(written)
    .replace(/http(?=s?:)/gi, 'hxxp')
    .replace(DOTS, '[.]')
}

/** `localhost/` says no more than `localhost`, which is a word. */
function isOwnMachine(target: string): boolean {
  return /^http:\/\/localhost\/?$/i.test(target)
}

function closesOnLine(text: string, from: number): boolean {
  // The next mark is near where there are many, so that this stays linear.
  const closing = text.indexOf('_', from)
  return closing !== -1 && !text.slice(from, closing).includes('\n')
}
