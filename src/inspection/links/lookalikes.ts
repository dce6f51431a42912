/** Letters that pass for Latin ones in a host name, by the script that they come from. */
import type { Script } from './scripts.ts'

/**
 * `same`: letters whose UTS 39 skeleton (confusables.txt) is that Latin letter; `near`: letters that pass for it in the small sans-serif
 * of an address bar (Chromium's idn_spoof_checker). A label wholly of `same` letters is hardly a word by chance; one that needs `near` letters may well be.
 */
interface Alphabet {
  readonly same: ReadonlyMap<string, string>
  readonly near: ReadonlyMap<string, string>
  /** Top levels whose readers know the script: a name of it there is at home. Source: the registries' IDN tables. */
  readonly home: ReadonlySet<string>
}

/** `оo еe`: each pair is the letter and what it passes for. */
function pairs(written: string): ReadonlyMap<string, string> {
  return new Map(
    written.split(' ').map((pair): [string, string] => {
      const [letter = '', ...latin] = pair
      return [letter, latin.join('')]
    }),
  )
}

const ALPHABETS: ReadonlyMap<Script, Alphabet> = new Map([
  [
    'Cyrillic',
    {
      same: pairs('аa еe оo рp сc уy хx ѕs іi јj ӏl ԁd һh ԛq ԝw ѵv үy ѡw'),
      near: pairs('ԍg кk пn гr ъb ьb ыbl юio ҽe ёe їi'),
      home: new Set(['bg', 'by', 'kg', 'kz', 'me', 'mk', 'mn', 'rs', 'ru', 'su', 'tj', 'ua', 'uz']),
    },
  ],
  [
    'Greek',
    {
      same: pairs('αa γy ιi νv οo ρp σo υu ϲc ϳj'),
      near: pairs('ηn κk τt ωw'),
      home: new Set(['gr', 'cy']),
    },
  ],
  [
    'Armenian',
    {
      same: pairs('օo սu հh ոn զq ցg աw'),
      near: pairs('յj լl գq ւi'),
      home: new Set(['am']),
    },
  ],
])

/** Scripts outside everyday use whose letters are drawn as Latin capitals. */
const CAPITALS = /^[\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}\p{Script=Deseret}\d-]+$/u

/** Phonetic and small-capital letters of the Latin script, which no language writes its names with, and what they pass for. */
const PHONETIC = pairs('ɑa ɡg ɩi ʟl ɪi ʀr ɴn ʏy ʙb ʜh ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜱs ꞵb ɋq ʋv')

/** Characters that pass for the `/`, `.`, `-`, `?` and `:` which end or divide a host. UTS 39 and the Chromium IDN display rules. */
const DIVIDERS =
  /[\u2044\u2215\u29F8\u29F9\u2571\u3033\u1735\u2E4A\u2024\u0701\u0702\u06D4\uA60E\u1427\u2027\u30A0\uA789\u02D0\u05C3\u0294\u0241\u2010-\u2015\u2212\u2CFB]/u
/** Strokes laid over the letter before them: `l̸` passes for a slash that divides. */
const OVERLAYS = /[\u0334-\u0338]/u
/** Kana that pass for a slash or a dash, away from Japanese writing. Chromium idn_spoof_checker has the same rule. */
const STRAY_KANA = /(?:^|[^\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}])[ノソンゾ丶丿](?=$|[^\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}])/u

export interface Lookalike {
  /** What it passes for, when that can be said. */
  readonly reads: string | null
  readonly confidence: number
}

/**
 * Whether a label of one honest script passes for another name.
 * `script` is the label's single script, `topLevel` the last label of the host as an A-label.
 */
export function lookalike(label: string, script: Script | null, topLevel: string): Lookalike | null {
  if (DIVIDERS.test(label) || STRAY_KANA.test(label)) return { reads: null, confidence: 0.95 }
  if (OVERLAYS.test(label)) return { reads: null, confidence: 0.8 }
  // A top level in its own script (`.рф`) is read by those who read the label.
  const foreignHere = !topLevel.startsWith('xn--')
  if (foreignHere && CAPITALS.test(label)) return { reads: null, confidence: 0.6 }
  if (script === 'Latin') return latinLookalike(label, topLevel)
  const alphabet = script === null ? undefined : ALPHABETS.get(script)
  if (alphabet === undefined || !foreignHere || alphabet.home.has(topLevel)) return null
  return spelled(label, alphabet)
}

function spelled(label: string, { same, near }: Alphabet): Lookalike | null {
  let reads = ''
  let confidence = 0.95
  for (const letter of label) {
    const latin = same.get(letter) ?? near.get(letter) ?? (/[\d-]/.test(letter) ? letter : null)
    if (latin === null) return null
    if (near.has(letter)) confidence = 0.6
    reads += latin
  }
  return { reads, confidence }
}

function latinLookalike(label: string, topLevel: string): Lookalike | null {
  let reads = ''
  let found = false
  for (const letter of label) {
    const latin = PHONETIC.get(letter)
    if (latin !== undefined) found = true
    reads += latin ?? letter
  }
  if (found) return { reads, confidence: 0.95 }
  // The dotless ı is at home in Turkish and Azerbaijani, which its neighbours ş ğ ç ö ü ə or the top level show.
  if (label.includes('ı') && !/[şğçöüə]/.test(label) && !['tr', 'az'].includes(topLevel)) {
    return { reads: label.replaceAll('ı', 'i'), confidence: 0.5 }
  }
  return null
}
