/** What an inspector quotes of a stranger's file is always short and printable. */
import type { Evidence } from '../../core/report.ts'
import { printable } from '../printable.ts'

export function evidence(label: string, untrustedValue: string): Evidence {
  return { label, value: printable(untrustedValue) }
}
