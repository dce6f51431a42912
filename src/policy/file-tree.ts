/** Every part belongs to the message's words or to one top-level file, however odd the tree; what is inside a file counts for that file. */
import type { Part } from '../core/message.ts'

export interface FileTree {
  /** Top-level files, in the order of the message. */
  readonly files: readonly Part[]
  /** Every file part with the id of its top-level file; bodies and unknown ids are not in it. */
  readonly rootOf: ReadonlyMap<string, string>
}

const EMPTY: FileTree = { files: [], rootOf: new Map() }

/** A file whose parent is missing, a body, or (against all rules) inside itself is its own top-level file: it is never lost. */
export function fileTree(parts: readonly Part[]): FileTree {
  if (!parts.some((part) => part.role === 'file')) return EMPTY
  const byId = new Map(parts.map((part) => [part.partId, part]))
  const rootOf = new Map<string, string>()
  const files: Part[] = []
  for (const part of parts) {
    if (part.role !== 'file') continue
    // Each part is walked over once: the walk stops at what has its root already.
    const trail: Part[] = []
    const walked = new Set<string>()
    let at = part
    while (!rootOf.has(at.partId) && !walked.has(at.partId)) {
      walked.add(at.partId)
      trail.push(at)
      const parent = at.parentId === null ? undefined : byId.get(at.parentId)
      if (parent === undefined || parent.role !== 'file') break
      at = parent
    }
    const known = rootOf.get(at.partId)
    const root = known ?? at.partId
    if (known === undefined) files.push(at)
    for (const passed of trail) rootOf.set(passed.partId, root)
  }
  return { files, rootOf }
}
