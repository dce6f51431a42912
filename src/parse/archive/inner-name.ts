/** Names the one file of a compressed stream after the file that it came in, as the programs that unpack it do: `a.txt.gz` gives `a.txt`. */

/** Long and short forms; what the short ones become. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['.tgz', '.tar'],
  ['.taz', '.tar'],
  ['.tbz2', '.tar'],
  ['.tbz', '.tar'],
  ['.txz', '.tar'],
  ['.tlz', '.tar'],
  ['.tzst', '.tar'],
  ['.svgz', '.svg'],
  ['.gz', ''],
  ['.bz2', ''],
  ['.bz', ''],
  ['.xz', ''],
  ['.lzma', ''],
  ['.lz', ''],
  ['.zst', ''],
  ['.lz4', ''],
  ['.z', ''],
]

/** `content` when the name says nothing. */
export function innerName(untrustedOuterName: string | null | undefined): string {
  const base = (untrustedOuterName ?? '').replace(/^.*[\\/]/s, '')
  const lower = base.toLowerCase()
  for (const [ending, becomes] of ENDINGS) {
    if (lower.endsWith(ending) && base.length > ending.length) return base.slice(0, -ending.length) + becomes
  }
  return 'content'
}
