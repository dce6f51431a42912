/** What an address sent before is shown to whoever decides, and never raises a level: everybody was honest until the first time. */
import { HISTORY_MESSAGES, type SenderHistory } from '../core/customer.ts'
import type { IdentityEvidence } from '../core/identity.ts'

/** `result` is `none` for a first message, `malware`, `stopped`, or `known`. */
export function historyEvidence(history: SenderHistory): IdentityEvidence {
  const { messages, since, stopped, malware } = history
  if (messages === 0 || since === null)
    return { kind: 'history', result: 'none', detail: 'First message from this address', supports: 'anonymous' }
  const count =
    messages >= HISTORY_MESSAGES ? `At least ${HISTORY_MESSAGES} messages` : messages === 1 ? '1 message' : `${messages} messages`
  const told = [`${count} from this address since ${new Date(since).toISOString().slice(0, 10)}`]
  if (stopped > 0) told.push(`${stopped} held whole, blocked or expired`)
  if (malware > 0) told.push(`malware in ${malware} of the newest`)
  return {
    kind: 'history',
    result: malware > 0 ? 'malware' : stopped > 0 ? 'stopped' : 'known',
    detail: told.join('; '),
    supports: 'anonymous',
  }
}
