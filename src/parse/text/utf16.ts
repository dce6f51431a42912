/** Tells whether bytes are UTF-16, so that what a file is found to be and how it is read never come apart. */

const SAMPLE_PAIRS = 32
const MIN_PAIRS = 4

/** A byte order mark, or NUL in every second byte of the beginning, as Notepad and PowerShell write it. */
export function utf16Order(bytes: Uint8Array): 'le' | 'be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be'
  const pairs = Math.min(SAMPLE_PAIRS, Math.floor(bytes.length / 2))
  if (pairs < MIN_PAIRS) return null
  let highZero = 0
  let lowZero = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    if (bytes[pair * 2] === 0) lowZero += 1
    if (bytes[pair * 2 + 1] === 0) highZero += 1
  }
  if (highZero >= pairs * 0.8 && lowZero === 0) return 'le'
  return lowZero >= pairs * 0.8 && highZero === 0 ? 'be' : null
}
