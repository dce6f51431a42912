/** Which disarmer builds a file of which type anew; a type without one is refused, never passed on as it is. */
import type { Disarmed, Disarmer, ReleaseTools } from '../../core/disarmed.ts'
import { imageDisarmer } from './image.ts'
import { odfDisarmer } from './odf.ts'
import { ooxmlDisarmer } from './ooxml.ts'
import { pdfDisarmer } from './pdf.ts'
import { textDisarmer } from './text.ts'

const DISARMERS: readonly Disarmer[] = [imageDisarmer, odfDisarmer, ooxmlDisarmer, pdfDisarmer, textDisarmer]

/** Never throws for hostile bytes; the result is to be inspected again before anyone gets it. */
export async function disarm(bytes: Uint8Array, detectedType: string, tools: ReleaseTools = {}): Promise<Disarmed> {
  const disarmer = DISARMERS.find((one) => one.disarms(detectedType))
  return disarmer === undefined ? { status: 'refused', reason: 'DISARM_UNSUPPORTED' } : await disarmer.disarm(bytes, detectedType, tools)
}
