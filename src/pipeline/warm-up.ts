/** A thread or a process compiles what it runs on its first message: none of a customer's should wait for that. */
import type { OpenedFile } from '../parse/message.ts'
import { type Assessing, see } from './assess.ts'

/** Enough that every thread and process gets some. */
const WARM_UPS = 64

export function warmUp(assessing: Assessing): Promise<void> {
  return runAll([], assessing)
}

/** The same for the processes that read files. */
export function warmUpFiles(assessing: Assessing): Promise<void> {
  return runAll([{ untrustedName: 'warm-up.txt', untrustedType: 'text/plain', bytes: Buffer.from('warm up') }], assessing)
}

async function runAll(files: readonly OpenedFile[], assessing: Assessing): Promise<void> {
  const words = { html: '<p>warm <a href="https://example.com/">up</a></p>', text: 'warm up https://example.com/' }
  const content = { type: 'words', words, files } as const
  const arrival = { id: 'warm-up', channel: 'warm-up', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
  await Promise.all(Array.from({ length: WARM_UPS }, () => see(arrival, null, assessing)))
}
