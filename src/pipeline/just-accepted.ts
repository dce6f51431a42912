/** Remembers what this process just accepted, within a byte limit, so that the first run need not read it back; the store stays the truth. */
import type { AcceptEntry } from '../core/accept.ts'
import type { StoredMessage } from '../core/stored-message.ts'

export interface JustAccepted {
  remember(entry: AcceptEntry): void
  /** Once only: a second run reads the store. */
  recall(messageId: string): StoredMessage | null
}

export function createJustAccepted(maxBytes: number): JustAccepted {
  const entries = new Map<string, { readonly entry: AcceptEntry; readonly bytes: number }>()
  let held = 0

  function drop(messageId: string): AcceptEntry | null {
    const found = entries.get(messageId)
    if (found === undefined) return null
    entries.delete(messageId)
    held -= found.bytes
    return found.entry
  }

  return {
    remember(entry) {
      const bytes = weigh(entry)
      if (bytes > maxBytes) return
      entries.set(entry.arrival.id, { entry, bytes })
      held += bytes
      // Oldest first: a Map keeps the order of insertion.
      for (const oldest of entries.keys()) {
        if (held <= maxBytes) break
        drop(oldest)
      }
    },
    recall(messageId) {
      const entry = drop(messageId)
      if (entry === null) return null
      const { arrival, identity } = entry
      return {
        arrival,
        identity,
        reviews: [],
        opened: [],
        record: null,
        status: 'accepted',
        revision: 0,
        version: 0,
        attempts: 0,
        dueAt: arrival.receivedAt,
      }
    },
  }
}

const OBJECT_BYTES = 1_000

function weigh({ arrival }: AcceptEntry): number {
  const { content } = arrival
  if (content.type === 'mail-inline') return OBJECT_BYTES + content.raw.byteLength
  if (content.type === 'mail') return OBJECT_BYTES
  return OBJECT_BYTES + 2 * ((content.words.text?.length ?? 0) + (content.words.html?.length ?? 0))
}
