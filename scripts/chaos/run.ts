/** One run on one backend: messages in, mishaps meanwhile, calm again, and then the proof. */
import { readFileSync } from 'node:fs'
import type { MessageRecord } from '../../src/core/record.ts'
import { type Api, openApi } from './api.ts'
import { calm } from './calm.ts'
import { checkBytes, checkFinalRecord, checkInspected } from './check-release.ts'
import { checkStore } from './check-store.ts'
import { type Sending, submitAll } from './connector.ts'
import { type Faults, noFaults } from './faults.ts'
import { type Backend, type House, openHouse } from './house.ts'
import { inParallel } from './in-parallel.ts'
import { type Listener, listen } from './listener.ts'
import { type Mishaps, planMishaps } from './mishaps.ts'
import { seeded } from './random.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { makeSubmissions, NAME_OF_TEXT, type Submission } from './submissions.ts'

export interface ChaosOptions {
  readonly messages: number
  readonly kills: number
  readonly seed: number
  readonly signal: AbortSignal
  tell(progress: string): void
}

export interface ChaosResult {
  readonly faults: Faults
  readonly tookMs: number
  readonly sending: Sending
  readonly mishaps: Mishaps
  readonly recoveriesMs: readonly number[]
  readonly receiver: Receiver
  readonly streamConnections: number
  readonly events: number
  readonly filesFetched: number
  /** From the last acknowledgement, or the last mishap if that was later, to calm. */
  readonly calmAfterMs: number
  /** SIGTERM to the end of the last process. */
  readonly stoppedAfterMs: number
  /** Warnings and errors of the service by code, the commonest first. */
  readonly warnings: readonly string[]
}

/** Pace of new messages, so that the mishaps fall into a running service on any machine. */
const EVERY_MS = 10
/** A run that is not calm by then has failed. */
const CALM_BY_MS = 240_000
const SEND_BY_MS = 150_000

export async function runChaos(backend: Backend, options: ChaosOptions): Promise<ChaosResult> {
  const startedAt = performance.now()
  const random = seeded(options.seed)
  const faults = noFaults()
  const receiver = await startReceiver(random.branch())
  const house = await openHouse(backend)
  let listener: Listener | null = null
  const cutShort = () => void house.close()
  options.signal.addEventListener('abort', cutShort, { once: true })
  try {
    const api = openApi(house.baseUrl, house.apiKey)
    const { secret } = await api.post<{ readonly secret: string }>('/v1/webhooks', { url: receiver.url })
    receiver.trust(secret)
    listener = listen(house.baseUrl, house.apiKey)
    await listener.listening

    const submissions = await makeSubmissions({ count: options.messages, random: random.branch(), tokenSecret: house.tokenSecret })
    const mishaps = planMishaps(house, { messages: options.messages, kills: options.kills, random: random.branch() })
    // What goes wrong with the daemons themselves is met where the mishaps are waited for.
    mishaps.done.catch(() => undefined)
    let acknowledged = 0
    const sending = submitAll(submissions, {
      baseUrl: house.baseUrl,
      apiKey: house.apiKey,
      random: random.branch(),
      everyMs: EVERY_MS,
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(SEND_BY_MS)]),
      onAcknowledged() {
        acknowledged += 1
        mishaps.acknowledged(acknowledged)
        options.tell(`${acknowledged} of ${options.messages} acknowledged, ${mishaps.counts.kills} kills`)
      },
    })
    await sending.done
    // What was never acknowledged cannot come any more, and no mishap waits for it.
    mishaps.acknowledged(Number.POSITIVE_INFINITY)
    await mishaps.done

    const troubledUntil = performance.now()
    const known = byMessageId(sending)
    await calm({ api, acknowledged: known, listener, receiver, deadline: startedAt + CALM_BY_MS, ...options })
    const calmAt = performance.now()
    const filesFetched = await checkThroughApi(api, sending, faults, options)
    // The stream is still open and asks again at once: a stop has to end in spite of it.
    const stopAskedAt = performance.now()
    const exitCodes = await Promise.all(house.processes.map((one) => one.stop()))
    const stoppedAfterMs = performance.now() - stopAskedAt
    await listener.stop()
    const { events } = await checkStore(
      house,
      { submissionOf: finder(submissions), acknowledged: known, receiver, streamed: listener.ids },
      faults,
    )
    checkService(house, exitCodes, receiver, listener, sending, submissions, faults)
    return {
      faults,
      tookMs: performance.now() - startedAt,
      sending,
      mishaps,
      recoveriesMs: house.processes.flatMap((one) => one.recoveriesMs),
      receiver,
      streamConnections: listener.connections(),
      events,
      filesFetched,
      calmAfterMs: calmAt - troubledUntil,
      stoppedAfterMs,
      warnings: warningsIn(readFileSync(house.logPath, 'utf8')),
    }
  } finally {
    options.signal.removeEventListener('abort', cutShort)
    await listener?.stop()
    await house.close()
    await receiver.close()
  }
}

