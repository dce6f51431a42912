/** Which viewer shows a file of which type; a type without one is not shown. */
import type { FileView, ReleaseTools, Viewer } from '../../core/disarmed.ts'
import { pdfViewer } from './pdf.ts'

const VIEWERS: readonly Viewer[] = [pdfViewer]

/** Null when there is nothing to show. Never throws for hostile bytes. */
export async function view(bytes: Uint8Array, detectedType: string, tools: ReleaseTools = {}): Promise<FileView | null> {
  const viewer = VIEWERS.find((one) => one.views(detectedType))
  return viewer === undefined ? null : await viewer.view(bytes, detectedType, tools)
}
