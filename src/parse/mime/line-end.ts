/** A message whose lines end in a bare CR reads the same as one with CRLF or LF. */

const CR = 0x0d
const LF = 0x0a

export interface Straightened {
  readonly bytes: Buffer
  readonly bareCr: boolean
}

/** True when the first line of the message ends in a CR that no LF follows. */
function startsWithBareCr(raw: Buffer): boolean {
  const cr = raw.indexOf(CR)
  return cr !== -1 && raw[cr + 1] !== LF && !raw.subarray(0, cr).includes(LF)
}

/**
 * RFC 5322 2.2 forbids a CR alone; some archives and old Macs have nothing else. Only when the very first line ends so are all
 * of them taken as line ends; otherwise the bytes are returned as they are, not copied. `CR CR LF` is one line end.
 */
export function straightenLineEnds(raw: Uint8Array): Straightened {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (!startsWithBareCr(bytes)) return { bytes, bareCr: false }
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let pendingCr = 0
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === CR) {
      pendingCr += 1
      continue
    }
    const lineEnds = byte === LF ? 1 : pendingCr
    for (let count = 0; count < lineEnds; count += 1) {
      out[length] = LF
      length += 1
    }
    pendingCr = 0
    if (byte === undefined || byte === LF) continue
    out[length] = byte
    length += 1
  }
  return { bytes: out.subarray(0, length), bareCr: true }
}
