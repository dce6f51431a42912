/** A progress bar on a terminal, and nothing at all elsewhere. */

export interface Progress {
  step(): void
  end(): void
}

const WIDTH = 28
const FEWEST = 20

export function createProgress(total: number, out: { write(text: string): unknown; isTTY?: boolean }): Progress {
  if (out.isTTY !== true || total < FEWEST) return { step: () => undefined, end: () => undefined }
  let done = 0
  let shown = -1
  return {
    step() {
      done += 1
      const percent = Math.floor((done / total) * 100)
      if (percent === shown) return
      shown = percent
      const filled = Math.floor((percent / 100) * WIDTH)
      out.write(`\r${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent} %  ${done} of ${total}`)
    },
    end: () => out.write('\r\u001b[K'),
  }
}
