/** A reference code is short enough to be typed, has no letters that look alike, follows from an identification and a secret, and is worth nothing without a login. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Without vowels, so that no code is a word, and without what is taken for another: B8, I1, O0, S5, UV, Z2. */
const ALPHABET = 'CDFGHJKLMNPQRTWXY34679'
/** 22^8 is 5.5 × 10^10. */
const LENGTH = 8
const GROUP = 4
const MAC_BYTES = 16
const ID = /^[A-Za-z0-9_-]{22}$/

export interface ReferenceCodes {
  /** Without a hyphen: what is compared. */
  codeOf(identificationId: string): string
  /** For an address that only the connector gets: nobody can guess it or work it out from the code. */
  linkTokenOf(identificationId: string): string
  /** The identification that a token was made for; null for one that was not made here. */
  readLinkToken(untrustedToken: string): string | null
}

/** @param master at least 32 secret bytes */
export function createReferenceCodes(master: Uint8Array): ReferenceCodes {
  const key = Buffer.from(hkdfSync('sha256', master, '', 'forebay identification codes', 32))
  const digest = (what: string, id: string) => createHmac('sha256', key).update(`${what}:${id}`).digest()
  const macOf = (id: string) => digest('link', id).subarray(0, MAC_BYTES)
  return {
    codeOf(id) {
      // Of 128 bits: no letter is likelier than another by more than one in 10^26.
      let rest = BigInt(`0x${digest('code', id).subarray(0, 16).toString('hex')}`)
      let code = ''
      for (let at = 0; at < LENGTH; at++) {
        code += ALPHABET[Number(rest % BigInt(ALPHABET.length))]
        rest /= BigInt(ALPHABET.length)
      }
      return code
    },
    linkTokenOf: (id) => `${id}.${macOf(id).toString('base64url')}`,
    readLinkToken(untrustedToken) {
      const [id = '', mac = '', ...more] = untrustedToken.split('.')
      if (more.length > 0 || !ID.test(id)) return null
      const given = Buffer.from(mac, 'base64url')
      const right = macOf(id)
      return given.length === right.length && timingSafeEqual(given, right) ? id : null
    },
  }
}

/** `QFKT-3947`. */
export function shownCode(code: string): string {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`
}

/** As it was typed, by hand and in a hurry; null when it can be no code. */
export function readCode(untrustedCode: string): string | null {
  if (untrustedCode.length > 64) return null
  // Dashes of all kinds, blanks, and the dots that end a sentence.
  const code = untrustedCode
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\p{Pd}\p{Z}\s._]/gu, '')
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null
}
