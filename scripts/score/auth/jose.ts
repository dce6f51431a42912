/** Scores Wycheproof's JOSE vectors: every token that is invalid by them is refused, and every valid one of an algorithm that we accept is taken. */
import { readFileSync } from 'node:fs'
import { decodeProtectedHeader } from 'jose'
import { ForebayError } from '../../../src/core/error.ts'
import { readKeySet } from '../../../src/identity/key-set.ts'
import { createTokenOpener, PUBLIC_KEY_ALGORITHMS, trustOf } from '../../../src/identity/signed-token.ts'
import { listFiles, type Measure, notHere, share } from '../measure.ts'

interface Suite {
  readonly testGroups: readonly Group[]
}

interface Group {
  readonly comment?: string
  readonly public?: object
  readonly private?: object
  readonly tests: readonly Vector[]
}

interface Vector {
  readonly tcId: number
  readonly comment?: string
  readonly jws?: unknown
  readonly jwe?: unknown
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

const ACCEPTED: ReadonlySet<string> = new Set([...PUBLIC_KEY_ALGORITHMS, 'HS256'])

export async function scoreJose(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name) => /^json_web_\w+_test\.json$/.test(name))
  if (paths.length === 0) return [notHere('auth.wycheproof_jose', 'JOSE vectors')]
  const count = { invalid: 0, refused: 0, valid: 0, taken: 0 }
  const invalidTaken: string[] = []
  const validRefused: string[] = []
  const aside: string[] = []
  for (const path of paths) {
    for (const group of (JSON.parse(readFileSync(path, 'utf8')) as Suite).testGroups) {
      for (const vector of group.tests) {
        const token = vector.jws ?? vector.jwe
        const name = `${group.comment ?? ''} ${vector.tcId} ${vector.comment ?? ''}`
        const refusal = await refusalOf(group, token)
        if (vector.result === 'invalid') {
          // The same bytes under the same key cannot be both.
          if (group.tests.some((other) => (other.jws ?? other.jwe) === token && other.result === 'valid')) {
            aside.push(`${name}: the same token is listed as valid, too`)
            continue
          }
          count.invalid += 1
          if (refusal === null) invalidTaken.push(name)
          else count.refused += 1
        } else if (vector.result === 'valid') {
          const why = whyNotOurs(group, token)
          if (why !== null) {
            aside.push(`${name}: ${why}; ${refusal === null ? 'taken' : 'refused'}`)
            continue
          }
          count.valid += 1
          if (refusal === null) count.taken += 1
          else validRefused.push(`${name}: ${refusal}`)
        }
      }
    }
  }
  const show = 'auth.wycheproof_jose'
  return [
    share(show, 'invalid tokens are refused (aim all)', count.refused, count.invalid, count.invalid, invalidTaken),
    share(show, 'valid tokens of an algorithm that we accept are taken (aim all)', count.taken, count.valid, count.valid, validRefused),
    { show, measure: 'are neither, each for its reason', value: String(aside.length), ok: null, misses: aside },
  ]
}

/** Null when the token is taken. */
async function refusalOf(group: Group, token: unknown): Promise<string | null> {
  const keys = group.public ?? group.private ?? {}
  try {
    const open = createTokenOpener(trustOf(readKeySet('keys' in keys ? keys : { keys: [keys] })))
    await open(typeof token === 'string' ? token : JSON.stringify(token))
    return null
  } catch (error) {
    if (error instanceof ForebayError) return error.message
    throw error
  }
}

/** Why a token that is valid is none for us; null when it is. */
function whyNotOurs(group: Group, token: unknown): string | null {
  if (typeof token !== 'string' || token.split('.').length !== 3) return 'an encrypted token, which is not accepted at all'
  if (!/^[\w.-]+$/.test(token)) return 'not base64url, which RFC 7515 2 asks for'
  const algorithm = String(decodeProtectedHeader(token).alg)
  if (!ACCEPTED.has(algorithm)) return `${algorithm} is not accepted`
  const keys = group.public ?? group.private ?? {}
  const named = ('keys' in keys ? (keys.keys as readonly { alg?: unknown }[]) : [keys as { alg?: unknown }]).flatMap(({ alg }) => alg ?? [])
  // RFC 8725 3.1: a key is for the one algorithm that it names.
  return named.length === 0 || named.includes(algorithm) ? null : `signed with ${algorithm} by a key that is for ${String(named[0])}`
}
