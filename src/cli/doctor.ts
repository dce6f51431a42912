/** `forebay doctor`: says what is configured, what answers, and what a canary finds; it makes and changes nothing, and a canary that is missed is the loudest line. */
import { gzipSync } from 'node:zlib'
import type { Colors } from 'picocolors/types.ts'
import { eicar } from '../core/eicar.ts'
import { ForebayError } from '../core/error.ts'
import type { Policy } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import type { EngineState, Scanner } from '../core/scanner.ts'
import { type Clock, HOUR_MS } from '../core/time.ts'
import { plain, readableSize } from './terminal.ts'

/** `off` is nothing to mend, and nothing to be proud of either. */
export interface Diagnosis {
  readonly state: 'ok' | 'off' | 'bad'
  readonly detail: string
}

export interface Doctoring {
  /** Shown as they stand, so no secret is among them. */
  readonly settings: Readonly<Record<string, string>>
  /** @throws ForebayError for a folder or a file that cannot be used */
  policies(): readonly Pick<Policy, 'channel'>[]
  pingStore(): Promise<Diagnosis>
  pingQueue(): Promise<Diagnosis>
  /** The lists of bad and good addresses. */
  lists(): Promise<Diagnosis>
  /** What holds the processes that read files. */
  isolation(): Diagnosis
  /** Of files. */
  hashLists(): Promise<Diagnosis>
  /** The provider where customers log in. */
  login(): Promise<Diagnosis>
  /** Whether mail is checked, and by which DNS. */
  mail(): Diagnosis
  /** Whose signatures are checked, and for which channels. */
  platforms(): Diagnosis
  readonly signatureMaxAgeMs: number
  readonly clock: Clock
  readonly scanner: Pick<Scanner, 'describe' | 'scan'>
  /** A message with a file from a verified sender, through everything that a message passes. */
  assessFile(name: string, bytes: Uint8Array): Promise<MessageRecord>
  readonly stdout: { write(text: string): unknown }
  readonly colors: Colors
}

/** MaxRecursion of clamd is 17 as shipped. */
const DEEPER_THAN_ANY_SCANNER = 40
const CLEAN = 'A clean canary.\n'

/** @returns 0 when all that is configured works, 1 else. */
export async function doctor(deps: Doctoring): Promise<0 | 1> {
  const { stdout, colors } = deps
  let allWell = true
  const show = (what: string, { state, detail }: Diagnosis) => {
    if (state === 'bad') allWell = false
    const mark = { ok: colors.green('ok '), off: colors.yellow('-- '), bad: colors.red('BAD') }[state]
    const words = plain(detail)
    stdout.write(`${mark}  ${what.padEnd(10)} ${state === 'bad' ? colors.bold(words) : words}\n`)
  }
  for (const [name, value] of Object.entries(deps.settings)) stdout.write(`${colors.dim(`     ${name.padEnd(10)} ${plain(value)}`)}\n`)
  stdout.write('\n')

  show(
    'policies',
    await guarded(() => ({
      state: 'ok',
      detail: deps
        .policies()
        .map(({ channel }) => channel)
        .join(', '),
    })),
  )
  show('database', await guarded(deps.pingStore))
  show('queue', await guarded(deps.pingQueue))
  show('lists', await guarded(deps.lists))
  show('isolation', await guarded(deps.isolation))
  show('hashes', await guarded(deps.hashLists))
  show('login', await guarded(deps.login))
  show('mail', await guarded(deps.mail))
  show('platforms', await guarded(deps.platforms))
  const { configured, reachable, version, address, engines = [] } = await deps.scanner.describe(true)
  const blind = engines.filter(({ status }) => status === 'blind')
  if (reachable) show('scanner', { state: 'ok', detail: `${version} at ${address}` })
  else if (blind.length > 0)
    show('scanner', { state: 'bad', detail: `${version} at ${address} is not asked: all files are held, words go on` })
  else if (configured) show('scanner', { state: 'bad', detail: `${address} does not answer: files are held until it does, words go on` })
  else show('scanner', { state: 'off', detail: 'none (set CLAMD_URL): every file is held as SCANNER_UNAVAILABLE, words go on' })
  for (const engine of engines) for (const diagnosis of diagnoseEngine(engine, engines.length > 1, deps)) show('scanner', diagnosis)
  show('canary', await guarded(() => findEicar(deps, reachable)))
  if (reachable) {
    show('canary', await guarded(() => passClean(deps)))
    show('canary', await guarded(() => seeNothingDeep(deps)))
  }
  return allWell ? 0 : 1
}

