/** Every recognizer of national, tax and health numbers. */
import type { Recognizer } from '../recognizer.ts'

export const NATIONAL: readonly Recognizer[] = []
