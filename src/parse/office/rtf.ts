/** Reads RTF (1.9.1) group by group in one pass: objects are put together from their digits however they are scattered, fields and templates from their words. */
import { judgeField, leadsElsewhere } from './fields.ts'
import { isCompound, lookIntoOle1, takeObject } from './ole-object.ts'
import { addChild, addTarget, leaveOpen, mayMake, note, type Seen } from './seen.ts'

/** What the words of a group are for. */
type Destination = 'text' | 'skipped' | 'objdata' | 'pict' | 'fldinst' | 'fldrslt' | 'template' | 'link' | 'objclass' | 'shape'

interface Group {
  readonly destination: Destination
  /** What an enclosing group gathers goes there as well. */
  readonly into: Gathering | null
  /** Ended when this group is. */
  readonly owns: boolean
  readonly field: Field | null
  readonly ownsField: boolean
}
interface Gathering {
  readonly pieces: string[]
  readonly raw: Buffer[]
  characters: number
}
interface Field {
  instruction: string
  result: string
}

/** Word gives up long before. */
const MAX_DEPTH = 10_000
const MAX_WORDS = 20_000
const DESTINATIONS: Readonly<Record<string, Destination>> = {
  objdata: 'objdata',
  pict: 'pict',
  fldinst: 'fldinst',
  fldrslt: 'fldrslt',
  template: 'template',
  hlsrc: 'link',
  hlfr: 'link',
  objclass: 'objclass',
  sv: 'shape',
  mmconnectstr: 'template',
  mmdatasource: 'template',
  nextfile: 'template',
}
const CONTROL = /\\([a-zA-Z]+)(-?[0-9]{1,10})? ?/y

export function lookIntoRtf(seen: Seen, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('latin1')
  const groups: Group[] = []
  let group: Group = { destination: 'text', into: null, owns: false, field: null, ownsField: false }
  let starred = false
  let at = 0

  const say = (words: string): void => {
    if (words === '') return
    const { destination, into, field } = group
    if (destination === 'skipped') return
    if (into !== null && (destination === 'objdata' || destination === 'pict' || into.characters < MAX_WORDS)) {
      into.pieces.push(words)
      into.characters += words.length
    }
    if (field !== null && destination === 'fldinst' && field.instruction.length < MAX_WORDS) field.instruction += words
    if (field !== null && destination === 'fldrslt' && field.result.length < 500) field.result += words
  }
  const begin = (word: string): void => {
    const destination = DESTINATIONS[word]
    if (destination === undefined) {
      // RTF 1.9.1, "Destination control words": what is marked so and not known is passed over, with all that is in it.
      if (starred && !isKnown(word)) group = { ...group, destination: 'skipped', owns: false }
      return
    }
    const gathers = destination !== 'fldinst' && destination !== 'fldrslt'
    group = gathers
      ? { ...group, destination, into: { pieces: [], raw: [], characters: 0 }, owns: true }
      : { ...group, destination, into: null, owns: false }
  }
  const end = (outer: Group | undefined): void => {
    if (group.owns && group.into !== null) finish(seen, group.destination, group.into)
    if (group.ownsField && group.field !== null) {
      judgeField(seen, group.field.instruction, group.field.result.trim() || null)
      // A field in another's instruction is part of it, as its words and as what they come to.
      if (outer?.destination === 'fldinst' && outer.field !== null && outer.field.instruction.length < MAX_WORDS)
        outer.field.instruction += ` ${group.field.instruction} ${group.field.result} `
    }
  }

  while (at < text.length) {
    const character = text[at]!
    if (character === '{') {
      if (groups.length >= MAX_DEPTH) {
        leaveOpen(seen, 'OFFICE_CORRUPT')
        break
      }
      groups.push(group)
      group = { ...group, owns: false, ownsField: false }
      starred = false
      at += 1
    } else if (character === '}') {
      const outer = groups.pop()
      if (outer !== undefined) {
        end(outer)
        group = outer
      }
      starred = false
      at += 1
    } else if (character === '\\') {
      CONTROL.lastIndex = at
      const control = CONTROL.exec(text)
      if (control !== null) {
        at = CONTROL.lastIndex
        const word = control[1]!
        const number = control[2] === undefined ? null : Number(control[2])
        if (word === 'bin' && number !== null && number > 0) {
          if (group.into !== null && group.destination !== 'skipped') group.into.raw.push(buffer.subarray(at, at + number))
          at += number
        } else if (word === 'u' && number !== null) say(String.fromCharCode(number & 0xffff))
        else if (word === 'field') group = { ...group, field: { instruction: '', result: '' }, ownsField: true }
        else {
          judgeWord(seen, word)
          begin(word)
        }
        starred = false
      } else if (text[at + 1] === '*') {
        starred = true
        at += 2
      } else if (text[at + 1] === "'") {
        const code = Number.parseInt(text.slice(at + 2, at + 4), 16)
        if (Number.isInteger(code) && group.destination !== 'objdata' && group.destination !== 'pict') say(String.fromCharCode(code))
        at += 4
      } else {
        if (/[{}\\]/.test(text[at + 1] ?? '')) say(text[at + 1]!)
        at += 2
      }
    } else {
      let next = at + 1
      while (next < text.length && !isMark(text.charCodeAt(next))) next += 1
      // Ends of lines are no words.
      say(text.slice(at, next).replace(/[\r\n]+/g, ''))
      starred = false
      at = next
    }
  }
  // A file that is cut off in an object: what was there so far is judged, and the rest is not known.
  for (let outer = groups.pop(); ; outer = groups.pop()) {
    if (group.owns && group.destination === 'objdata') leaveOpen(seen, 'OFFICE_CORRUPT')
    end(outer)
    if (outer === undefined) break
    group = outer
  }
}

