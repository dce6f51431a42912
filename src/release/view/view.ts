/** Which viewer shows a file of which type; a type without one is not shown, and words of any are made harmless here. */
import type { FileView, ReleaseTools, Viewer } from '../../core/disarmed.ts'
import { imageViewer } from './image.ts'
import { pdfViewer } from './pdf.ts'
import { textViewer } from './text.ts'
import { harmlessWords } from './words.ts'

const VIEWERS: readonly Viewer[] = [imageViewer, pdfViewer, textViewer]

/** Null when there is nothing to show. Never throws for hostile bytes. */
export async function view(bytes: Uint8Array, detectedType: string, tools: ReleaseTools = {}): Promise<FileView | null> {
  const viewer = VIEWERS.find((one) => one.views(detectedType))
  const shown = viewer === undefined ? null : await viewer.view(bytes, detectedType, tools)
  if (shown === null) return null
  const words = harmlessWords(shown.text ?? '')
  const text = words.text.trim() === '' ? null : words.text
  return text === null && shown.pictures.length === 0 ? null : { ...shown, text, cut: shown.cut || words.cut }
}

export function isViewable(detectedType: string): boolean {
  return VIEWERS.some((viewer) => viewer.views(detectedType))
}
