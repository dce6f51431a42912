/** Takes the addresses out of a style sheet or a style attribute: `url(…)`, `@import "…"`, and quoted ones of `image-set(…)`; in linear time. */

// CSS Syntax 4.3.7: `u\72l(` is `url(`.
const ESCAPE = /\\(?:([\da-f]{1,6})[ \t\n\f]?|([^\n\da-f]))/gi
const ADDRESS = /url\s{0,9}\(\s{0,99}(?:"([^"\n]*)|'([^'\n]*)|([^"'()\s]+))|(@import\s{0,99})?(?:"([^"\n]*)"|'([^'\n]*)')/gi

/** At most `maxAddresses`, in the order of the source, without pictures whose bytes are in their address. */
export function readStyleAddresses(untrustedStyle: string, maxAddresses: number): readonly string[] {
  const style = unescapeStyle(untrustedStyle)
  const addresses: string[] = []
  for (const match of style.matchAll(ADDRESS)) {
    if (addresses.length === maxAddresses) break
    const loaded = match[1] ?? match[2] ?? match[3]
    const quoted = match[5] ?? match[6] ?? ''
    const address = (loaded ?? (match[4] !== undefined || quoted.includes('//') ? quoted : '')).trim()
    if (address !== '' && !/^data:(?:image|font)\//i.test(address)) addresses.push(address)
  }
  return addresses
}

/** As a browser reads it. */
export function unescapeStyle(untrustedStyle: string): string {
  return untrustedStyle.includes('\\') ? untrustedStyle.replace(ESCAPE, unescaped) : untrustedStyle
}

function unescaped(_escape: string, hex: string | undefined, character: string | undefined): string {
  if (hex === undefined) return character ?? ''
  const code = Number.parseInt(hex, 16)
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code)
}