function isMark(code: number): boolean {
  return code === 0x7b || code === 0x7d || code === 0x5c
}

/** Destinations that hold others which matter. */
function isKnown(word: string): boolean {
  return /^(?:shppict|nonshppict|shpinst|background|objalias|objname|object|result|hl|hlloc|do|oleclsid|listpicture|bkmkstart|bkmkend|themedata|mailmerge)$/.test(
    word,
  )
}

function judgeWord(seen: Seen, word: string): void {
  if (word === 'objocx') note(seen, 'activex', '\\objocx')
  else if (word === 'objautlink' || word === 'objlink' || word === 'objsub' || word === 'objpub')
    note(seen, 'external-relationship', `\\${word}`)
  else if (word === 'object' || word === 'objupdate') note(seen, 'embedded-object', `\\${word}`)
  else if (word === 'mailmerge') note(seen, 'external-relationship', '\\mailmerge')
}

function finish(seen: Seen, destination: Destination, { pieces, raw }: Gathering): void {
  const words = pieces.join('')
  switch (destination) {
    case 'objdata':
      finishObject(seen, words, raw)
      break
    case 'pict': {
      const bytes = fromHex(words, raw)
      // PNG and JPEG are looked at for codes; metafiles and bitmaps have no reader here.
      if ((bytes[0] === 0x89 && bytes[1] === 0x50) || (bytes[0] === 0xff && bytes[1] === 0xd8)) {
        if (mayMake(seen, bytes.length)) addChild(seen, 'picture', bytes)
      }
      break
    }
    case 'template':
    case 'shape':
      if (leadsElsewhere(words.trim()) && !/^[a-z]:[\\/]/i.test(words.trim()))
        note(seen, destination === 'template' ? 'remote-template' : 'external-relationship', words.trim())
      break
    case 'link':
      addTarget(seen, words.trim(), 'hyperlink')
      break
    case 'objclass':
      if (/^equation/i.test(words.trim())) note(seen, 'equation-editor', words.trim())
      break
    case 'text':
    case 'skipped':
    case 'fldinst':
    case 'fldrslt':
      break
  }
}

function finishObject(seen: Seen, words: string, raw: readonly Buffer[]): void {
  note(seen, 'embedded-object', '\\objdata')
  const bytes = fromHex(words, raw)
  if (!mayMake(seen, bytes.length)) return
  if (isCompound(bytes)) takeObject(seen, bytes, 'object')
  else if (!lookIntoOle1(seen, bytes)) {
    // Word is more forgiving than any reader: an object that we cannot put together is one that we do not know.
    leaveOpen(seen, 'OFFICE_CORRUPT')
    const compound = bytes.indexOf(COMPOUND)
    if (compound !== -1) takeObject(seen, bytes.subarray(compound), 'object')
  }
}

const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')

function fromHex(words: string, raw: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(words.replace(/[^0-9a-fA-F]+/g, ''), 'hex'), ...raw])
}
