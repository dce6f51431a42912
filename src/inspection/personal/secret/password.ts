/** Passwords, PINs and one-time codes behind the word for them; only the secret is the span. */
import { everyMatch } from '../every-match.ts'
import type { Finder } from '../recognizer.ts'

const PASSWORD =
  "passwords?|passwd|passphrase|pass ?code|pwd|pw|lösenord(?:et)?|losenord(?:et)?|passord(?:et)?|adgangskode(?:n)?|kodeord(?:et)?|salasana(?:ni)?|contraseñas?|contrasenas?|contrase[nñ]a|clave(?: de acceso| secreta)?|mots? de passe|mdp|passwor[dt]|kennwort|hasło|haslo|hasla|senhas?|palavra-passe|parola(?: d'ordine)?|wachtwoord(?:en)?|heslo|jelszó|jelszavam|parol[aă]|şifre(?:m)?|sifre(?:m)?|пароль|пароля|κωδικός|סיסמה|סיסמא|كلمة المرور|密码|密碼|パスワード|비밀번호|รหัสผ่าน|mật khẩu|kata sandi|पासवर्ड"
const NUMBER_SECRET =
  'pin(?:[- ]?(?:code|kod|number|nummer|nr))?|pinkod(?:en)?|nip|código pin|code pin|otp|one[- ]time (?:code|password|passcode|pin)|verification code|security code|confirmation code|authentication code|login code|2fa code|mfa code|engångskod(?:en)?|verifieringskod(?:en)?|säkerhetskod(?:en)?|kontrollkod(?:en)?|código de (?:verificación|seguridad|verificação|segurança)|code de (?:vérification|sécurité)|(?:bestätigungs|sicherheits|verifizierungs)code|mtan|kod (?:weryfikacyjny|autoryzacyjny)|codice (?:di (?:verifica|sicurezza)|otp)|verificatiecode|cvv2?|cvc2?|csc|код(?: подтверждения)?|验证码|認証コード|인증번호|card verification'
// `is`, `:` and the like; at most one of each.
const VERB = '(?:is|was|are|är|var|er|on|es|son|era|est|sont|ist|lautet|war|è|é|to|jest|je|to jest|это|είναι|是|は|는|은)'
const LINK = `(?:[ \\t]{0,3}(?:(?:[:=]|=>|->|→|-|–|：)|${VERB}(?![\\p{L}\\p{N}])[ \\t]{0,3}[:=]?))`

const AFTER_PASSWORD = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PASSWORD})(?<link>${LINK})[ \\t]{0,3}(?:\\r?\\n[ \\t]{0,3})?(?<secret>"[^"\\r\\n]{3,64}"|'[^'\\r\\n]{3,64}'|“[^”\\r\\n]{3,64}”|«[^»\\r\\n]{3,64}»|[^\\s"'“«]\\S{2,63})(?!\\S)`,
  'dgiu',
)
const AFTER_NUMBER_SECRET = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${NUMBER_SECRET})(?<link>${LINK}|[ \\t]{1,3})[ \\t]{0,3}(?:\\r?\\n)?(?<secret>[0-9]{3}[- ][0-9]{3}|[0-9]{3,8}|[A-Z]-[0-9]{6})(?![\\p{L}\\p{N}]|[.,:-][0-9])`,
  'dgiu',
)
const BEFORE =
  /(?<![\p{L}\p{N}.,:/-])(?<secret>[0-9]{3}[- ][0-9]{3}|[0-9]{4,8}|G-[0-9]{6}) (?:is|är|er|es|est|ist|è|é|to) (?:your|my|din|min|dein|mein|ihr|tu|su|mi|votre|ton|mon|il tuo|o seu|twój)(?: [\p{L}-]{1,20}){0,3} (?:code|kod|pin|otp|password|passcode|código|codice|engångskod|verifieringskod|bestätigungscode)/dgiu

// What people say about passwords.
const SAID_OF_ONE = new Set(
  'password,reset,required,incorrect,correct,wrong,invalid,expired,forgotten,forgot,changed,change,protected,not,no,the,too,never,always,still,being,now,missing,empty,needed,unknown,secret,secure,weak,strong,case,sensitive,blocked,locked,fel,felaktigt,rätt,glömt,inte,ogiltigt,bytt,spärrat,utgånget,incorrecta,incorrecto,correcta,errónea,olvidada,falsch,richtig,vergessen,abgelaufen,gesperrt,nicht,incorrect,oublié,expiré,faux,błędne,nieprawidłowe,incorreta,errada,sbagliata,scaduta,verkeerd,onjuist,vergeten,generator,manager,policy,recovery,field,hint,login,email,below,above,enclosed,attached,sent,yes,your,my,a,an,in,to,as,what,why,how,when,for,and,or,if,at,that,this,please,you,we,it'.split(
    ',',
  ),
)

export const password: Finder = {
  id: 'secret/password',
  code: 'PERSONAL_SECRET',
  context: [],
  *find(words) {
    for (const groups of matches(words, AFTER_PASSWORD)) {
      const span = secretSpan(words, groups.secret!)
      if (span !== null && isSecret(span.value, words.slice(...groups.link!), words.charAt(groups.secret![1])))
        yield { ...span, confidence: 0.95 }
    }
    for (const pattern of [AFTER_NUMBER_SECRET, BEFORE])
      for (const { secret } of matches(words, pattern))
        yield { start: secret![0], end: secret![1], value: words.slice(...secret!), confidence: 0.95 }
  },
}

type Groups = Readonly<Record<string, [number, number] | undefined>>

function* matches(words: string, pattern: RegExp): Generator<Groups> {
  for (const match of everyMatch(words, pattern)) yield match.indices!.groups as Groups
}

/** Without the quotation marks around it and the full stop of the sentence. */
function secretSpan(words: string, [from, to]: [number, number]): { start: number; end: number; value: string } | null {
  let [start, end] = [from, to]
  if (/["'“«]/.test(words.charAt(start))) [start, end] = [start + 1, end - 1]
  else while (end > start && /[.,;:)\]}>?]/.test(words.charAt(end - 1))) end -= 1
  return end - start < 3 ? null : { start, end, value: words.slice(start, end) }
}

function isSecret(value: string, link: string, next: string): boolean {
  if (SAID_OF_ONE.has(value.toLowerCase()) || /^(?:https?:|www\.|[*•.x_]+$)/i.test(value)) return false
  // Digits, signs or capitals inside make no word; else only a colon says that it is quoted, and what ends the line may be one too.
  if (/\p{N}|[^\p{L}\p{N}'’-]/u.test(value) || /\p{Ll}\p{Lu}/u.test(value)) return true
  return value.length >= 4 && (/[:=]/.test(link) || next === '' || next === '\n' || next === '\r')
}
