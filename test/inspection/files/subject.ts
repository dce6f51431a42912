/** Makes the subject that an inspector is given, the way the parser does: type by content, containers listed. */
import { createHash } from 'node:crypto'
import type { Inspected, PartInspector, PartSubject } from '../../../src/core/inspector.ts'
import type { Part } from '../../../src/core/message.ts'
import { openBudget } from '../../../src/parse/budget.ts'
import { openerOf } from '../../../src/parse/file/open.ts'
import { detectType } from '../../../src/parse/file/type.ts'

export async function subjectOf(
  untrustedName: string | null,
  content: Uint8Array | string,
  more: Partial<Part> = {},
): Promise<PartSubject> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const detectedType = await detectType(bytes)
  const part: Part = {
    partId: 'p1',
    parentId: null,
    role: 'file',
    untrustedName,
    claimedType: 'application/octet-stream',
    detectedType,
    disposition: 'attachment',
    cid: null,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    path: untrustedName ?? 'p1',
    ...more,
  }
  const contents = await openerOf(detectedType)?.open(bytes, detectedType, { depth: 0, budget: openBudget() })
  const listing = contents?.listing ?? null
  return { part, bytes, listing }
}

/** Codes seen, in order; a part that the inspector does not apply to has none. */
export function codesOf(inspector: PartInspector, subject: PartSubject): readonly string[] {
  return look(inspector, subject).sightings.map((sighting) => sighting.code)
}

export function look(inspector: PartInspector, subject: PartSubject): Inspected {
  const seen: Inspected = inspector.applies(subject.part) ? inspector.inspect(subject) : { status: 'ok', sightings: [] }
  for (const { code } of seen.sightings) if (!Object.hasOwn(inspector.codes, code)) throw new Error(`undeclared code ${code}`)
  return seen
}
