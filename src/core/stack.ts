/** Of an error only its name and the frames of our own code go into a log: its message may quote what a stranger wrote. */

const MAX_FRAMES = 12

export function stackOf(error: unknown): { readonly stack?: string } {
  if (!(error instanceof Error) || error.stack === undefined) return {}
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line))
  return { stack: `${error.name}\n${frames.slice(0, MAX_FRAMES).join('\n')}` }
}
