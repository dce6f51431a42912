/** Opens invitations and contacts (RFC 5545, RFC 6350): the addresses in them, and the files that they carry inside. */
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { wholeText } from '../file/text.ts'
import { parseText } from '../text/text.ts'
import { Seen } from './seen.ts'

const MAX_CHARACTERS = 32_000_000
/** Of the words of descriptions and notes, which are read for addresses. */
/** Of a property's name with its parameters. */
const MAX_HEAD_CHARACTERS = 4_096
const MAX_WORDS = 200_000
const MAX_LINES = 400_000
const MAX_LINKS = 300

const ADDRESSES =
  /^(?:URL|SOURCE|TZURL|CONFERENCE|IMAGE|ATTACH|PHOTO|LOGO|SOUND|KEY|FBURL|CALURI|CALADRURI|ITEM\d*\.URL|X-[\w-]{0,40}(?:URL|LINK|CONFERENCE)[\w-]{0,40})$/
const WORDS = /^(?:DESCRIPTION|SUMMARY|LOCATION|COMMENT|NOTE|CONTACT|FN|ORG|TITLE|X-ALT-DESC|STYLED-DESCRIPTION|X-MICROSOFT-[\w-]{1,40})$/
const FILES = /^(?:ATTACH|PHOTO|LOGO|SOUND|KEY|IMAGE|AGENT)$/

export const calendarOpener: Opener = {
  id: 'parse/calendar',
  opens: (type) => type === 'text/calendar' || type === 'text/vcard',
  open: async (bytes, type, context) => openCalendar(bytes, type, context),
}

function openCalendar(bytes: Uint8Array, type: string, context: OpenContext): Contents {
  const seen = new Seen(context)
  if (bytes.length > MAX_CHARACTERS) seen.incomplete = 'CALENDAR_TOO_BIG'
  const words: string[] = []
  let wordCharacters = 0
  const lines = contentLines(wholeText(bytes, MAX_CHARACTERS))
  if (lines.length >= MAX_LINES) seen.incomplete ??= 'CALENDAR_TOO_BIG'
  for (const line of lines) {
    const colon = valueStart(line)
    if (colon === -1) {
      if (line.length >= MAX_HEAD_CHARACTERS) seen.incomplete ??= 'CALENDAR_TOO_BIG'
      continue
    }
    const [name = '', ...parameters] = line.slice(0, colon).split(';')
    const property = name.replace(/^[\w-]{1,40}\./, '').toUpperCase()
    const value = line.slice(colon + 1)
    if (FILES.test(property) && readFile(property, parameters, value, seen)) continue
    if (ADDRESSES.test(property)) seen.leadsTo(value, property)
    else if (WORDS.test(property)) {
      wordCharacters += value.length
      if (wordCharacters > MAX_WORDS) seen.incomplete ??= 'CALENDAR_TOO_BIG'
      else words.push(unescaped(value))
    }
    if (property === 'ACTION' && /^PROCEDURE$/i.test(value.trim())) seen.add('calendar/procedure', value)
  }
  // A description in HTML (X-ALT-DESC) has its addresses in quotes, where they are found as well.
  const { links, incomplete } = parseText(words.join('\n'), { partId: '', firstLink: 1, maxLinks: MAX_LINKS })
  for (const link of links) seen.leadsTo(link.untrustedUrl, 'words')
  if (incomplete !== null) seen.incomplete ??= 'CALENDAR_TOO_BIG'
  return seen.contents(type)
}

/** RFC 5545 3.1: a line goes on in the next when that begins with a blank; vCard 2.1 goes on behind `=`. */
function contentLines(text: string): readonly string[] {
  const pieces: string[][] = []
  for (const line of text.split(/\r\n|\r|\n/, MAX_LINES)) {
    const last = pieces.at(-1)
    if (last !== undefined && (line.startsWith(' ') || line.startsWith('\t'))) last.push(line.slice(1))
    // RFC 2425 folds; vCard 2.1 left base64 to run on until an empty line.
    else if (last !== undefined && /^[\w+/=]{20,}$/.test(line) && /;(?:ENCODING=)?B(?:ASE64)?[;:]/i.test(last[0]!.slice(0, 200)))
      last.push(line)
    else pieces.push([line])
  }
  return pieces.map((piece) => piece.join(''))
}

/** The colon behind the parameters, whose values may hold colons in quotes. */
function valueStart(line: string): number {
  let quoted = false
  for (let at = 0; at < line.length && at < MAX_HEAD_CHARACTERS; at += 1) {
    if (line[at] === '"') quoted = !quoted
    else if (line[at] === ':' && !quoted) return at
  }
  return -1
}

function readFile(property: string, parameters: readonly string[], value: string, seen: Seen): boolean {
  const parameter = (wanted: RegExp): string | null => {
    for (const each of parameters) {
      const match = /^([\w-]{1,40})=(.*)$/s.exec(each)
      if (match !== null && wanted.test(match[1]!)) return match[2]!.replace(/^"|"$/g, '')
    }
    return null
  }
  const data = /^data:([^;,]{0,100})((?:;[^;,]{0,100})*),/i.exec(value.slice(0, 400))
  const isBase64 = /^(?:B|BASE64)$/i.test(parameter(/^ENCODING$/i) ?? '') || parameters.some((each) => /^BASE64$/i.test(each))
  if (!isBase64 && data === null) return false
  const body = data === null ? value : value.slice(data[0].length)
  const name = parameter(/^(?:FILENAME|X-FILENAME|X-ORACLE-FILENAME|X-APPLE-FILENAME)$/i)
  seen.carries(name ?? property.toLowerCase(), Buffer.from(body, isBase64 || /;\s*base64/i.test(data?.[2] ?? '') ? 'base64' : 'latin1'))
  return true
}

function unescaped(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_all, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter))
}
