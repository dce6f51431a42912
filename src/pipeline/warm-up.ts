/** A thread compiles what it runs on its first message: none of a customer's should wait for that. */
import { type Assessing, see } from './assess.ts'

/** Enough that every thread gets some. */
const WARM_UPS = 64

export async function warmUp(assessing: Assessing): Promise<void> {
  const words = { html: '<p>warm <a href="https://example.com/">up</a></p>', text: 'warm up https://example.com/' }
  const content = { type: 'words', words, files: [] } as const
  const arrival = { id: 'warm-up', channel: 'warm-up', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
  await Promise.all(Array.from({ length: WARM_UPS }, () => see(arrival, null, assessing)))
}
