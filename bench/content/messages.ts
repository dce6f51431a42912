/** What a workload sends: bodies that are made before the clock starts, each of its own content. */
import type { Workload } from '../arguments.ts'
import { chatMessage } from './chat.ts'
import { invoiceMail, MAIL_CHANNEL } from './mail.ts'
import { newsletter } from './newsletter.ts'
import { seeded } from './random.ts'

export type ServedWorkload = Exclude<Workload, 'D'>

interface Kind {
  readonly path: string
  readonly contentType: string
  make(random: ReturnType<typeof seeded>): Buffer
}

export const KINDS: Readonly<Record<ServedWorkload, Kind>> = {
  A: { path: '/v1/messages', contentType: 'application/json', make: chatMessage },
  B: { path: `/v1/messages?channel=${MAIL_CHANNEL}`, contentType: 'message/rfc822', make: (random) => newsletter(random) },
  C: { path: `/v1/messages?channel=${MAIL_CHANNEL}`, contentType: 'message/rfc822', make: invoiceMail },
}

/** Different seeds share no message. */
export function makeMessages(workload: ServedWorkload, count: number, seed: number): readonly Buffer[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => KINDS[workload].make(random))
}
