/** A progress bar on a terminal, and nothing at all elsewhere; lines that are printed meanwhile stand whole above it. */

export interface Progress {
  /** One more is done; `print` writes what there is to say about it. */
  step(print: () => void): void
  end(): void
}

const WIDTH = 28
/** Fewer are done before anyone looks for a bar. */
const FEWEST = 20
const CLEAR_LINE = '\r\u001b[K'

export function createProgress(total: number, out: { write(text: string): unknown; readonly isTTY?: boolean }): Progress {
  if (out.isTTY !== true || total < FEWEST) return { step: (print) => print(), end: () => undefined }
  let done = 0
  const draw = () => {
    const filled = Math.floor((done / total) * WIDTH)
    out.write(`${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor((done / total) * 100)} %  ${done} of ${total}`)
  }
  draw()
  return {
    step(print) {
      done += 1
      out.write(CLEAR_LINE)
      print()
      draw()
    },
    end: () => out.write(CLEAR_LINE),
  }
}
