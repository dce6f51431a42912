/** Every recognizer of national, tax and health numbers. */
import type { Recognizer } from '../recognizer.ts'
import { ASIAN } from './asian.ts'
import { BALTIC } from './baltic.ts'
import { BRITISH } from './british.ts'
import { EASTERN } from './eastern.ts'
import { GERMAN } from './german.ts'
import { LATIN_AMERICAN } from './latin-american.ts'
import { NORDIC } from './nordic.ts'
import { NORTH_AMERICAN } from './north-american.ts'
import { SOUTHEASTERN } from './southeastern.ts'
import { SOUTHERN } from './southern.ts'
import { WESTERN } from './western.ts'

export const NATIONAL: readonly Recognizer[] = [
  ...[NORDIC, BALTIC, GERMAN, WESTERN, BRITISH, EASTERN, SOUTHEASTERN].flat(),
  ...[NORTH_AMERICAN, LATIN_AMERICAN, ASIAN, SOUTHERN].flat(),
]
