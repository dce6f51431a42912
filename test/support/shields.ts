/** What this machine lets processes be held by; on the machines that count (CI) all of it, or the tests fail. */
import { findShields, type Shields } from '../../src/sandbox/shields.ts'

/** @param entry the module that is to run in a process */
export function shieldsOfTests(entry: string): Shields {
  const shields = findShields(entry)
  const { limits, network, privileges } = shields
  if (process.env.CI === 'true' && !(limits && network && privileges))
    throw new Error(`processes cannot be held here (Debian: util-linux): ${JSON.stringify({ limits, network, privileges })}`)
  return shields
}
