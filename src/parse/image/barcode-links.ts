/** Makes links of the codes in a picture: each code is one, whatever its text is, and so is each address that stands within its text. */
import type { Link } from '../../core/message.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { readHref } from '../url.ts'
import type { Barcode } from './barcodes.ts'

/** `WIFI:S:…;;`, `MECARD:…`: the forms that phones know, of which only the colon looks like an address. */
const CONTAINER = /^(?:wifi|mecard|mebkm|bizcard|begin|matmsg|smsto|mmsto|smtp|urlto|url|lpa|dpp|otpauth-migration):/i
/** `MEBKM:TITLE:x;URL:http\://example.com;;` (NTT docomo's form, which MeCard and Wi-Fi codes share). */
const ESCAPE = /\\([\\;:,"])/g
const SCHEME = /^[a-z][a-z0-9+.-]{0,60}:/i
const WEB = /^https?:/i
const HAS_BLANK = /\s/
const MANY_LINES = /[\r\n]/
/** A contact card has some; more is no card. */
const MAX_INNER_ADDRESSES = 5

/** `firstLink` numbers the links: 7 begins with `l7`. At most `maxLinks`. */
export function barcodeLinks(codes: readonly Barcode[], partId: string, firstLink: number, maxLinks: number): readonly Link[] {
  const links: Link[] = []
  const add = (untrustedUrl: string, url: string | null, via: string): void => {
    if (links.length >= maxLinks) return
    links.push({ linkId: `l${firstLink + links.length}`, partId, untrustedUrl, url, shownText: null, source: 'qr', via })
  }
  for (const { format, untrustedText } of codes) {
    const url = openedBy(untrustedText.trim())
    add(untrustedText, url, format)
    if (url !== null) continue
    const words = CONTAINER.test(untrustedText) ? untrustedText.replace(ESCAPE, '$1') : untrustedText
    for (const { start, end, target, isFalse } of findAddresses(words, MAX_INNER_ADDRESSES))
      if (!isFalse) add(words.slice(start, end), readHref(target), format)
  }
  return links
}

/** What a phone's camera offers to open: the whole text as an address, bare domains included. */
function openedBy(text: string): string | null {
  if (text === '' || MANY_LINES.test(text) || CONTAINER.test(text)) return null
  if (SCHEME.test(text) && (WEB.test(text) || !HAS_BLANK.test(text))) {
    const href = readHref(text)
    if (href !== null) return href
  }
  const [found] = findAddresses(text, 1)
  return found?.start === 0 && found.end === text.length ? readHref(found.target) : null
}
