/** Workload A: a submission as a chat widget makes it, with 500 bytes of text and one link in them. */
import { prose } from './prose.ts'
import { type Random, token } from './random.ts'

export const CHAT_CHANNEL = 'bench-chat'
const TEXT_BYTES = 500

export function chatMessage(random: Random): Buffer {
  const link = `https://shop.example.com/orders/${token(10, random)}?ref=chat`
  const before = prose(180, random)
  const text = `${before} See ${link} for the details. ${prose(TEXT_BYTES, random)}`.slice(0, TEXT_BYTES)
  return Buffer.from(
    JSON.stringify({
      channel: CHAT_CHANNEL,
      externalId: `evt-${token(16, random)}`,
      conversationId: `c-${token(8, random)}`,
      sender: { address: `${token(8, random)}@example.com`, name: 'Anna Andersson' },
      text,
    }),
  )
}
