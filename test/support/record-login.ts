/** A login that a message brought: the message is settled, tells nobody anything, and has nothing else to do with whoever logged in. */
import type { ProvenLogin } from '../../src/core/customer.ts'
import type { Store } from '../../src/core/store.ts'
import { anEntry, aSettlement } from './stored.ts'

export async function recordLogin(
  store: Pick<Store, 'accept' | 'settle' | 'identifiedBy'>,
  login: ProvenLogin,
  channel: string,
  address: string | null,
  lapsesAt: number,
): Promise<void> {
  const entry = anEntry()
  await store.accept(entry)
  await store.settle(aSettlement(entry, { events: [] }))
  if (!(await store.identifiedBy(entry.arrival.id, login, channel, address, lapsesAt))) throw new Error('the login was not recorded')
}
