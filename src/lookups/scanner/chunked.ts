/** Reads a chunked body (RFC 9112 7.1) as it comes in pieces; anything else than one is an error, and nothing is kept. */

export interface ChunkedReader {
  /** Takes what came next. @returns true when the body is at its end, false when there is more to come, null when it is not a chunked body */
  take(piece: Buffer): boolean | null
}

/** A size in hexadecimal, and extensions that nobody reads. */
const MAX_LINE_BYTES = 256
const MAX_TRAILER_BYTES = 4_096

/** @param onData is given the body piece by piece; each is good only during the call */
export function createChunkedReader(onData: (piece: Buffer) => void): ChunkedReader {
  let state: 'size' | 'data' | 'end-of-data' | 'trailer' = 'size'
  let line = ''
  let left = 0
  let trailerBytes = 0

  return {
    take(piece) {
      let at = 0
      while (at < piece.length) {
        if (state === 'data') {
          const taken = Math.min(left, piece.length - at)
          onData(piece.subarray(at, at + taken))
          at += taken
          left -= taken
          if (left === 0) state = 'end-of-data'
          continue
        }
        const end = piece.indexOf(0x0a, at)
        line += piece.toString('latin1', at, end < 0 ? piece.length : end)
        if (line.length > MAX_LINE_BYTES) return null
        if (end < 0) return false
        at = end + 1
        const whole = line.replace(/\r$/, '')
        line = ''
        if (state === 'trailer') {
          trailerBytes += whole.length
          if (whole === '') return true
          if (trailerBytes > MAX_TRAILER_BYTES) return null
        } else if (state === 'end-of-data') {
          if (whole !== '') return null
          state = 'size'
        } else {
          const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(whole)?.[1]
          if (size === undefined) return null
          left = Number.parseInt(size, 16)
          state = left === 0 ? 'trailer' : 'data'
        }
      }
      return false
    },
  }
}
