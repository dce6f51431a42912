/** A file's name and type leave in headers that no name can break out of, and no name can look like another. */

const MAX_NAME_CHARACTERS = 150
/** RFC 6838 4.2 names, so no parameter and no second header fits in. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
/** Controls, separators of paths and headers, marks that turn the direction of text (UAX 9), and what has no width. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu

export function safeMediaType(untrustedType: string): string {
  const type = untrustedType.toLowerCase()
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream'
}

/** RFC 6266 4.3 and appendix D: a plain ASCII name, and the whole one in UTF-8 (RFC 8187). */
export function contentDisposition(untrustedName: string): string {
  const name = safeName(untrustedName)
  const ascii = name.replace(/[^A-Za-z0-9 ._()-]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function safeName(untrustedName: string): string {
  const name = untrustedName
    .toWellFormed()
    .replace(UNSAFE, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  // The end is kept: it says what the file is.
  const short = name.length > MAX_NAME_CHARACTERS ? name.slice(-MAX_NAME_CHARACTERS).toWellFormed() : name
  return short === '' ? 'file' : short
}
