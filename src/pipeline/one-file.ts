/** A file by itself, as a message of nothing else: for what is looked at once more, or opened for somebody who may. */
import type { InboundMessage } from '../core/message.ts'
import type { OpenedArrival, OpenedFile } from '../parse/message.ts'

/** Its part is `p1`. */
export function oneFile(
  { id, channel, kind, receivedAt }: Pick<InboundMessage, 'id' | 'channel' | 'kind' | 'receivedAt'>,
  file: OpenedFile,
): OpenedArrival {
  return { id, channel, kind, conversationId: null, receivedAt, content: { type: 'words', words: {}, files: [file] } }
}
