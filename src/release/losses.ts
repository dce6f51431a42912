/** What a rebuilt file has lost, in words that people know: many kinds of content are the same to them, and one that is not listed still has a true sentence. */
import type { Loss } from '../core/disarmed.ts'
import type { SentenceKey } from '../core/sentences.ts'

/** Each language has a sentence for all of them. */
export type LossKey = SentenceKey extends infer Key ? (Key extends `losses.${infer Loss}` ? Exclude<Loss, 'nothing'> : never) : never

/** By a word in the kind; the first that is in it counts. */
const KEYS: readonly (readonly [pattern: RegExp, key: LossKey])[] = [
  [/metadata|exif|properties|thumbnail|producer/, 'metadata'],
  [/flatten/, 'flattened'],
  [/formatting|markup|layout/, 'formatting'],
  [/signature/, 'signatures'],
  [/encrypt/, 'lock'],
  [/macro|vba|excel-?4|xlm|basic/, 'macros'],
  [/formula/, 'formulas'],
  [/animation|frames|pages/, 'frames'],
  [/invisible|unprintable|character/, 'characters'],
  [/javascript|script|handler/, 'scripts'],
  [/embedded|attach|object|activex|\bole|package|control|collection/, 'embedded'],
  [/external|remote|template|dde|reference|connection|relationship|query/, 'external'],
  [/\buri|link|goto/, 'links'],
  [/form|xfa|submit|import/, 'forms'],
  [/launch|action|open|transition/, 'actions'],
  [/media|movie|sound|rendition|3d|video|audio/, 'media'],
]

export function lossKey({ kind }: Loss): LossKey {
  const words = kind.toLowerCase()
  return KEYS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'
}
