/** A file's name and type leave in headers that no name can break out of, and no name can look like another, name a device or act by lying in a folder. */

/** 255 bytes are the most of ext4, NTFS and APFS; programs add a number or `.part`. */
const MAX_NAME_BYTES = 200
/** RFC 6838 4.2 names, so no parameter and no second header fits in. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
/** Controls, separators of paths and headers, marks that turn the direction of text (UAX 9), what has no width and what is not assigned. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}"*/:<>?\\|\u2044\u2215\u29f8\uff0f\uff3c]+/gu
/** Full stops of other scripts, which end up as one when a name is normalised (NFKC). */
const DOTS = /[\u2024\u3002\ufe52\uff0e\uff61]/g
/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i
/**
 * Windows hides these endings, or loads what they name once their folder is shown; a folder of that name is another place (Chromium's
 * `IsShellIntegratedExtension`, and the forced log-ons of .scf, .url, .library-ms and .theme).
 */
const SHELL =
  /(?:\.(?:lnk|local|pif|scf|url|website|library-ms|search-ms|searchconnector-ms|theme|themepack|desktop|manifest)|\.\{[0-9a-f-]{36}\})$|^(?:desktop\.ini|autorun\.inf|thumbs\.db)$/i

export function safeMediaType(untrustedType: string): string {
  const type = untrustedType.toLowerCase()
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream'
}

/** RFC 6266 4.3 and appendix D: a plain ASCII name, and the whole one in UTF-8 (RFC 8187). */
export function contentDisposition(untrustedName: string): string {
  const name = safeName(untrustedName)
  const ascii = name.replace(/[^A-Za-z0-9 ._()-]/gu, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function safeName(untrustedName: string): string {
  const name = trimmed(
    untrustedName
      .slice(0, 4_000)
      .toWellFormed()
      .normalize('NFC')
      .replace(UNSAFE, '_')
      .replace(DOTS, '.')
      // The true ending stays in sight.
      .replace(/\s+/gu, ' '),
  )
  const short = trimmed(endOf(name, MAX_NAME_BYTES))
  if (short === '') return 'file'
  const plain = DEVICE.test(short) ? `_${short}` : short
  return SHELL.test(plain) ? `${plain}.download` : plain
}

/** Leading dots hide a file; Windows drops trailing dots and blanks, so that `a.exe. ` opens as `a.exe`. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+/, '').replace(/[\s.]+$/, '')
}

/** The end says what the file is. Never cuts a character in two. */
function endOf(name: string, maxBytes: number): string {
  const bytes = Buffer.from(name)
  if (bytes.length <= maxBytes) return name
  let from = bytes.length - maxBytes
  while (from < bytes.length && (bytes[from]! & 0xc0) === 0x80) from += 1
  return bytes.toString('utf8', from)
}
