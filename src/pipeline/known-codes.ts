/** Every code that a finding can have: what a policy may name. */
import { INSPECTORS, LOOKUP_INSPECTORS } from '../inspection/registry.ts'

export const KNOWN_CODES: ReadonlySet<string> = new Set(
  [...INSPECTORS, ...LOOKUP_INSPECTORS].flatMap((inspector) => Object.keys(inspector.codes)),
)
