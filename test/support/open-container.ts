/** Opens one container as the sandbox does, libarchive and all, under a budget of its own. */

import { openLibarchive } from '../../src/parse/archive/libarchive.ts'
import { DEFAULT_BUDGET_LIMITS, openBudget } from '../../src/parse/budget.ts'
import { openArchive } from '../../src/parse/file/archive.ts'
import type { Contents, OpenContext } from '../../src/parse/file/contents.ts'
import { detectType } from '../../src/parse/file/type.ts'
import { loadArchiveWasm } from '../../src/pipeline/archive-wasm.ts'

const libarchive = openLibarchive(loadArchiveWasm)

export async function openContainer(bytes: Uint8Array, more: Partial<OpenContext> & { readonly type?: string } = {}): Promise<Contents> {
  const { type = await detectType(bytes), ...context } = more
  return await openArchive(bytes, type, { depth: 0, budget: openBudget(DEFAULT_BUDGET_LIMITS), libarchive, ...context })
}
