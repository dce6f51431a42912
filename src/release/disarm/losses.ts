/** Counts what a document lost, by kind, in the order in which it was first met. */
import type { Loss } from '../../core/disarmed.ts'

export interface Losses {
  add(kind: string, count?: number): void
  list(): readonly Loss[]
}

export function countLosses(): Losses {
  const counts = new Map<string, number>()
  return {
    add: (kind, count = 1) => void counts.set(kind, (counts.get(kind) ?? 0) + count),
    list: () => [...counts].map(([kind, count]) => ({ kind, count })),
  }
}
