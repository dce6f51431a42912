/** The two commonest answers of an inspector, said shortly. */
import type { Inspected, Sighting } from '../core/inspector.ts'

export const NOTHING_SEEN: Inspected = Object.freeze({ status: 'ok', sightings: Object.freeze([]) })

export function saw(...sightings: readonly Sighting[]): Inspected {
  return { status: 'ok', sightings }
}
