/** Says when a character stands where it deceives: what passes for a divider, kana away from Japanese, marks where none belong. */
import type { LabelFault } from './label-fault.ts'

interface Rule {
  readonly why: string
  readonly confidence: number
  readonly code?: LabelFault['code']
  /** Linear: no nested repetition. */
  readonly pattern: RegExp
  /** The pattern is for the letters with their marks taken off (NFD). */
  readonly decomposed?: true
  /** Top levels, as U-labels, where the character is at home. */
  readonly home?: ReadonlySet<string>
}

// Sources: UTS 39 5.4, UTS 46, and the rules that Chromium and Firefox publish for when an IDN is shown in its own letters.
const RULES: readonly Rule[] = [
  {
    why: 'a character that passes for one that divides a host',
    confidence: 0.95,
    pattern:
      /[\u2044\u2215\u29F8\u29F9\u2571\u3033\u1735\u2E4A\u2024\u0701\u0702\u06D4\uA60E\u1427\u2027\u30A0\uA789\u02D0\u05C3\u0294\u0241\u2010-\u2015\u2212\u2CFB\u058A\u01C0-\u01C3\u2236]/u,
  },
  { why: 'a stroke laid over a letter', confidence: 0.8, pattern: /[\u0334-\u0338]/u },
  {
    why: 'kana that pass for a slash',
    confidence: 0.95,
    pattern: /(?:^|[^\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}])[ノソンゾ丶丿乀乁丨](?=$|[^\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}])/u,
  },
  { why: 'a long-vowel sign with no kana before it', confidence: 0.8, pattern: /(?:^|[^\p{sc=Hira}\p{sc=Kana}ー])ー/u },
  { why: 'a middle dot beside Latin', confidence: 0.8, pattern: /[\p{sc=Latn}0-9]・|・[\p{sc=Latn}0-9]|^・+$/u },
  { why: 'an iteration mark with no katakana before it', confidence: 0.8, pattern: /(?:^|[^\p{sc=Kana}])[ヽヾ]/u },
  { why: 'an iteration mark with no hiragana before it', confidence: 0.8, pattern: /(?:^|[^\p{sc=Hira}])[ゝゞ]/u },
  {
    why: 'hiragana among katakana that look the same',
    confidence: 0.8,
    pattern: /^(?=.*[へべぺ])(?=.*\p{sc=Kana})[\p{sc=Kana}ーへべぺ]+$/u,
  },
  {
    why: 'katakana among hiragana that look the same',
    confidence: 0.8,
    pattern: /^(?=.*[ヘベペ])(?=.*\p{sc=Hira})[\p{sc=Hira}ーヘベペ]+$/u,
  },
  {
    why: 'a Chinese character that passes for a dash or a letter beside Latin',
    confidence: 0.8,
    pattern:
      /\p{sc=Latn}[一ㄧ丨〇](?![\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}])|(?<![\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}])[一ㄧ丨〇]\p{sc=Latn}/u,
  },
  { why: 'a middle dot away from Catalan', confidence: 0.8, pattern: /(?:^|[^l])·|·(?:$|[^l])/u },
  { why: 'a middle dot away from Catalan', confidence: 0.8, pattern: /·/u, home: new Set(['cat', 'ad', 'es', 'barcelona']) },
  { why: 'a mark over a letter that has a dot', confidence: 0.9, pattern: /[ijlıȷ][\u0300-\u0339]/u },
  { why: 'a dot over a letter that has one or none', confidence: 0.9, decomposed: true, pattern: /[ijıȷl]\u0307/u },
  {
    why: 'a Latin mark over a letter of another script',
    confidence: 0.8,
    code: 'LINK_MIXED_SCRIPT',
    pattern: /[^\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{M}][\u0300-\u0339]/u,
  },
  {
    why: 'a mark after a mark of another script',
    confidence: 0.8,
    code: 'LINK_MIXED_SCRIPT',
    pattern: /(?![\u0300-\u036f])\p{M}[\u0300-\u0339]/u,
  },
  { why: 'the same mark twice', confidence: 0.9, decomposed: true, code: 'LINK_UNUSUAL_LETTERS', pattern: /(\p{Mn})\1/u },
  {
    why: 'three marks on a letter',
    confidence: 0.8,
    decomposed: true,
    code: 'LINK_UNUSUAL_LETTERS',
    pattern: /[\u0300-\u036f]{3}|\p{Mn}{5}/u,
  },
  // What keyboards write is composed; left over are the tones of Yoruba and Navajo on ẹ ọ ṣ ą ę į ǫ, and the g̃ of Guaraní.
  {
    why: 'a mark on a letter that is not written with it',
    confidence: 0.6,
    code: 'LINK_UNUSUAL_LETTERS',
    pattern: /(?!g\u0303)[a-z][\u0300-\u036f]/u,
  },
  {
    why: 'Arabic marks on letters of another script',
    confidence: 0.8,
    code: 'LINK_MIXED_SCRIPT',
    pattern: /(?:^|[^\p{scx=Arab}\p{scx=Syrc}\p{M}])[\u064b-\u0655\u0670]/u,
  },
  { why: 'an Icelandic letter away from home', confidence: 0.5, pattern: /^[^áéíóúýæö]*[þð][^áéíóúýæö]*$/u, home: new Set(['is', 'fo']) },
  { why: 'an Azerbaijani letter away from home', confidence: 0.5, pattern: /^[a-zə0-9-]*ə[a-zə0-9-]*$/u, home: new Set(['az']) },
  // The dotless ı is at home in Turkish and Azerbaijani, which its neighbours ş ğ ç ö ü ə or the top level show; not beside i, q, w, x.
  { why: 'an i without its dot', confidence: 0.5, pattern: /^(?=.*[iqwx])[^şğçöüə]*ı[^şğçöüə]*$/u, home: new Set(['tr', 'az']) },
]

/** Linear in the label. `topLevel` as a U-label. */
export function misplacedLetters(label: string, topLevel: string): LabelFault | null {
  const decomposed = label.normalize('NFD')
  for (const rule of RULES) {
    if (rule.home?.has(topLevel) === true || !rule.pattern.test(rule.decomposed === true ? decomposed : label)) continue
    return { code: rule.code ?? 'LINK_CONFUSABLE_HOST', confidence: rule.confidence, why: rule.why, reads: null }
  }
  return null
}
