/** Brings the rules for one label of a site's name together: each may say one thing against it. */
import type { LabelFault } from './label-fault.ts'
import { misplacedLetters } from './misplaced-letters.ts'
import { type Script, scriptsOf } from './scripts.ts'
import { unusualLetters } from './unusual-letters.ts'
import { spelledInAnother } from './whole-script.ts'

const ASCII = /^[\0-\x7f]*$/

export interface TopLevel {
  /** As a U-label. */
  readonly label: string
  /** Null for an ASCII one. */
  readonly script: Script | null
}

/** A label that came through UTS 46; linear in it. */
export function judgeLabel(label: string, topLevel: TopLevel): readonly LabelFault[] {
  // UTS 46 4: what does not decode, or would not be coded in this way, is left in code.
  if (label.startsWith('xn--')) return [{ code: 'LINK_INVALID_NAME', confidence: 0.7, why: 'a code that stands for no name', reads: null }]
  if (ASCII.test(label)) return []
  const { honest, single, needed } = scriptsOf(label)
  const faults = [
    honest ? null : mixed(needed),
    misplacedLetters(label, topLevel.label),
    unusualLetters(label, topLevel.label),
    honest ? spelledInAnother(label, single, topLevel.label, topLevel.script) : null,
  ]
  return faults.filter((fault) => fault !== null)
}

function mixed(needed: readonly Script[]): LabelFault {
  return { code: 'LINK_MIXED_SCRIPT', confidence: 1, why: `alphabets: ${needed.join(', ')}`, reads: null }
}
