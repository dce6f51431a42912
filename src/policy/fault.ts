/** What is wrong with a policy, where, and what was expected there: said without repeating the value. */
import type { z } from 'zod'
import { ForebayError } from '../core/error.ts'
import { IDENTITY_LEVELS } from '../core/identity.ts'
import { DEFAULT_POLICY } from './defaults.ts'
import { nearestName } from './nearest.ts'

/** In words for the person who edits the file; never the value itself, which may be a secret in the wrong place. */
export interface PolicyFault {
  /** `files.findings.FILE_MACRO`; empty for the whole. */
  readonly path: readonly (string | number)[]
  readonly expected: string
}

/** @returns ForebayError `POLICY_INVALID` (422) of the first of `faults`, saying how many more there are */
export function policyInvalid(source: string, faults: readonly PolicyFault[]): ForebayError {
  const [first, ...more] = faults
  const field = first?.path.map(String).join('.') ?? ''
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`
  const where = field === '' ? source : `${source}: ${field}`
  return new ForebayError('POLICY_INVALID', `${where}: ${first?.expected ?? 'not a policy'}${rest}`, {
    status: 422,
    field: field === '' ? 'policy' : field,
  })
}

/** What a schema's issue says to the person who edits the policy. */
export function faultsOf(issue: z.core.$ZodIssue): readonly PolicyFault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : printable(String(step))))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, printable(key)], expected: unknownKey(key, path) }))
    case 'invalid_type':
      return [{ path, expected: issue.input === undefined ? 'is required' : `expected ${issue.expected}` }]
    default:
      return [{ path, expected: issue.message }]
  }
}

function unknownKey(key: string, path: readonly (string | number)[]): string {
  let here: unknown = { channel: '', kind: '', name: '', ...DEFAULT_POLICY }
  for (const step of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined
  // A rule as shipped is one action; what has keys of its own in its place names levels.
  const known = typeof here === 'object' && here !== null ? keysOf(here, path) : typeof here === 'string' ? IDENTITY_LEVELS : []
  const nearest = nearestName(key, known)
  return `unknown key${nearest === null ? '' : `; did you mean ${nearest}?`}`
}

/** A level as shipped has no limits of its own. */
function keysOf(here: object, path: readonly (string | number)[]): readonly string[] {
  const isLevel = path.length === 2 && path[0] === 'senders'
  return [...Object.keys(here), ...(isLevel ? ['maxFileBytes', 'maxFiles'] : [])]
}

/** JSON and YAML can spell `__proto__` as a key of its own, which the schema would pass over in silence. */
export function prototypeKey(untrusted: unknown, path: readonly string[]): readonly string[] | null {
  // Deeper than any key of a policy: whatever is there is refused by the schema.
  if (typeof untrusted !== 'object' || untrusted === null || path.length > 4) return null
  if (Object.hasOwn(untrusted, '__proto__')) return [...path, '__proto__']
  for (const key of Object.keys(untrusted)) {
    const found = prototypeKey(Reflect.get(untrusted, key), [...path, printable(key)])
    if (found !== null) return found
  }
  return null
}

/** Keys come from outside as well. */
function printable(key: string): string {
  return key.replace(/[^\x20-\x7e]/g, '?').slice(0, 80)
}
