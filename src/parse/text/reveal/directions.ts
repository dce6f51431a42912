/** Lets marks of direction stand where words are written from right to left; none overrides the order of letters, and none stays open. */
import { characterAfter, characterBefore, isInWord, RTL_LETTER } from './neighbours.ts'
import type { Pass } from './step.ts'

const CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** By itself, so that the place of one search is not that of another. */
const NEXT = new RegExp(CONTROL, 'g')
const LINE_END = /[\n\r\u2028\u2029]/g
const MARK = /^[\u061c\u200e\u200f]$/
const OVERRIDES = '\u202d\u202e'
const LTR_WORD = /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}0-9]$/u
const VISIBLE = /[\p{L}\p{N}]/u
/** A line that has more of them is not laid out by them: they are bits. */
const MAX_MARKS = 4
const LETTERS_TO_A_MARK = 4
/** UAX 9 allows 125; words that people write have one or two. */
const MAX_DEPTH = 4

interface Opening {
  readonly at: number
  readonly isIsolate: boolean
}

export function dropDirections(text: string, pass: Pass): string {
  let kept = ''
  let from = 0
  for (let control = nextControl(text, pass.from); control >= 0; control = nextControl(text, from)) {
    const [start, end] = lineAround(text, control, from)
    kept += text.slice(from, start) + cleanLine(text, start, end, pass)
    from = end
  }
  return from === 0 ? text : kept + text.slice(from)
}

function nextControl(text: string, from: number): number {
  NEXT.lastIndex = from
  return NEXT.exec(text)?.index ?? -1
}

function lineAround(text: string, at: number, lowest: number): readonly [number, number] {
  LINE_END.lastIndex = at
  const end = LINE_END.exec(text)?.index ?? text.length
  let start = at
  while (start > lowest && !isLineEnd(text.charCodeAt(start - 1))) start -= 1
  return [start, end]
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029
}

function cleanLine(text: string, start: number, end: number, pass: Pass): string {
  const line = text.slice(start, end)
  const controls = [...line.matchAll(CONTROL)].map(({ index }) => start + index)
  const hasRtl = RTL_LETTER.test(line) || pass.besideRtl
  const stays = hasRtl ? new Set(pairs(text, controls).concat(marks(text, controls, end - start))) : null
  let clean = ''
  let from = start
  for (const at of controls) {
    if (at < pass.from || stays?.has(at) === true) continue
    clean += text.slice(from, at)
    from = at + 1
    pass.drop(OVERRIDES.includes(text.charAt(at)) ? 'bidi-override' : 'bidi', text.charAt(at), isInWord(text, at, from))
  }
  return clean + text.slice(from, end)
}

/** LRM, RLM, ALM: one at a place, and not within a word that all runs one way. */
function marks(text: string, controls: readonly number[], length: number): readonly number[] {
  if (controls.length > MAX_MARKS && controls.length * LETTERS_TO_A_MARK > length) return []
  return controls.filter((at) => {
    const before = characterBefore(text, at)
    if (!MARK.test(text.charAt(at)) || MARK.test(before)) return false
    const after = characterAfter(text, at + 1)
    return !(LTR_WORD.test(before) && LTR_WORD.test(after)) && !(RTL_LETTER.test(before) && RTL_LETTER.test(after))
  })
}

/** UAX 9 BD9 and 3.3.2: embeddings and isolates that end on their line and hold words. An override (LRO, RLO) is no honest need. */
function pairs(text: string, controls: readonly number[]): readonly number[] {
  const stays: number[] = []
  const open: Opening[] = []
  const keep = ({ at }: Opening, end: number, depth: number): void => {
    if (depth > MAX_DEPTH || !'\u202a\u202b\u2066\u2067\u2068'.includes(text.charAt(at))) return
    if (VISIBLE.test(text.slice(at, Math.min(end, at + MAX_LOOK_CHARACTERS)))) stays.push(at, end)
  }
  for (const at of controls) {
    switch (text.charCodeAt(at)) {
      case 0x202a:
      case 0x202b:
      case 0x202d:
      case 0x202e:
        open.push({ at, isIsolate: false })
        break
      case 0x2066:
      case 0x2067:
      case 0x2068:
        open.push({ at, isIsolate: true })
        break
      case 0x202c: {
        const last = open.at(-1)
        if (last === undefined || last.isIsolate) break
        keep(last, at, open.length)
        open.pop()
        break
      }
      case 0x2069: {
        // What was opened inside and did not end, ends here.
        let last = open.pop()
        while (last !== undefined && !last.isIsolate) last = open.pop()
        if (last !== undefined) keep(last, at, open.length + 1)
        break
      }
    }
  }
  return stays
}

const MAX_LOOK_CHARACTERS = 200
