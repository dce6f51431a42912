/** Every cell of the table of levels: nothing that a level may not send is in a release of its sender, whatever it came in, on the shipped channels and under policies made up. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { IDENTITY_LEVELS, type IdentityLevel } from '../../src/core/identity.ts'
import type { ChannelKind } from '../../src/core/message.ts'
import type { LevelRule, Policy } from '../../src/core/policy.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { malware } from '../../src/inspection/files/malware.ts'
import { type Assessing, conclude, type Seen, see } from '../../src/pipeline/assess.ts'
import { KNOWN_CODES } from '../../src/pipeline/known-codes.ts'
import { lookWholly } from '../../src/pipeline/rebuild.ts'
import { parsePolicyYaml } from '../../src/policy/parse-yaml.ts'
import { parsePolicy } from '../../src/policy/schema.ts'
import { disarm } from '../../src/release/disarm/disarm.ts'
import { givenIdentity } from '../policy/given.ts'
import { LANGUAGES } from '../support/languages.ts'
import { arrivalOf, LINK_MARK, levelSamples, type Sample, type SampleFile, WORDS_MARK } from '../support/level-samples.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const KNOWN = { codes: KNOWN_CODES, languages: LANGUAGES.tags }
const KINDS: readonly ChannelKind[] = ['chat', 'email', 'social']
const SHIPPED = ['webchat', 'support-mail', 'social'].map((id) => {
  const file = new URL(`../../config/channels/${id}.yaml`, import.meta.url)
  return parsePolicyYaml(readFileSync(file, 'utf8'), `${id}.yaml`, KNOWN)
})
const GATE = 'https://gate.example/'
const PICTURES = 'https://pictures.example/'

// ---------------------------------------------------------------- what the table says, read by hand and not by the code under test

function reaches(rule: LevelRule): boolean {
  return rule.text === 'release' && rule.reaches !== 'nobody'
}

function fileFits({ files, maxFileBytes = Infinity }: LevelRule, file: SampleFile): boolean {
  if (Math.max(file.bytes.length, file.largestBytes ?? 0) > maxFileBytes) return false
  if (typeof files === 'string') return files === 'allow'
  return file.kinds.every(([type, family]) => (files[type] ?? files[family] ?? files.default ?? 'hold') === 'allow')
}

/** By name, those that the level may send. */
function sendable(rule: LevelRule, sample: Sample): ReadonlySet<string> {
  const names = new Set<string>()
  if (!reaches(rule)) return names
  let count = 0
  for (const file of sample.files) {
    if (!fileFits(rule, file)) continue
    count += file.count ?? 1
    if (count <= (rule.maxFiles ?? Infinity) && (file.hasLink !== true || rule.links === 'allow')) names.add(file.name)
  }
  return names
}

// ---------------------------------------------------------------- what went out all the same

function leaksOf(record: MessageRecord, sample: Sample, rule: LevelRule): readonly string[] {
  const { release } = record
  if (release === null) return ['no release']
  const leaks: string[] = []
  const whole = JSON.stringify(release)
  const words = `${release.subject ?? ''} ${release.text ?? ''} ${release.html ?? ''}`
  if (!reaches(rule) && (record.status === 'released' || words.trim() !== '' || whole.includes(WORDS_MARK))) leaks.push('words')
  if (sample.hasLink === true && (!reaches(rule) || rule.links !== 'allow')) {
    const readable = reaches(rule) && rule.links === 'defang'
    if (release.links.some(({ url }) => url !== null) || /gate\.example|href=/.test(words)) leaks.push('a link to click')
    if (readable ? words.includes('https://shop.example') : whole.includes(LINK_MARK)) leaks.push('an address')
  }
  if (/data:image/.test(whole)) leaks.push('a picture in the words')
  const may = sendable(rule, sample)
  for (const { name, bytes } of sample.files) {
    if (may.has(name)) continue
    const file = release.files.find((one) => one.name.startsWith(name))
    if (file === undefined) leaks.push(`no placeholder for ${name}`)
    else if (file.action === 'release' || file.action === 'disarm' || file.url !== null) leaks.push(`the file ${name}`)
    if (words.includes(`${PICTURES}${file?.id}`)) leaks.push(`the picture ${name}`)
    if (whole.includes(bytes.toString('base64').slice(0, 40)) || whole.includes(bytes.toString('latin1').slice(0, 20)))
      leaks.push(`bytes of ${name}`)
    // What is gone says why, and what waits only for a login says so.
    if (file !== undefined && (file.reason === 'OK' || file.explanation === '')) leaks.push(`no reason for ${name}`)
  }
  return leaks
}

