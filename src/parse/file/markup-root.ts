/** Finds the element that a marked-up text is, behind whatever XML lets stand before it. */

export interface MarkupRoot {
  /** Lower case, without its prefix. */
  readonly name: string
  /** From the root's `<` on. */
  readonly body: string
}

/** XML 1.0 2.8: declaration, comments, processing instructions and a DOCTYPE, its internal subset in brackets. Null when no element follows in `head`. */
export function rootOf(head: string): MarkupRoot | null {
  let at = 0
  for (;;) {
    while (at < head.length && /\s/.test(head[at]!)) at += 1
    let end: number
    if (head.startsWith('<!--', at)) end = after(head, '-->', at + 4)
    else if (head.startsWith('<?', at)) end = after(head, '?>', at + 2)
    else if (/^<!doctype/i.test(head.slice(at, at + 9))) end = doctypeEnd(head, at)
    else break
    if (end === -1) return null
    at = end
  }
  const name = /^<(?:[\w.-]{1,40}:)?([a-z][\w.-]{0,60})(?=[\s/>]|$)/i.exec(head.slice(at, at + 120))?.[1]
  return name === undefined ? null : { name: name.toLowerCase(), body: head.slice(at) }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found === -1 ? -1 : found + mark.length
}

function doctypeEnd(head: string, start: number): number {
  const close = head.indexOf('>', start)
  const bracket = head.indexOf('[', start)
  if (bracket === -1 || (close !== -1 && close < bracket)) return close === -1 ? -1 : close + 1
  const end = /\]\s*>/g
  end.lastIndex = bracket
  return end.exec(head) === null ? -1 : end.lastIndex
}
