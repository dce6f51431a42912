/** Which disarmer builds a file of which type anew; a type without one is refused, never passed on as it is. */
import type { Disarmed, Disarmer } from '../../core/disarmed.ts'
import { odfDisarmer } from './odf.ts'
import { ooxmlDisarmer } from './ooxml.ts'

const DISARMERS: readonly Disarmer[] = [ooxmlDisarmer, odfDisarmer]

/** Never throws for hostile bytes; the result is to be inspected again before anyone gets it. */
export async function disarm(bytes: Uint8Array, detectedType: string): Promise<Disarmed> {
  const disarmer = DISARMERS.find((one) => one.disarms(detectedType))
  return disarmer === undefined ? { status: 'refused', reason: 'DISARM_UNSUPPORTED' } : await disarmer.disarm(bytes, detectedType)
}