// ---------------------------------------------------------------- the house

const rebuilds = new Map<string, ReturnType<typeof disarm>>()
const sandbox = inProcessSandbox((bytes, type) => {
  const key = `${type} ${Buffer.from(bytes).toString('base64')}`
  const made = rebuilds.get(key) ?? disarm(bytes, type)
  rebuilds.set(key, made)
  return made
})
const assessing = {
  sandbox,
  scanner: { scan: async () => ({ status: 'clean' }) },
  reputation: {},
  house: { protectedDomains: [] },
  lookupInspectors: [malware],
  scansPerMessage: 4,
  rewriteLink: ({ linkId }: { readonly linkId: string }) => `${GATE}${linkId}`,
  pictureAddress: ({ partId }: { readonly partId: string }) => `${PICTURES}${partId}`,
  languages: LANGUAGES,
  stopwatch: () => 0,
} as unknown as Assessing

let samples: readonly Sample[] = []
const seen = new Map<string, Seen>()
beforeAll(async () => {
  samples = await levelSamples()
  for (const kind of KINDS)
    for (const sample of samples) seen.set(`${kind} ${sample.content}`, await see(arrivalOf(sample, kind, 'm1'), null, assessing))
})

async function settled(sample: Sample, policy: Policy, level: IdentityLevel): Promise<MessageRecord> {
  const standing = { identity: givenIdentity(level), policy, policyVersion: 1, reviews: [], revision: 1 }
  const looked = await lookWholly(seen.get(`${policy.kind} ${sample.content}`)!, standing, [], assessing, new AbortController().signal)
  return conclude(looked, standing, assessing, 0).record
}

interface Tally {
  cells: number
  readonly leaks: string[]
  readonly withheld: string[]
  filesOut: number
}

/** @param as whom the house takes the sender for; whom the table is read for when left out */
async function everyCell(policy: Policy, tally: Tally, as?: IdentityLevel): Promise<void> {
  for (const level of IDENTITY_LEVELS) {
    for (const sample of samples) {
      const record = await settled(sample, policy, as ?? level)
      const rule = policy.senders[level]
      const where = `${policy.channel} ${level} ${sample.content}`
      tally.cells += 1
      tally.leaks.push(...leaksOf(record, sample, rule).map((leak) => `${where}: ${leak}`))
      const out = new Set(record.release?.files.filter(({ action }) => action === 'release' || action === 'disarm').map(({ name }) => name))
      tally.filesOut += out.size
      for (const name of sendable(rule, sample)) {
        const file = record.release?.files.find((one) => one.name.startsWith(name))
        if (file === undefined || file.reason === 'IDENTITY_REQUIRED') tally.withheld.push(`${where}: ${name}`)
      }
      if (reaches(rule) && policy.senders[level].links === 'allow' && !record.release?.text?.includes(WORDS_MARK))
        tally.withheld.push(`${where}: words`)
    }
  }
}

const nothingYet = (): Tally => ({ cells: 0, leaks: [], withheld: [], filesOut: 0 })

// ---------------------------------------------------------------- policies made up, each level at least what the one below it is

const NAMES = [
  'image',
  'document',
  'text',
  'archive',
  'message',
  'video',
  'other',
  'application/pdf',
  'text/plain',
  'application/zip',
] as const
const anyLevel = fc.record({
  reaches: fc.constantFrom('agent' as const, 'agent' as const, 'agent' as const, 'nobody' as const),
  text: fc.constantFrom('release' as const, 'release' as const, 'release' as const, 'hold' as const),
  links: fc.constantFrom('hold' as const, 'remove' as const, 'defang' as const, 'allow' as const),
  allowed: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 6 }),
  others: fc.constantFrom('hold' as const, 'remove' as const, 'allow' as const),
  refused: fc.constantFrom('hold' as const, 'remove' as const),
  maxFileBytes: fc.option(fc.integer({ min: 800, max: 10_000 }), { nil: undefined }),
  maxFiles: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
})
const RANK = { allow: 0, defang: 1, hold: 2, remove: 2 } as const

type Made = typeof anyLevel extends fc.Arbitrary<infer Level> ? Level : never

type Level = Made & { readonly table: Readonly<Record<string, string>>; readonly any: boolean }