/** @returns how many files were fetched */
async function checkThroughApi(api: Api, { sent }: Sending, faults: Faults, { tell, signal }: ChaosOptions): Promise<number> {
  let looked = 0
  const files = await inParallel([...sent.values()], async ({ submission, messageIds }) => {
    if (signal.aborted) return 0
    looked += 1
    tell(`looking: ${looked} of ${sent.size}`)
    const [id, ...others] = messageIds
    if (others.length > 0) faults.add('doubled', `message ${submission.number} was acknowledged as ${id} and ${others.join(', ')}`)
    try {
      const record = await api.get<MessageRecord>(`/v1/messages/${id}`)
      checkFinalRecord(record, submission, faults)
      checkInspected(record, submission, faults)
      return await checkBytes(record, submission, api, faults)
    } catch (error) {
      faults.add('lost', `message ${submission.number}: ${error instanceof Error ? error.message : error}`)
      return 0
    }
  })
  return files.reduce((sum, count) => sum + count, 0)
}

function checkService(
  house: House,
  exitCodes: readonly (number | null)[],
  receiver: Receiver,
  listener: Listener,
  sending: Sending,
  submissions: readonly Submission[],
  faults: Faults,
): void {
  house.processes.forEach(({ name, problems }, index) => {
    for (const problem of problems) faults.add('service', problem)
    if (exitCodes[index] !== 0) faults.add('service', `${name} ended with ${exitCodes[index]} when asked to stop`)
  })
  for (const problem of receiver.problems) faults.add('doubled', problem)
  for (const problem of listener.problems) faults.add('events', problem)
  for (const refusal of sending.refusals) faults.add('refused', refusal)
  for (const { number } of submissions) if (!sending.sent.has(number)) faults.add('unsettled', `message ${number} was never acknowledged`)
  const toBeLifted = submissions.filter(({ laterToken }) => laterToken !== null).length
  if (sending.counts.identified !== toBeLifted)
    faults.add('unsettled', `${toBeLifted - sending.counts.identified} customers could not be identified`)
  const log = readFileSync(house.logPath, 'utf8')
  if (log.includes(NAME_OF_TEXT)) faults.add('service', 'the log has words of a message')
  for (const warning of warningsIn(log))
    if (warning.startsWith('INTERNAL ')) faults.add('service', `errors that nobody foresaw: ${warning}`)
}

/** One JSON object a line; greetings and stack traces of a crash are none. */
function warningsIn(log: string): readonly string[] {
  const codes = log.match(/"level":"(?:warn|error)".*/g)?.map((line) => /"code":"(\w+)"/.exec(line)?.[1] ?? 'without a code') ?? []
  return Object.entries(Object.groupBy(codes, (code) => code))
    .map(([code, all]) => [code, all?.length ?? 0] as const)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`)
}

function byMessageId({ sent }: Sending): ReadonlyMap<string, Submission> {
  return new Map([...sent.values()].flatMap(({ submission, messageIds }) => [...messageIds].map((id) => [id, submission] as const)))
}

function finder(submissions: readonly Submission[]): (record: MessageRecord) => Submission | null {
  const byMarker = new Map(submissions.map((submission) => [submission.marker, submission]))
  return ({ conversationId, sender }) => byMarker.get(conversationId ?? sender?.address ?? '') ?? null
}