/** What is worth saying of one besides its name. */
function diagnoseEngine(engine: EngineState, isOneOfMany: boolean, { signatureMaxAgeMs, clock }: Doctoring): readonly Diagnosis[] {
  const { address, status, signaturesAt, limitBytes, silentAboveLimit, kind } = engine
  if (status === 'blind')
    return [{ state: 'bad', detail: `${address} does not know the EICAR test file: has it any signatures? (Debian: freshclam)` }]
  if (status === 'away') return isOneOfMany ? [{ state: 'bad', detail: `${address} does not answer` }] : []
  const ageMs = signaturesAt === null ? null : clock() - signaturesAt
  const age = ageMs === null ? 'of unknown age' : `${Math.max(0, Math.round(ageMs / HOUR_MS))} h old`
  const upTo = limitBytes === null ? '' : `; looks into files up to ${readableSize(limitBytes)}`
  const diagnoses: Diagnosis[] = [
    { state: ageMs !== null && ageMs > signatureMaxAgeMs ? 'bad' : 'ok', detail: `${address}: signatures ${age}${upTo}` },
  ]
  if (silentAboveLimit)
    diagnoses.push({
      state: 'bad',
      detail: `${address} calls clean what is larger than that, and we hold it${kind === 'clamd' ? ': clamd.conf needs the line "AlertExceedsMax yes"' : ''}`,
    })
  return diagnoses
}

async function findEicar({ assessFile }: Doctoring, reachable: boolean): Promise<Diagnosis> {
  const { report, release } = await assessFile('canary.txt', eicar())
  const found = report.findings.some(({ code }) => code === 'FILE_MALWARE')
  const kept = release?.files.every(({ action }) => action !== 'release') ?? true
  if (!kept) return { state: 'bad', detail: 'the EICAR test file would have been RELEASED' }
  if (found) return { state: 'ok', detail: 'the EICAR test file is found and kept back' }
  if (!reachable) return { state: 'off', detail: 'the EICAR test file is kept back unscanned, as it must be without a scanner' }
  return { state: 'bad', detail: 'the scanner does not know the EICAR test file: has it any signatures? (Debian: freshclam)' }
}

async function passClean({ assessFile }: Doctoring): Promise<Diagnosis> {
  const { report } = await assessFile('canary.txt', Buffer.from(CLEAN))
  const accused = report.findings.some(({ code }) => code === 'FILE_MALWARE')
  return accused ? { state: 'bad', detail: 'a clean file is called malware' } : { state: 'ok', detail: 'a clean file is called clean' }
}

/** As Debian and ClamAV ship it, clamd says OK to what it gave up on (clamd.conf: AlertExceedsMax, off by default). */
async function seeNothingDeep({ scanner }: Doctoring): Promise<Diagnosis> {
  let bytes = Buffer.from(eicar())
  for (let depth = 0; depth < DEEPER_THAN_ANY_SCANNER; depth += 1) bytes = gzipSync(bytes)
  const { status } = await scanner.scan(bytes, new AbortController().signal)
  if (status !== 'clean') return { state: 'ok', detail: 'what is packed too deep for the scanner is not called clean' }
  return { state: 'bad', detail: 'the scanner calls clean what it did not look into: clamd.conf needs the line "AlertExceedsMax yes"' }
}

/** What is wrong is said on its line, and the examination goes on. */
async function guarded(look: () => Diagnosis | Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await look()
  } catch (error) {
    return { state: 'bad', detail: error instanceof ForebayError ? `${error.publicMessage} (${error.code})` : 'does not answer' }
  }
}
