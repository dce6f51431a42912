/** Faults by kind, each with what shows it; a run without any is the proof. */

export const FAULTS = {
  refused: 'refused for good',
  lost: 'acknowledged and lost',
  doubled: 'under two ids',
  uninspected: 'released uninspected',
  unsettled: 'not settled',
  untrue: 'untrue content or reason',
  events: 'events missed or repeated',
  service: 'service faults',
} as const

export type FaultKind = keyof typeof FAULTS

export interface Faults {
  add(kind: FaultKind, what: string): void
  count(kind: FaultKind): number
  readonly total: () => number
  /** The first few of each kind. */
  lines(): readonly string[]
}

const MAX_SHOWN = 5

export function noFaults(): Faults {
  const found = new Map<FaultKind, string[]>()
  return {
    add: (kind, what) => void found.set(kind, [...(found.get(kind) ?? []), what]),
    count: (kind) => found.get(kind)?.length ?? 0,
    total: () => [...found.values()].reduce((sum, { length }) => sum + length, 0),
    lines: () =>
      [...found].flatMap(([kind, all]) => [
        ...all.slice(0, MAX_SHOWN).map((what) => `${FAULTS[kind]}: ${what}`),
        ...(all.length > MAX_SHOWN ? [`${FAULTS[kind]}: and ${all.length - MAX_SHOWN} more`] : []),
      ]),
  }
}