function inOrder(levels: readonly Made[]): Record<string, unknown> {
  const senders: Record<string, unknown> = {}
  let below: Level | null = null
  for (const [at, level] of levels.entries()) {
    const isTop = at === levels.length - 1
    const rank = below === null ? 9 : RANK[below.links]
    const fallback = below?.table.default === 'allow' ? 'allow' : level.others
    const table: Record<string, string> = { default: fallback }
    for (const name of NAMES) {
      const lower = below === null ? 'hold' : (below.table[name] ?? 'hold')
      table[name] = lower === 'allow' || level.allowed.includes(name) || fallback === 'allow' ? 'allow' : level.refused
    }
    const least = (key: 'maxFileBytes' | 'maxFiles') => {
      const own = level[key]
      if (below === null || !below.any || own === undefined) return own
      const lower = below[key]
      return lower === undefined ? undefined : Math.max(own, lower)
    }
    const made: Level = {
      ...level,
      reaches: isTop || below?.reaches === 'agent' ? 'agent' : level.reaches,
      text: below?.text === 'release' ? 'release' : level.text,
      links: RANK[level.links] <= rank ? level.links : below!.links,
      maxFileBytes: least('maxFileBytes'),
      maxFiles: least('maxFiles'),
      table,
      any: Object.values(table).includes('allow'),
    }
    below = made
    senders[IDENTITY_LEVELS[at]!] = {
      ...{ reaches: made.reaches, text: made.text, links: made.links, files: table },
      ...(made.maxFileBytes === undefined ? {} : { maxFileBytes: made.maxFileBytes }),
      ...(made.maxFiles === undefined ? {} : { maxFiles: made.maxFiles }),
    }
  }
  return senders
}

const madeUp = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    levels: fc.tuple(anyLevel, anyLevel, anyLevel, anyLevel),
    links: fc.constantFrom('rewrite', 'release', 'defang'),
    types: fc.record({
      text: fc.constantFrom('release', 'disarm'),
      image: fc.constantFrom('release', 'disarm'),
      message: fc.constantFrom('release', 'hold'),
      script: fc.constantFrom('release', 'remove'),
      executable: fc.constantFrom('release', 'remove'),
    }),
    lenient: fc.boolean(),
  })
  .map(({ kind, levels, links, types, lenient }) => {
    const findings = lenient
      ? { findings: { FILE_SCRIPT: 'release', FILE_EXECUTABLE: 'release' }, severity: { medium: 'release', high: 'release' } }
      : {}
    const policy = { channel: `made-up-${kind}`, kind, name: 'Made up', senders: inOrder(levels), links: { default: links } }
    return parsePolicy(
      {
        ...policy,
        files: { default: lenient ? 'release' : 'hold', types, ...findings },
        ...(lenient ? { onIncomplete: { file: 'release' } } : {}),
      },
      'made up',
      KNOWN,
    )
  })

describe('the table of levels', () => {
  it('lets nothing through below its level on the shipped channels, and keeps back nothing that a level may send', async () => {
    const tally = nothingYet()
    for (const policy of SHIPPED) await everyCell(policy, tally)
    expect(tally.leaks).toEqual([])
    expect(tally.withheld).toEqual([])
    expect(tally.cells).toBe(3 * 4 * samples.length)
    expect(tally.filesOut).toBeGreaterThan(80)
  })

  it('never lets anything through below its level, whatever the policy', async () => {
    const tally = nothingYet()
    await fc.assert(
      fc.asyncProperty(madeUp, async (policy) => {
        await everyCell(policy, tally)
        expect(tally.leaks).toEqual([])
        expect(tally.withheld).toEqual([])
      }),
      { numRuns: 80, seed: 20_261_127 },
    )
    expect(tally.cells).toBe(80 * 4 * samples.length)
    expect(tally.filesOut).toBeGreaterThan(2_000)
  })

  it('would be seen to leak: a house that takes everyone for verified is caught in every kind of cell', async () => {
    const policy = parsePolicy(
      {
        ...{ channel: 'mail', kind: 'email', name: 'Mail', links: { default: 'rewrite' } },
        senders: { anonymous: { reaches: 'nobody', links: 'remove' }, claimed: { links: 'remove', files: 'hold' } },
      },
      'test',
      KNOWN,
    )
    const tally = nothingYet()
    await everyCell(policy, tally, 'verified')
    const kinds = new Set(tally.leaks.map((leak) => leak.replace(/^[^:]*: /, '').replace(/ (?:\S+)\.(?:\w+)$/, '')))
    expect(kinds).toEqual(new Set(['words', 'a link to click', 'an address', 'the file', 'the picture', 'no reason for']))
  })
})
