/** Knows the shape of addresses that work once, or speak for whoever holds them: such a link is never opened to look at it. */
import type { ParsedUrl } from '../url.ts'
import { parametersOf, percentDecoded, piecesOf } from './pieces.ts'

/** What such an address is for, said in its path or in the name of a parameter. */
const PURPOSE = new RegExp(
  [
    'reset|recover|forgot|passw(?:or)?d|pwd|magic|passwordless|one-?time|otp|verif|confirm|activat|validat|enroll|invit|join|accept|approve|decline|claim',
    'unsub|opt-?_?out|optin|opt-?_?in|preferences|email-?settings|sign-?_?in|log-?_?in|auth|session|sso|callback|handoff|impersonat',
    'rsvp|vote|cancel|delete|token|secret|signing|e-?sign|approval',
    // Swedish, Danish, Norwegian, German, French, Spanish, Italian, Dutch, Finnish.
    'återställ|aterstall|lösenord|losenord|bekräft|bekraft|avregistr|avanm|inbjud|nulstil|bekræft|bekreft|afmeld|avmeld',
    'passwort|zuruecksetz|bestaetig|bestätig|abmeld|einlad|motdepasse|mot-de-passe|reinitialis|desabonn|désabonn|contrase|restablec|confirmar|reimposta|conferma|disiscriv|wachtwoord|bevestig|uitschrijv|afmeld|salasana|vahvist',
  ].join('|'),
)

/** Parameters that are a credential by their name alone. */
const CREDENTIAL =
  /^(?:(?:reset|recovery|confirmation|verification|activation|invitation|invite|magic|login|signin|auth|access|one_?time|unsubscribe|email|password|pwd|session|refresh|id|csrf|unlock|remember)_?(?:password_?)?(?:token|code|key|hash|link|ticket|secret)|oobcode|jwt|otp|magiclink|loginlink|reset_?password_?token|perishable_token|ticket|samlrequest|samlresponse|x-amz-signature|x-goog-signature|sig|signature)$/

/** Parameters that carry a token when the purpose says so. */
const CARRYING =
  /token|code|key|hash|pass(?:word|code)?|state|ticket|secret|nonce|uid|uuid|guid|sid|hmac|^(?:t|k|c|h|s|e|id|u|user|q|qs|data|d|p|upn|email|m|mid|cid|rid|tk|ml|v|x|a|i|r|n|o)$/

const MAX_SEGMENTS = 24
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i
/** RFC 7519: three base64url pieces, the first of which begins a JSON object. */
const JWT = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}/

/** Pure and cheap; rather says yes than no, since a link that is not opened costs nothing and one that is used up cannot be given back. */
export function isOneTimeShape(address: ParsedUrl): boolean {
  const { tail, path, query, fragment } = piecesOf(address)
  if (tail.length < 8) return false
  if (tail.includes('eyJ') && JWT.test(tail)) return true
  const parameters = [...parametersOf(query), ...(fragment.includes('=') ? parametersOf(fragment.slice(fragment.indexOf('?') + 1)) : [])]
  for (const { name, value } of parameters) if (value.length >= 6 && CREDENTIAL.test(name)) return true
  const words = percentDecoded(path).toLowerCase()
  const purposeInPath = PURPOSE.test(words)
  if (purposeInPath || PURPOSE.test(address.host ?? '')) {
    if (parameters.some(({ name, value }) => (value.length >= 4 && CARRYING.test(name)) || isToken(value))) return true
    if (path.split('/', MAX_SEGMENTS).some(isToken) || isToken(fragment)) return true
    // `/unsubscribe/4711`, `/o/a1b2c3/optout`: a number is enough to know somebody by.
    if (/unsub|opt-?_?out|avregistr|avanm|abmeld|desabonn/.test(words) && /\/\d{3,}|=\w{3,}|\/(?=[a-z]{0,40}\d)\w{5,}/i.test(tail))
      return true
  }
  return parameters.some(({ name, value }) => isToken(value) && PURPOSE.test(name))
}

/** Long and not words: what nobody could guess. */
function isToken(segment: string): boolean {
  if (segment.length < 12) return false
  if (UUID.test(segment)) return true
  // Words are divided by hyphens; random text is not, or not into words.
  for (const piece of percentDecoded(segment)
    .slice(0, 512)
    .split(/[-_.~:,|]/, 12)) {
    if (piece.length < 10 || !/^[\w+/=]+$/.test(piece)) continue
    const digits = piece.replace(/\D/g, '').length
    if (digits >= 2 && piece.length - digits >= 2) return true
    if (digits === piece.length && digits >= 12) return true
    if (piece.length >= 16 && (piece.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0) >= 3) return true
    if (piece.length >= 28) return true
  }
  return false
}
