/** Reads the text strings of a PDF (ISO 32000-2, 7.9.2.2). */

const decoders = { be: new TextDecoder('utf-16be'), le: new TextDecoder('utf-16le'), utf8: new TextDecoder('utf-8') }
/** No name and no address of use is longer. */
const MAX_BYTES = 64 * 1024

/** What is in no encoding of Unicode is read a character a byte: addresses are ASCII, and of the rest only what is seen differs. */
export function pdfText(bytes: Buffer): string {
  const head = bytes.subarray(0, MAX_BYTES)
  if (head[0] === 0xfe && head[1] === 0xff) return decoders.be.decode(head)
  // Not in the standard, and read by all.
  if (head[0] === 0xff && head[1] === 0xfe) return decoders.le.decode(head)
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return decoders.utf8.decode(head)
  return head.toString('latin1')
}
