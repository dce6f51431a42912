/** Every recognizer and finder of personal data. */
import { NATIONAL } from './national/registry.ts'
import { card } from './payment/card.ts'
import type { Finder, Recognizer } from './recognizer.ts'

export const RECOGNIZERS: readonly Recognizer[] = [card, ...NATIONAL]

export const FINDERS: readonly Finder[] = []
