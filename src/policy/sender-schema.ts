/** What each identity level may send, as an admin writes it: whole, meant as written, and never less for a level than for one below it. */
import { z } from 'zod'
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { LevelRule, PolicyLimits, SenderFileAction } from '../core/policy.ts'
import { ANY_OTHER, filesMayWait, messageWaits, senderFileRule } from '../core/sender-rule.ts'
import { familyOf } from '../parse/file/family.ts'
import { linkRank } from './sender-ground.ts'

const FILE_ACTIONS = ['allow', 'hold', 'remove'] as const satisfies readonly SenderFileAction[]
const MAX_NAMES = 200

type Senders = Readonly<Record<IdentityLevel, LevelRule>>

/**
 * One level's rule.
 * @param oneOf as the policy's schema names what it expects
 * @param typeFault what is wrong with the name of a media type or family; null when nothing is
 */
export function levelSchema(
  shipped: LevelRule,
  oneOf: <const Names extends readonly string[]>(names: Names) => z.ZodType<Names[number], Names[number]>,
  typeFault: (name: string) => string | null,
) {
  const action = oneOf(FILE_ACTIONS)
  const table = z
    .record(z.string(), action)
    .superRefine((named, context) => {
      const names = Object.keys(named)
      if (names.length > MAX_NAMES) context.addIssue({ code: 'custom', message: `expected at most ${MAX_NAMES} kinds of files` })
      for (const name of names.slice(0, MAX_NAMES)) {
        const message = name === ANY_OTHER ? null : typeFault(name)
        if (message !== null) context.addIssue({ code: 'custom', path: [name], message })
      }
    })
    // What a table does not name is not meant to go on.
    .transform((named) => ({ [ANY_OTHER]: 'hold' as const, ...named }))
  /** By hand and not as a union, so that a fault names the kind of file and not "one of two shapes". */
  const files = z.unknown().transform((rule, context): LevelRule['files'] => {
    const parsed = (typeof rule === 'object' && rule !== null ? table : action).safeParse(rule, { reportInput: true })
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: issue.input } as never)
    return z.NEVER
  })
  return z
    .strictObject({
      reaches: oneOf(['agent', 'nobody']).default(shipped.reaches ?? 'agent'),
      text: oneOf(['release', 'hold']).default(shipped.text),
      links: oneOf(['allow', 'defang', 'remove', 'hold']).default(shipped.links),
      files: files.default(shipped.files),
      maxFileBytes: z.exactOptional(z.int().min(1).max(1_073_741_824)),
      maxFiles: z.exactOptional(z.int().min(1).max(1_000)),
    })
    .prefault({})
}

/** One that is passed is worth saying; none when all is well. */
export interface SenderFault {
  readonly path: readonly string[]
  readonly message: string
}

/** A level that may send less than one below it would make a login take something away; a level's limit above the channel's would never be reached. */
export function senderFaults(senders: Senders, limits: PolicyLimits): readonly SenderFault[] {
  const faults: SenderFault[] = []
  for (const [index, level] of IDENTITY_LEVELS.entries()) {
    const rule = senders[level]
    for (const key of ['maxFileBytes', 'maxFiles'] as const) {
      const value = rule[key]
      if (value !== undefined && value > limits[key])
        faults.push({ path: ['senders', level, key], message: `expected at most ${limits[key]}, which is limits.${key}` })
    }
    const below = IDENTITY_LEVELS[index - 1]
    if (below !== undefined) faults.push(...lessThan(senders[below], rule, below, level, limits))
  }
  if (senders.verified.reaches === 'nobody')
    faults.push({
      path: ['senders', 'verified', 'reaches'],
      message: 'expected agent: else nobody could ever be reached through this channel',
    })
  return faults
}

function lessThan(low: LevelRule, high: LevelRule, below: IdentityLevel, level: IdentityLevel, limits: PolicyLimits): SenderFault[] {
  const faults: SenderFault[] = []
  const say = (at: string, lower: string | number) =>
    faults.push({
      path: ['senders', level, ...at.split('.', 1), ...(at.includes('.') ? [at.slice(at.indexOf('.') + 1)] : [])],
      message: `expected no less than ${below} may send (${lower}): a login takes nothing away`,
    })
  if (high.reaches === 'nobody' && low.reaches !== 'nobody') say('reaches', 'agent')
  if (high.text === 'hold' && low.text === 'release') say('text', 'release')
  if (linkRank(high.links) > linkRank(low.links)) say('links', low.links)
  if (messageWaits(low)) return faults
  const seen = new Set<string>()
  for (const name of namesOf(low, high)) {
    const lower = senderFileRule(low, name, familyOrSelf(name)).action
    const higher = senderFileRule(high, name, familyOrSelf(name))
    // What is held and what is removed are alike in that they may not be sent.
    if (lower !== 'allow' || higher.action === 'allow' || seen.has(higher.at)) continue
    seen.add(higher.at)
    say(higher.at, name === ANY_OTHER ? lower : `${name}: ${lower}`)
  }
  if (!sendsFiles(low)) return faults
  for (const key of ['maxFileBytes', 'maxFiles'] as const) {
    const lower = low[key] ?? limits[key]
    const higher = high[key]
    if (higher !== undefined && higher < lower) say(key, lower)
  }
  return faults
}

/** Every kind that either of them says something of, and all others. */
function namesOf(...rules: readonly LevelRule[]): readonly string[] {
  return [...new Set([...rules.flatMap(({ files }) => (typeof files === 'string' ? [] : Object.keys(files))), ANY_OTHER])]
}

/** A table names families as well as media types. */
function familyOrSelf(name: string): string {
  return name.includes('/') ? familyOf(name) : name
}

function sendsFiles(rule: LevelRule): boolean {
  return !filesMayWait(rule) || rule.files === 'allow' || (typeof rule.files !== 'string' && Object.values(rule.files).includes('allow'))
}
