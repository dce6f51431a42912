/** Reads from clamd's own configuration how large a file it looks into (clamd.conf(5)). */

export interface ClamdLimits {
  /** Null: no line of it says. */
  readonly maxBytes: number | null
  /** Null: no line of it says, and clamd ships with `no`. */
  readonly alertsAbove: boolean | null
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1_024, m: 1_048_576, g: 1_073_741_824 }
/** Each of these bounds a file by itself: the stream, the file, and the file with all that is in it. */
const SIZES = ['StreamMaxLength', 'MaxFileSize', 'MaxScanSize']

/** Of options that stand twice the smaller counts; 0 is no limit. */
export function readClamdConf(text: string): ClamdLimits {
  let maxBytes: number | null = null
  let alertsAbove: boolean | null = null
  for (const line of text.split(/\r?\n/)) {
    const [, option, value] = /^\s*([A-Za-z]+)\s+(\S+)/.exec(line) ?? []
    if (option === undefined || value === undefined) continue
    if (option === 'AlertExceedsMax') alertsAbove = /^(yes|true|1)$/i.test(value)
    const size = SIZES.includes(option) ? sizeOf(value) : null
    if (size !== null && size > 0) maxBytes = Math.min(maxBytes ?? size, size)
  }
  return { maxBytes, alertsAbove }
}

function sizeOf(value: string): number | null {
  const [, digits, unit = ''] = /^(\d{1,12})([kmg]?)$/i.exec(value) ?? []
  return digits === undefined ? null : Number(digits) * (FACTORS[unit.toLowerCase()] ?? 1)
}
