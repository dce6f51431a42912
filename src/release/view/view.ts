/** Which viewer shows a file of which type; a type without one is not shown. */
import type { FileView, ReleaseTools, Viewer } from '../../core/disarmed.ts'
import { imageViewer } from './image.ts'
import { pdfViewer } from './pdf.ts'
import { textViewer } from './text.ts'

const VIEWERS: readonly Viewer[] = [imageViewer, pdfViewer, textViewer]

/** Null when there is nothing to show. Never throws for hostile bytes. */
export async function view(bytes: Uint8Array, detectedType: string, tools: ReleaseTools = {}): Promise<FileView | null> {
  const viewer = VIEWERS.find((one) => one.views(detectedType))
  return viewer === undefined ? null : await viewer.view(bytes, detectedType, tools)
}

export function isViewable(detectedType: string): boolean {
  return VIEWERS.some((viewer) => viewer.views(detectedType))
}
