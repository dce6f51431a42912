/** A run is calm when nothing is left to do as far as the API, the stream and the webhook can tell, or its time is up. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Api } from './api.ts'
import { inParallel } from './in-parallel.ts'
import type { Listener } from './listener.ts'
import type { Receiver } from './receiver.ts'
import type { Submission } from './submissions.ts'

const LOOK_EVERY_MS = 500

export interface Calming {
  readonly api: Api
  /** By message id. */
  readonly acknowledged: ReadonlyMap<string, Submission>
  readonly listener: Listener
  readonly receiver: Receiver
  readonly deadline: number
  readonly signal: AbortSignal
  tell(progress: string): void
}

/** Until nothing waits, nothing is held but for its sender's login, and the webhook has what the stream has, twice in a row; or the deadline. */
export async function calm({ api, acknowledged, listener, receiver, deadline, signal, tell }: Calming): Promise<void> {
  const toBeIdentified = new Set([...acknowledged.values()].filter(({ fate }) => fate === 'IDENTITY_REQUIRED')).size
  const identified = [...acknowledged].filter(([, { laterToken }]) => laterToken !== null).map(([id]) => id)
  for (let calmLooks = 0; calmLooks < 2 && performance.now() < deadline && !signal.aborted; ) {
    const [waiting, held, failed] = await Promise.all([api.waiting(), api.held(), api.failed()])
    const otherwiseHeld = held.filter(({ reason }) => reason !== 'IDENTITY_REQUIRED').length
    const owed = listener.ids.filter((id) => !receiver.received.has(id)).length
    const isQuiet = waiting === 0 && otherwiseHeld === 0 && held.length === toBeIdentified && owed === 0
    // What waits for a login may wait for a scan as well, and who has logged in for the next run: only the records say so.
    const looked = isQuiet ? await records(api, new Set([...identified, ...held.map(({ messageId }) => messageId)])) : []
    const unfinished = looked.filter((record) => !record.report.complete || (identified.includes(record.id) && holds(record))).length
    tell(
      `settling: ${waiting} wait, ${otherwiseHeld} held for a scan, ${unfinished} unfinished, ${failed.length} failed, ${owed} webhooks owed`,
    )
    calmLooks = isQuiet && unfinished === 0 ? calmLooks + 1 : 0
    await sleep(LOOK_EVERY_MS)
  }
}

function records(api: Api, messageIds: ReadonlySet<string>): Promise<readonly MessageRecord[]> {
  return inParallel([...messageIds], (id) => api.get<MessageRecord>(`/v1/messages/${id}`))
}

function holds({ verdict }: MessageRecord): boolean {
  return verdict === null || verdict.actions.some(({ kind }) => kind === 'hold')
}
