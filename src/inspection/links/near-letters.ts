/** Holds, by script, the letters that pass for Latin ones at a glance and the top levels where that script is read. */
import type { Script } from './scripts.ts'

interface Alphabet {
  /** Beyond the UTS 39 skeletons: letters that pass for a Latin letter or a digit in the small sans-serif of an address bar. */
  readonly letters: ReadonlyMap<string, string>
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

function alphabet(home: string, letters: string): Alphabet {
  return { letters: pairs(letters), home: new Set(home.split(' ')) }
}

// Each script only with letters that alone make no everyday word: of Hebrew `חסד` reads as Latin, `חיים` has the י that does not.
export const NEAR_LETTERS: ReadonlyMap<Script, Alphabet> = new Map([
  // Phonetic small capitals, which no language writes its names with.
  ['Latin', alphabet('', 'ɢg ʟl ɴn ʀr ʏy ʙb ʜh ɪi ᴀa ᴅd ᴇe ᴊj ᴋk ᴍm ᴘp ᴛt ꜰf ɩi ʋv ꞵb ĸk')],
  ['Cyrillic', alphabet('bg by kg kz me mk mn rs ru su tj ua uz', 'ԍg кk пn гr ъb ьb ыbl юio ҽe ёe їi ԗp ѡw')],
  ['Greek', alphabet('gr cy', 'ηn κk τt ωw')],
  ['Armenian', alphabet('am', 'յj լl գq ւi ագ էt ցg զq')],
  ['Georgian', alphabet('ge', 'იn ოm ყy ძd ხb ჽo ჿo')],
  ['Hebrew', alphabet('il', 'סo ןl וl חn טu דt װll ײii')],
  ['Arabic', alphabet('ae af bh dz eg iq ir jo kw lb ly ma om pk ps qa sa sd sy tn ye', 'اl هo ھo ہo ەo')],
  ['Ethiopic', alphabet('et er', 'ሀu ሁu ህu ሆu ዐo ዑo ዕo ሠw ሡw ሰn ሱn በn ቡn ተt ቱt አh ኡh ከn ዘh ዙh ጠm ጡm ፐt')],
  ['Devanagari', alphabet('in np', '०o १9 २2 ३3 ऽs ठo टc')],
  ['Bengali', alphabet('bd in', '০o ১d ২2 ৩v ৪8 ৭9 ঽs')],
  ['Gurmukhi', alphabet('in', '੦o ੧9 ੨2 ੩3 ੪8 ਠo ਤ3 ੫4')],
  ['Gujarati', alphabet('in', '૦o ૧9 ૨2 ૩3 ટs ડs ઽs ર2 ઠo')],
  ['Oriya', alphabet('in', '୦o ଠo ୨9 ଃ8 ଽs ୪8 ୭9')],
  ['Tamil', alphabet('in lk sg', 'டl பu ௦o ாn ரn ௧s ௨2')],
  ['Telugu', alphabet('in', '౦o ంo ౨9 ౩3 ఠo ఽs ౧n')],
  ['Kannada', alphabet('in', '೦o ಂo ೨2 ೩3 ಠo ರo ಽs ೧n')],
  ['Malayalam', alphabet('in', '൦o ംo ഠo ധw നm റo ടs ഽs ര0 ൭9')],
  ['Sinhala', alphabet('lk', 'ංo ටo එd')],
  ['Thai', alphabet('th', 'ทn นu บu พw รs หk ปu ฟw ผw ฝw ๐o เi แll')],
  ['Lao', alphabet('la', 'ທn ນu ບu ພw ຣs ຫn ປu ຟw ຝw ໐o')],
  ['Khmer', alphabet('kh', 'បu ពn រi ០o ១9 ២2')],
  ['Myanmar', alphabet('mm', 'ခo ဂn ငc စo ဒ3 တo ထoo ဝo ယw ပu ဖu ဗq ဘw သoo ဃw ဟu ဓe ၀o ၁o ၃9 ၄9 ၅9 ၇q ၈c ၉g ၂j')],
])

/** Whether a name of this script under this top level (given as a U-label) meets readers who know its letters. */
export function isAtHome(script: Script, topLevel: string, topLevelScript: Script | null): boolean {
  return topLevelScript === script || NEAR_LETTERS.get(script)?.home.has(topLevel) === true
}
