/** Views of files as they would be given out now, drawn in the sandbox once and kept for as long as somebody turns their pages. */
import { createHash } from 'node:crypto'
import type { FileView } from '../core/disarmed.ts'
import { type Clock, MINUTE_MS } from '../core/time.ts'
import type { Assessing } from './assess.ts'
import type { FileBytes } from './file-bytes.ts'
import { oneFile } from './one-file.ts'

/** A page asks for its pictures at once. */
const KEPT_MS = 2 * MINUTE_MS
const MAX_KEPT_BYTES = 64 * 1024 * 1024

interface Kept {
  readonly view: FileView | null
  readonly at: number
  readonly bytes: number
}

export function createViews(deps: Pick<Assessing, 'sandbox'> & { readonly clock: Clock }) {
  /** The longest kept first. By content and type: a file that was built anew meanwhile has other bytes. */
  const kept = new Map<string, Kept>()
  let keptBytes = 0

  function forget(key: string, { bytes }: Kept): void {
    kept.delete(key)
    keptBytes -= bytes
  }

  function keep(key: string, view: FileView | null): void {
    const pictures = view?.pictures.reduce((sum, picture) => sum + picture.bytes.byteLength, 0) ?? 0
    const entry = { view, at: deps.clock(), bytes: pictures + 2 * (view?.text?.length ?? 0) }
    const before = kept.get(key)
    if (before !== undefined) forget(key, before)
    kept.set(key, entry)
    keptBytes += entry.bytes
    for (const [oldest, old] of kept) {
      if (keptBytes <= MAX_KEPT_BYTES && deps.clock() - old.at <= KEPT_MS) break
      forget(oldest, old)
    }
  }

  /** Null when there is nothing to show: the type has no view, or the file cannot be drawn. `lane` is its channel. */
  return async ({ bytes, type }: FileBytes, lane: string): Promise<FileView | null> => {
    const key = `${type} ${createHash('sha256').update(bytes).digest('base64')}`
    const known = kept.get(key)
    if (known !== undefined && deps.clock() - known.at <= KEPT_MS) return known.view
    const file = { untrustedName: 'file', untrustedType: type, bytes }
    const arrival = oneFile({ id: 'view', channel: lane, kind: 'chat', receivedAt: 0 }, file)
    const ran = await deps.sandbox.run({ kind: 'view', arrival, detectedType: type }, bytes.byteLength, lane)
    const view = ran.status === 'done' ? ran.result.view : undefined
    // What a busy machine could not draw in time is tried again.
    if (view === undefined) return null
    keep(key, view)
    return view
  }
}
