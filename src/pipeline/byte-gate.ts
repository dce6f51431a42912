/** Bounds the bytes of messages that are in memory at once: many small ones run together, large ones wait for room. */

export interface ByteGate {
  /** Resolves when there is room, in the order asked; call what it gives once the bytes are let go. More than all there is counts as all. */
  enter(bytes: number): Promise<() => void>
}

export function createByteGate(maxBytes: number): ByteGate {
  let free = maxBytes
  const waiting: { readonly bytes: number; readonly go: () => void }[] = []

  function leave(bytes: number): void {
    free += bytes
    for (let next = waiting[0]; next !== undefined && next.bytes <= free; next = waiting[0]) {
      waiting.shift()
      free -= next.bytes
      next.go()
    }
  }

  return {
    enter(wanted) {
      // Words alone take next to nothing and never wait for somebody's files.
      if (wanted === 0) return Promise.resolve(() => undefined)
      const bytes = Math.min(wanted, maxBytes)
      let left = false
      const done = () => {
        if (!left) leave(bytes)
        left = true
      }
      if (waiting.length === 0 && bytes <= free) {
        free -= bytes
        return Promise.resolve(done)
      }
      return new Promise((resolve) => waiting.push({ bytes, go: () => resolve(done) }))
    },
  }
}
