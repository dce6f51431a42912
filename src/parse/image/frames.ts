/** Chooses which frames of an animation are looked at: its first, its last and those that stand longest, for a code must stand to be scanned. */

const MAX_FRAMES = 6
/** To show the last frame of an animation, a decoder draws all before it. */
const MAX_DRAWN_PIXELS = 200_000_000

export interface ChosenFrames {
  /** Ascending. */
  readonly frames: readonly number[]
  /** True when frames lie beyond what is decoded. */
  readonly cut: boolean
}

/** @param delaysMs how long each frame stands; frames without one count as standing shortly */
export function chooseFrames(count: number, delaysMs: readonly number[], pixelsPerFrame: number): ChosenFrames {
  // Each chosen frame is drawn from the beginning.
  const reach = Math.max(1, Math.min(count, Math.floor(MAX_DRAWN_PIXELS / (MAX_FRAMES * Math.max(1, pixelsPerFrame)))))
  const byStay = Array.from({ length: reach }, (_, frame) => frame).sort((a, b) => (delaysMs[b] ?? 0) - (delaysMs[a] ?? 0) || a - b)
  const chosen = new Set([0, reach - 1])
  for (const frame of byStay) {
    if (chosen.size >= MAX_FRAMES) break
    chosen.add(frame)
  }
  return { frames: [...chosen].sort((a, b) => a - b), cut: reach < count }
}
