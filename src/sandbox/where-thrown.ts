/** Names a defect by the kind of error and the line of code, and by nothing of what was being read. */

const FRAME = /([^/\s()]{1,100}:\d+):\d+\)?$/

/** `TypeError at html.ts:120`: enough to find the defect, nothing of what was being read. */
export function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return 'a value that is no Error'
  // The message stands before the frames and may quote content that looks like one.
  const header = error.message === '' ? error.name : `${error.name}: ${error.message}`
  const stack = error.stack ?? ''
  const frames = stack.startsWith(header) ? stack.slice(header.length).split('\n', 12) : []
  const frame = frames.map((line) => FRAME.exec(line)?.[1]).find((found) => found !== undefined)
  return `${error.constructor.name} at ${frame ?? 'unknown'}`
}
