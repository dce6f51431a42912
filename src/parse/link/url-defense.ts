/** Undoes Proofpoint URL Defense, versions 1 to 3, exactly as Proofpoint's own published decoder (urldecoder.py) does. */
import { type Pieces, parameterValue, percentDecoded } from './pieces.ts'

/** Null when it is no such address, or cut off. */
export function readUrlDefense({ tail, path, query }: Pieces): string | null {
  if (path.startsWith('/v3/')) return readVersion3(tail)
  if (path.startsWith('/v2/')) {
    const value = parameterValue(query, 'u')
    return value === null ? null : percentDecoded(value.replaceAll('-', '%').replaceAll('_', '/'))
  }
  return path.startsWith('/v1/') ? parameterValue(query, 'u') : null
}

const BEGIN = '/v3/__'
const END = '__;'
/** Two to 65 characters in a run, named by one letter of this alphabet after `**`. */
const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const TOKENS = /\*(?:\*(.))?/g

function readVersion3(tail: string): string | null {
  const end = tail.indexOf(END)
  const mark = end < 0 ? -1 : tail.indexOf('!', end)
  if (!tail.startsWith(BEGIN) || mark < 0) return null
  // The URL parser, or a mail program, may have made one slash of two.
  const address = percentDecoded(tail.slice(BEGIN.length, end).replace(/^([a-z][a-z0-9+.-]{0,20}:\/)(?!\/)/i, '$1/'))
  // Characters that would not survive in a path stand aside, in order, and `*` or `**X` where they belong.
  const aside = [...Buffer.from(tail.slice(end + END.length, mark), 'base64').toString('utf8')]
  let next = 0
  return address.replace(TOKENS, (token: string, run: string | undefined) => {
    const length = run === undefined ? 1 : RUN_LENGTHS.indexOf(run) + 2
    // Not one of theirs: the character stands.
    if (length < 1 || next >= aside.length || (run !== undefined && !RUN_LENGTHS.includes(run))) return token
    next += length
    return aside.slice(next - length, next).join('')
  })
}
