/** The lexical pieces that structured header fields share (RFC 5322 3.2): each reader moves forward only and stops at the end of the text. */

/** Past the comment that opens at `at`, nested ones included; to the end of the text when it never closes. */
export function skipComment(text: string, at: number): number {
  let depth = 0
  for (let next = at; next < text.length; next += 1) {
    const letter = text[next]
    if (letter === '\\') next += 1
    else if (letter === '(') depth += 1
    else if (letter === ')') {
      depth -= 1
      if (depth === 0) return next + 1
    }
  }
  return text.length
}

/** Past blanks and comments. */
export function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const letter = text[at]
    if (letter === ' ' || letter === '\t' || letter === '\r' || letter === '\n') at += 1
    else if (letter === '(') at = skipComment(text, at)
    else break
  }
  return at
}

/** The quoted string that opens at `from`; only `\"` and `\\` are escapes, for Windows paths come unescaped (`"C:\new.txt"`). */
export function readQuoted(text: string, from: number): { readonly value: string; readonly next: number } {
  const out: string[] = []
  let copied = from + 1
  for (let at = copied; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '"') return { value: out.join('') + text.slice(copied, at), next: at + 1 }
    if (letter === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
      out.push(text.slice(copied, at))
      copied = at + 1
      at += 1
    }
  }
  return { value: out.join('') + text.slice(copied), next: text.length }
}

/** `pete(his account)@silly.test` is `pete@silly.test` (RFC 5322 A.5). */
export function dropComments(text: string): string {
  const out: string[] = []
  let copied = 0
  for (let at = text.indexOf('('); at !== -1; at = text.indexOf('(', copied)) {
    out.push(text.slice(copied, at))
    copied = skipComment(text, at)
  }
  return copied === 0 ? text : out.join('') + text.slice(copied)
}
