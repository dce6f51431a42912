/** Which viewer shows a file of which type; a type without one is not shown. */
import type { FileView, Viewer } from '../../core/disarmed.ts'
import { imageViewer } from './image.ts'
import { textViewer } from './text.ts'

const VIEWERS: readonly Viewer[] = [imageViewer, textViewer]

/** Null when there is nothing to show. Never throws for hostile bytes. */
export async function view(bytes: Uint8Array, detectedType: string): Promise<FileView | null> {
  const viewer = VIEWERS.find((one) => one.views(detectedType))
  return viewer === undefined ? null : await viewer.view(bytes, detectedType)
}

export function isViewable(detectedType: string): boolean {
  return VIEWERS.some((viewer) => viewer.views(detectedType))
}
