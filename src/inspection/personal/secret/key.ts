/** API keys, tokens and private keys: by the prefix that their issuers give them, or, of high entropy, by the word for them. */
import { everyMatch } from '../every-match.ts'
import { holdsLongCode } from '../long-codes.ts'
import type { Finder } from '../recognizer.ts'

/** As the issuers document them, mostly for secret scanning; each with a character class of its own, so linear. */
const ISSUED = [
  // AWS access key ids
  '(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA)[A-Z0-9]{16}',
  // GitHub, GitLab
  'gh[pousr]_[A-Za-z0-9]{36,251}',
  'github_pat_[A-Za-z0-9_]{22,250}',
  'gl(?:pat|ptt|rt|dt)-[A-Za-z0-9_-]{20,100}',
  // Slack
  'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
  'xapp-[0-9]-[A-Za-z0-9-]{10,250}',
  // Stripe
  '[rsp]k_(?:live|test)_[A-Za-z0-9]{16,247}',
  'whsec_[A-Za-z0-9+/=]{24,100}',
  // Google
  'AIza[A-Za-z0-9_-]{35}',
  'ya29\\.[A-Za-z0-9_-]{20,250}',
  'GOCSPX-[A-Za-z0-9_-]{28}',
  // OpenAI, Anthropic, Hugging Face
  'sk-[A-Za-z0-9_-]{20,250}',
  'hf_[A-Za-z0-9]{34}',
  // npm, PyPI, Docker
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{50,250}',
  'dckr_pat_[A-Za-z0-9_-]{20,60}',
  // SendGrid, Mailgun, Twilio, Mailchimp
  'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}',
  'key-[0-9a-f]{32}',
  'SK[0-9a-f]{32}',
  '[0-9a-f]{32}-us[0-9]{1,2}',
  // DigitalOcean, Shopify, Databricks, Vault, Atlassian, Square, Linear
  'do[oprt]_v1_[0-9a-f]{64}',
  'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}',
  'dapi[0-9a-f]{32}',
  'hv[sb]\\.[A-Za-z0-9_-]{24,250}',
  'ATATT3[A-Za-z0-9_=-]{50,250}',
  'sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}',
  'lin_api_[A-Za-z0-9]{40}',
  // Telegram bots
  '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
  // age
  'AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}',
  // RFC 7519: a JSON Web Token opens with an encoded `{"`.
  'eyJ[A-Za-z0-9_-]{8,8000}\\.eyJ[A-Za-z0-9_-]{4,8000}\\.[A-Za-z0-9_-]{0,1000}',
].join('|')
const ISSUED_KEY = new RegExp(`(?<![A-Za-z0-9_-])(?:${ISSUED})(?![A-Za-z0-9_-])`, 'g')
const HINT =
  /AKIA|ASIA|AROA|AIDA|AGPA|ANPA|gh[pousr]_|github_pat|gl[a-z]{2,3}-|xox|xapp|_live_|_test_|whsec|AIza|ya29|GOCSPX|sk-|hf_|npm_|pypi-|dckr_|SG\.|key-|SK[0-9a-f]|-us[0-9]|_v1_|shp[acps]|dapi|hv[sb]\.|ATATT|sq0|lin_api|:AA|AGE-SECRET|eyJ/

// RFC 6750 and RFC 7617.
const AUTHORIZATION = /(?<![A-Za-z])(?:Bearer|Basic|Token)[ \t]{1,3}(?<secret>[A-Za-z0-9._~+/=-]{16,4000})/dgi
const LABELLED =
  /(?<![\p{L}])(?:api[ _-]?(?:key|token|secret)|access[ _-]?(?:key|token)|secret[ _-]?(?:access[ _-]?)?key|client[ _-]?secret|auth[ _-]?token|private[ _-]?key|secret|token|api-nyckel|nyckel|clave api|clé api|schlüssel)["']?[ \t]{0,3}(?:(?:is|är|es|est|ist)[ \t]{1,3})?[:=]?[ \t]{0,3}["']?(?<secret>[A-Za-z0-9._~+/=-]{16,256})/dgiu
// RFC 3986 3.2.1: the password in the userinfo of an address.
const IN_ADDRESS = /:\/\/[^\s:@/?#]{1,64}:(?<secret>[^\s@/]{3,128})@/dg
const KEY_BLOCK_OPENS = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
const KEY_BLOCK_CLOSES = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
/** RSA of 16,384 bits in PEM. */
const MAX_KEY_BLOCK_CHARACTERS = 13_000
const MIN_ENTROPY_BITS = 3

export const key: Finder = {
  id: 'secret/key',
  code: 'PERSONAL_SECRET',
  context: [],
  *find(words) {
    if (words.includes('-----BEGIN')) yield* keyBlocks(words)
    if (words.includes('://')) yield* secretsIn(words, IN_ADDRESS, () => true)
    if (!holdsLongCode(words)) return
    if (HINT.test(words))
      for (const { 0: value, index } of everyMatch(words, ISSUED_KEY))
        if (/[0-9]/.test(value)) yield { start: index, end: index + value.length, value, confidence: 0.95 }
    yield* secretsIn(words, AUTHORIZATION, isRandom)
    yield* secretsIn(words, LABELLED, isRandom)
  },
}

function* secretsIn(words: string, pattern: RegExp, isOne: (value: string) => boolean) {
  for (const match of everyMatch(words, pattern)) {
    const [start, end] = match.indices!.groups!.secret!
    const value = words.slice(start, end)
    if (isOne(value)) yield { start, end, value, confidence: 0.9 }
  }
}

function* keyBlocks(words: string) {
  let floor = 0
  let closing: RegExpExecArray | null = null
  const closings = new RegExp(KEY_BLOCK_CLOSES)
  for (const { 0: opening, index } of everyMatch(words, KEY_BLOCK_OPENS)) {
    if (index < floor) continue
    // Each end is looked for once, or openings without an end would be searched over and over.
    if (floor === 0 || (closing !== null && closing.index < index)) {
      closings.lastIndex = index
      closing = closings.exec(words)
    }
    const isClosed = closing !== null && closing.index - index < MAX_KEY_BLOCK_CHARACTERS
    // Without its end it is still a key: all of it that looks like Base64.
    const end = isClosed ? closing!.index + closing![0].length : endOfBase64(words, index + opening.length)
    yield { start: index, end, value: words.slice(index, end).replace(/\s+/g, ''), confidence: 0.99 }
    floor = end
  }
}

const BASE64_LINES = /[A-Za-z0-9+/=\s:,-]*/y

function endOfBase64(words: string, from: number): number {
  BASE64_LINES.lastIndex = 0
  const body = BASE64_LINES.exec(words.slice(from, from + MAX_KEY_BLOCK_CHARACTERS))
  return from + (body?.[0].trimEnd().length ?? 0)
}

/** Letters and digits without a pattern: Shannon's entropy of its characters. */
function isRandom(value: string): boolean {
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits >= MIN_ENTROPY_BITS
}
