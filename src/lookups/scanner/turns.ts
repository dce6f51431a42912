/** So many at once and no more; who waits goes in by lanes in turn, so that the files of a flooded channel are not all before that of another. */

export interface Turns {
  /** Resolves when it is this one's turn, with what ends it. */
  enter(lane: string): Promise<() => void>
  /** More places may be free than at the last look. */
  refill(): void
}

/** @param places how many may be in at once, as of now */
export function createTurns(places: () => number): Turns {
  /** By lane, in the order of turns; no lane is empty. */
  const waiting = new Map<string, (() => void)[]>()
  let inside = 0

  function admitWaiting(): void {
    while (inside < places()) {
      const next = nextOf(waiting)
      if (next === undefined) return
      inside += 1
      next()
    }
  }

  function leaver(): () => void {
    let left = false
    return () => {
      if (left) return
      left = true
      inside -= 1
      admitWaiting()
    }
  }

  return {
    async enter(lane) {
      if (waiting.size === 0 && inside < places()) {
        inside += 1
        return leaver()
      }
      await new Promise<void>((resume) => {
        const others = waiting.get(lane)
        if (others === undefined) waiting.set(lane, [resume])
        else others.push(resume)
      })
      return leaver()
    },
    refill: admitWaiting,
  }
}

/** Takes one of the lane whose turn it is; that lane's next turn comes after all the others'. */
function nextOf(waiting: Map<string, (() => void)[]>): (() => void) | undefined {
  for (const [lane, turns] of waiting) {
    const next = turns.shift()
    waiting.delete(lane)
    if (turns.length > 0) waiting.set(lane, turns)
    return next
  }
  return undefined
}
