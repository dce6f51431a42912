/** Opens one sample as the service would, but for the codes in its pictures: the message that inspectors look at. */
import type { InboundMessage } from '../../src/core/message.ts'
import { type OpenedArrival, parseMessage } from '../../src/parse/message.ts'

const HOOKS = { now: () => 0, enter: () => undefined, skips: new Map(), readBarcodes: null }

export async function openSample(kind: OpenedArrival['kind'], content: OpenedArrival['content']): Promise<InboundMessage> {
  return (await parseMessage({ id: 'm', channel: 'score', kind, conversationId: null, receivedAt: 0, content }, HOOKS)).message
}

export function openMail(raw: Uint8Array): Promise<InboundMessage> {
  return openSample('email', { type: 'mail', raw })
}
