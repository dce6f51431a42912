/** Base64 has one spelling for the same bytes, or it is none. */

/**
 * Null for anything but canonical base64 with its padding and no line breaks (RFC 4648 3.2, 3.3, 3.5). Node skips what is no base64 and takes
 * the URL alphabet too: what does not come out the same was not strict.
 */
export function readBase64(untrusted: string): Buffer | null {
  const bytes = Buffer.from(untrusted, 'base64')
  return bytes.toString('base64') === untrusted ? bytes : null
}
