/** What an inspector quotes of a stranger's file is always short and printable. */
import type { Trait } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { printable } from '../printable.ts'

export function evidence(label: string, untrustedValue: string): Evidence {
  return { label, value: printable(untrustedValue) }
}

/** By the last part of the trait's name: what it is of stands in the finding. */
export function traitEvidence({ kind, evidence: value }: Trait): Evidence {
  return evidence(kind.slice(kind.lastIndexOf('/') + 1), value)
}
