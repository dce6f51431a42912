/** Opens a PDF as a file of a message is opened. */
import { DEFAULT_BUDGET_LIMITS, openBudget } from '../../../src/parse/budget.ts'
import type { Contents, OpenContext } from '../../../src/parse/file/contents.ts'
import { pdfOpener } from '../../../src/parse/pdf/pdf.ts'

export function open(bytes: Uint8Array, context: Partial<OpenContext> = {}): Promise<Contents> {
  return pdfOpener.open(bytes, 'application/pdf', { depth: 0, budget: openBudget(DEFAULT_BUDGET_LIMITS), ...context })
}

/** `javascript`, `uri`, …, sorted. */
export async function traitsOf(bytes: Uint8Array): Promise<readonly string[]> {
  return (await open(bytes)).listing.traits.map(({ kind }) => kind.slice('pdf/'.length)).sort()
}

export async function incompleteOf(bytes: Uint8Array, password?: string): Promise<string | null> {
  return (await open(bytes, password === undefined ? {} : { password })).listing.incomplete
}
