/** Takes the addresses out of attributes that hold more than one, or hold one among other things. */

const MAX_CANDIDATES = 50
const MAX_REFRESH_CHARACTERS = 9_000

/** All addresses of one attribute that holds some. */
export function readAddresses(attribute: string, untrusted: string): readonly string[] {
  switch (attribute) {
    case 'srcset':
    case 'imagesrcset':
      return readSrcset(untrusted).filter((address) => !/^data:image\//i.test(address))
    case 'ping':
      return untrusted.split(/[ \t\n\f\r]+/, MAX_CANDIDATES)
    default:
      return [untrusted]
  }
}

/** HTML 4.8.4.2.1: candidates are parted by commas, and an address ends at a blank. */
function readSrcset(untrustedSrcset: string): readonly string[] {
  const addresses: string[] = []
  for (const match of untrustedSrcset.matchAll(/[^\s,]\S*/g)) {
    const token = match[0]
    // `2x`, `480w`: what stands after the address.
    if (/^\d{1,6}(?:\.\d{1,6})?[wxh],?$/.test(token)) continue
    addresses.push(token.replace(/,{1,9}$/, ''))
    if (addresses.length === MAX_CANDIDATES) break
  }
  return addresses
}

/** HTML 4.2.5.3, shared declarative refresh steps: `0; url='x'`, `0, x`, `0 x`. Null when it only reloads the page. */
export function readRefresh(untrustedContent: string): string | null {
  const content = untrustedContent.slice(0, MAX_REFRESH_CHARACTERS).trim()
  const time = /^[\d.]*/.exec(content)?.[0] ?? ''
  let rest = content.slice(time.length).trimStart()
  if (rest.startsWith(';') || rest.startsWith(',')) rest = rest.slice(1).trimStart()
  if (/^url/i.test(rest)) {
    const named = rest.slice(3).trimStart()
    if (named.startsWith('=')) rest = named.slice(1).trimStart()
  }
  const quote = rest.charAt(0)
  if (quote === '"' || quote === "'") {
    const end = rest.indexOf(quote, 1)
    rest = rest.slice(1, end < 0 ? undefined : end)
  }
  return rest === '' ? null : rest
}

/** The kind of live construct that an address is by its scheme alone; null when it is none. */
export function activeScheme(untrustedUrl: string): string | null {
  // WHATWG URL: leading controls and blanks, and tabs and newlines anywhere, are dropped before the scheme is read.
  const head = untrustedUrl
    .slice(0, 256)
    .replace(/[\0-\x20]/g, '')
    .toLowerCase()
  if (/^(?:javascript|vbscript|livescript):/.test(head)) return 'javascript-url'
  if (/^data:(?:text\/html|text\/xml|application\/xhtml|application\/xml|image\/svg|text\/javascript)/.test(head)) return 'data-html-url'
  return null
}
