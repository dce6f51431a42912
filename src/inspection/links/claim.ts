/** Finds the address that the shown words of a link claim to lead to, as a reader would take them; linear in a bounded text. */
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'

export interface Claim {
  readonly address: ParsedUrl
  /** As it stood in the shown words. */
  readonly shown: string
  readonly kind: 'url' | 'host' | 'mailbox'
  /**
   * A bare name among other words, where no verb sends anybody there: `trade` when it is written like a name (`CNET News.com: top stories`),
   * `plain` when not (`see what shop.example says`); null when it is a promise.
   */
  readonly mention: 'trade' | 'plain' | null
  /** True when the claim is all that is shown. */
  readonly whole: boolean
}

const MAX_SHOWN_CHARACTERS = 500
const MAX_TOKENS = 60

/** Characters that a reader does not see: zero width, bidi, soft hyphen, variation selectors. */
const UNSEEN = /\p{Cf}|\p{Variation_Selector}/gu
/** What an IDNA reader takes for a dot (UTS 46), after NFKC has folded the fullwidth ones. */
const DOTS = /[\u3002\uFF61]/g
/** `bank[.]example`, `bank(dot)example`: taken for dots by those who are used to it. */
const BRACKETED_DOT = /[[({]\s?(?:\.|dot)\s?[\])}]/gi
const BREAKS = /[\s<>()"'«»“”‘’„,;|[\]{}]+/
const TRAILING = /(?:'s|’s)?[.:!?…*_~-]*$/
const LEADING = /^[.:!?*_~-]+/

const WITH_SCHEME = /^(?:h(?:tt|xx)ps?|ftp):\/\/.{1,480}$/i
const BARE = /^[^\s/?#:@\\]+\.[^\s/?#:@\\]{2,63}(?::\d{1,5})?(?:[/?#].*)?$/
const MAILBOX = /^(?:mailto:)?[^\s@/?#:]{1,64}@([^\s@/?#:]+\.[^\s@/?#:]{2,63})$/i

/**
 * Top levels that are file endings too: `report.zip` and `setup.py` are read as files unless something says otherwise.
 * Source: the IANA root zone beside everyday file endings.
 */
const FILE_ENDINGS = new Set(['zip', 'mov', 'md', 'py', 'pl', 'sh', 'rs', 'ps', 'so', 'ai', 'app', 'cc', 'pub', 'java', 'bz', 'cab'])

/** Products that are named like sites, in running text. */
const PRODUCTS = /^(?:[A-Z]{2,5}|Paint|Unity|Lucene|Entity)\.NET$|^[Ss]ocket\.IO$/

/** Every claim, in order; empty when the words name no address (`Click here`, `version 2.10`). */
export function claimsIn(untrustedShown: string): readonly Claim[] {
  const words = untrustedShown
    .slice(0, MAX_SHOWN_CHARACTERS)
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .replace(DOTS, '.')
    .replace(BRACKETED_DOT, '.')
    .trim()
  // Cheap and common: `Read more` has nothing that divides labels.
  if (!words.includes('.') && !words.includes('://')) return []
  const tokens = words
    .split(BREAKS, MAX_TOKENS)
    .map((token) => token.replace(TRAILING, '').replace(LEADING, ''))
    .filter((token) => token !== '')
  const claims: Claim[] = []
  for (const token of tokens) {
    const claim = claimOf(token, tokens.length === 1)
    if (claim !== null) claims.push({ ...claim, mention: mentionOf(claim, words) })
  }
  return claims
}

/** `News.com`, `Aplus.Net`: how a name is written, and hardly ever an address. */
export const TRADE_NAME = /^\p{Lu}[\p{L}\d-]{0,60}\p{Ll}[\p{L}\d-]{0,60}\.\p{L}{2,6}$/u
/** Words that make a mention a direction, or a matter of money. */
const SENDING =
  /\b(?:go(?:ing)? to|visit|log[ -]?(?:in|on)|sign[ -]?(?:in|up|on)|open|verify|confirm|update|secure|unlock|besök|gå till|logga in|besuchen|anmelden|visite[rz]?|connect(?:ez)?|inicia|accounts?|passwords?|payments?|invoices?|konto|kontot|lösenord|betalning|faktura|passwort|zahlung|compte|cuenta)\b/i

function mentionOf({ kind, whole, shown }: Omit<Claim, 'mention'>, words: string): Claim['mention'] {
  if (kind !== 'host' || whole || /^www\.|\//i.test(shown) || SENDING.test(words)) return null
  return TRADE_NAME.test(shown) ? 'trade' : 'plain'
}

function claimOf(token: string, whole: boolean): Omit<Claim, 'mention'> | null {
  if (WITH_SCHEME.test(token)) {
    const address = parseUrl(token.replace(/^hxxp/i, 'http'))
    return address === null || address.host === null ? null : { address, shown: token, kind: 'url', whole }
  }
  const domain = MAILBOX.exec(token)?.[1]
  if (domain !== undefined) {
    const address = named(domain)
    return address === null ? null : { address, shown: token, kind: 'mailbox', whole }
  }
  if (!BARE.test(token)) return null
  const address = named(token)
  if (address === null || (!whole && (isRunOn(token) || PRODUCTS.test(token))) || isFileName(token, address)) return null
  return { address, shown: token, kind: 'host', whole }
}

/** Without a scheme only a name under a listed suffix is an address: `2.10.1.5` is a version, `Node.js` a name, `a.m` a time. */
function named(hostAndPath: string): ParsedUrl | null {
  const address = parseUrl(`http://${hostAndPath}`)
  return address === null || address.isIp !== null || address.publicSuffix === null || address.registrableDomain === null ? null : address
}

/** `Order shipped.Click here`: a full stop without its space, before a word that is a top level too. */
function isRunOn(token: string): boolean {
  return /^[^/]*\p{Ll}\.\p{Lu}\p{Ll}+$/u.test(token)
}

function isFileName(token: string, address: ParsedUrl): boolean {
  const ending = address.host?.slice(address.host.lastIndexOf('.') + 1) ?? ''
  return FILE_ENDINGS.has(ending) && !token.includes('/') && !/^www\./i.test(token)
}
