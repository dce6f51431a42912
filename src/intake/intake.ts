/** Puts intake together from what the world hands in: one `accept` for every connector, and `receive` for bodies over HTTP. */
import type { Accept } from '../core/connector.ts'
import type { CheckPlatform } from '../core/platform.ts'
import type { Store } from '../core/store.ts'
import { type AdmitDeps, createAdmit } from './admit.ts'
import { type BacklogLimits, createBacklogGate } from './backlog.ts'
import { createChannels } from './channels.ts'
import { createReceive, type Receive } from './receive.ts'
import { createWaitingGate } from './unidentified-limit.ts'

export interface IntakeDeps extends Omit<AdmitDeps, 'store' | 'channels' | 'backlog' | 'waiting'> {
  readonly store: Pick<Store, 'accept' | 'policy' | 'backlog' | 'claimWaiting'>
  readonly backlogLimits: BacklogLimits
  /** No HTTP body is streamed beyond this, whatever a policy says. */
  readonly maxUploadBytes: number
  readonly checkPlatform: CheckPlatform
}

export interface Intake {
  readonly accept: Accept
  readonly receive: Receive
  /** Call after a publish in this process: the next message is taken by the new version. */
  forgetPolicy(channel: string): void
}

export function createIntake(deps: IntakeDeps): Intake {
  const channels = createChannels(deps.store, deps.clock)
  const backlog = createBacklogGate(deps.store, deps.backlogLimits, deps.clock)
  const accept = createAdmit({ ...deps, channels, backlog, waiting: createWaitingGate(deps.store, deps.clock) })
  const receive = createReceive({ ...deps, accept, channels, backlog })
  return { accept, receive, forgetPolicy: channels.forget }
}
