/** Opens a document as the service does, and says what was seen in one line each. */
import { openBudget } from '../../../src/parse/budget.ts'
import type { Contents } from '../../../src/parse/file/contents.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import { officeOpener } from '../../../src/parse/office/office.ts'

export async function openDocument(content: Uint8Array | string, password?: string): Promise<Contents> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
  const type = await detectType(bytes)
  if (!officeOpener.opens(type)) throw new Error(`no opener for ${type}`)
  return officeOpener.open(bytes, type, { depth: 0, budget: openBudget(), ...(password === undefined ? {} : { password }) })
}

/** `office/dde: cmd /c`, with `!OFFICE_CORRUPT` at the end when it was not read wholly. */
export function seenIn({ listing }: Contents): readonly string[] {
  const traits = listing.traits.map(({ kind, evidence }) => `${kind}: ${evidence}`)
  return listing.incomplete === null ? traits : [...traits, `!${listing.incomplete}`]
}

export function kindsIn({ listing }: Contents): readonly string[] {
  return listing.traits.map(({ kind }) => kind.replace('office/', ''))
}
