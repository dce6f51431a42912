/** Reads from clamd's own configuration how large a file it looks into (clamd.conf(5)). */

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1_024, m: 1_048_576, g: 1_073_741_824 }
/** Each of these bounds a file by itself: the stream, the file, and the file with all that is in it. */
const SIZES = ['StreamMaxLength', 'MaxFileSize', 'MaxScanSize']

/** In bytes; of options that stand twice the smaller counts, and 0 is no limit. Null when no line says. */
export function readClamdLimit(text: string): number | null {
  let maxBytes: number | null = null
  for (const line of text.split(/\r?\n/)) {
    const [, option, value] = /^\s*([A-Za-z]+)\s+(\S+)/.exec(line) ?? []
    if (option === undefined || value === undefined || !SIZES.includes(option)) continue
    const size = sizeOf(value)
    if (size !== null && size > 0) maxBytes = Math.min(maxBytes ?? size, size)
  }
  return maxBytes
}

function sizeOf(value: string): number | null {
  const [, digits, unit = ''] = /^(\d{1,12})([kmg]?)$/i.exec(value) ?? []
  return digits === undefined ? null : Number(digits) * (FACTORS[unit.toLowerCase()] ?? 1)
}
