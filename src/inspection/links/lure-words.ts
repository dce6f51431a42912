/** Knows the words that false pages put beside a brand's name, and when the rest of a name is made of nothing else. */

/** What a page promises or threatens in order to be opened. No word of products (`pay`, `cloud`, `ads`): owners build honest names with those. */
const LURES = new Set(
  (
    'login logins logon signin signon verify verifying verification verified validate validation secure secured security securely ' +
    'account accounts acct update updates updating confirm confirmation unlock unlocked locked suspended suspension limited restricted ' +
    'recover recovery restore reactivate reactivation billing invoice refund refunds password passcode authenticate authentication auth ' +
    'identity alert alerts warning notice notification support helpdesk helpline customerservice customercare webscr kyc claim bonus ' +
    'giveaway reward rewards prize airdrop winner delivery redelivery redeliver tracking reschedule customs unblock blocked resolve ' +
    'resolution dispute sso otp ' +
    // The same in the languages that our brands are imitated in.
    'inloggning logga verifiera uppdatera bekrafta sakerhet kundtjanst leverans spara spåra tull paket acceso ingresar verificar ' +
    'verificacion seguridad cuenta clientes actualizar confirmar entrega envio aduana acesso conta seguranca atualizar connexion ' +
    'compte securite anmelden anmeldung sicherheit konto kundenservice'
  ).split(' '),
)
/** Words that carry nothing by themselves. */
const FILLERS = new Set(
  'my the your our web online e www app portal id ids user users client customer customers center centre page team now de se es uk us'.split(
    ' ',
  ),
)
// The glue of `paypalcom.example` and `wwwpaypal.example`.
const GLUE = new Set(['www', 'com'])
/** So plain a lure that it stands in no honest name of a product even when it is written together with the brand. */
const PLAINEST = new Set('verify verification signin logon unlock suspended recovery refund helpdesk giveaway airdrop'.split(' '))

const LONGEST = 20
const DIGITS = /^\d+|\d+$/g

export function isLure(word: string): boolean {
  return LURES.has(word.replace(DIGITS, ''))
}

/** Whether the rest of a name beside a brand is lures and fillers and holds a lure. `plainest`: only those that products never have. Bounded by the label. */
export function isAllLure(rest: string, plainest: boolean): boolean {
  const word = rest.replace(DIGITS, '')
  if (GLUE.has(word)) return true
  const lures = plainest ? PLAINEST : LURES
  // Whether the text up to each place is all words; and whether a lure is among them.
  const reached: (boolean | null)[] = [false]
  for (let end = 1; end <= word.length; end += 1) {
    reached[end] = null
    for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
      const before = reached[start] ?? null
      if (before === null) continue
      const piece = word.slice(start, end)
      if (lures.has(piece)) reached[end] = true
      else if (FILLERS.has(piece) && reached[end] !== true) reached[end] = before
    }
  }
  return word.length > 0 && reached[word.length] === true
}
