/** Reads the XML of documents strictly and once, front to back: no document type, no entity, no tag that is left open; offsets let a caller write all but a few of its elements anew. */

export interface XmlAttribute {
  /** As written: `r:id`. */
  readonly name: string
  /** Without its prefix, for prefixes are the writer's choice: `id`. */
  readonly local: string
  readonly value: string
  /** From the space before it to behind its quote. */
  readonly start: number
  readonly end: number
}

export interface XmlTag {
  readonly name: string
  readonly local: string
  readonly attributes: readonly XmlAttribute[]
  /** `<a/>`: nothing is in it, and `close` follows at once. */
  readonly empty: boolean
  readonly start: number
  readonly end: number
}

export interface XmlHandler {
  open?(tag: XmlTag, depth: number): void
  /** `start` to `end` is the closing tag; of an empty element both are its end. */
  close?(local: string, start: number, end: number, depth: number): void
  text?(text: string, start: number, end: number): void
  instruction?(text: string): void
}

export type XmlProblem = 'entities' | 'malformed'

/** ECMA-376 has nothing that nests as deep; reading deeper would only feed whoever reads after us. */
const MAX_DEPTH = 1_000
/** Attributes that are judged by their local name: a second one under another prefix would be a decoy, since programs ignore what is not theirs. */
const SINGULAR: ReadonlySet<string> = new Set([
  'href',
  'instr',
  'fldCharType',
  'Target',
  'TargetMode',
  'Type',
  'action',
  'ddeService',
  'dest',
  'formula',
])
const NAME = /[^\s<>/=&'"!?]+/y
const ATTRIBUTE = /\s+([^\s<>/=&'"!?]+)\s{0,100}=\s{0,100}(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s*(\/?)>/y
const BLANK = /^\s*$/

/** Null when it was read wholly. What the handler was told up to a problem stands. */
export function readXml(xml: string, handler: XmlHandler): XmlProblem | null {
  const open: string[] = []
  let at = 0
  let roots = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const textEnd = next === -1 ? xml.length : next
    if (textEnd > at) {
      const raw = xml.slice(at, textEnd)
      if (open.length === 0) {
        if (!BLANK.test(raw)) return 'malformed'
      } else {
        const text = decodeText(raw)
        if (text === null) return 'entities'
        handler.text?.(text, at, textEnd)
      }
    }
    if (next === -1) break
    if (xml.startsWith('<!--', next)) {
      const end = xml.indexOf('-->', next + 4)
      if (end === -1) return 'malformed'
      at = end + 3
    } else if (xml.startsWith('<![CDATA[', next)) {
      const end = xml.indexOf(']]>', next + 9)
      if (end === -1 || open.length === 0) return 'malformed'
      handler.text?.(xml.slice(next + 9, end), next, end + 3)
      at = end + 3
    } else if (xml[next + 1] === '?') {
      const end = xml.indexOf('?>', next + 2)
      if (end === -1) return 'malformed'
      handler.instruction?.(xml.slice(next + 2, end))
      at = end + 2
    } else if (xml[next + 1] === '!') {
      // ISO 29500-2, 9.1.2: a package has no document type declarations. Entities are declared nowhere else.
      return 'entities'
    } else if (xml[next + 1] === '/') {
      NAME.lastIndex = next + 2
      const name = NAME.exec(xml)?.[0]
      const end = xml.indexOf('>', next)
      if (name === undefined || end === -1 || open.pop() !== name || !BLANK.test(xml.slice(next + 2 + name.length, end))) return 'malformed'
      handler.close?.(localOf(name), next, end + 1, open.length)
      at = end + 1
    } else {
      const tag = readTag(xml, next)
      if (typeof tag === 'string') return tag
      if (open.length === 0) roots += 1
      if (roots > 1 || open.length >= MAX_DEPTH) return 'malformed'
      handler.open?.(tag, open.length)
      if (tag.empty) handler.close?.(tag.local, tag.end, tag.end, open.length)
      else open.push(tag.name)
      at = tag.end
    }
  }
  return open.length === 0 && roots === 1 ? null : 'malformed'
}

function readTag(xml: string, start: number): XmlTag | XmlProblem {
  NAME.lastIndex = start + 1
  const name = NAME.exec(xml)?.[0]
  if (name === undefined) return 'malformed'
  const attributes: XmlAttribute[] = []
  let at = start + 1 + name.length
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(xml)
    if (found === null) break
    const end = ATTRIBUTE.lastIndex
    const value = decodeText(found[2] ?? found[3] ?? '')
    if (value === null) return 'entities'
    const local = localOf(found[1]!)
    if (SINGULAR.has(local) && attributes.some((each) => each.local === local)) return 'malformed'
    attributes.push({ name: found[1]!, local, value, start: at, end })
    at = end
  }
  TAG_END.lastIndex = at
  const ending = TAG_END.exec(xml)
  if (ending === null) return 'malformed'
  return { name, local: localOf(name), attributes, empty: ending[1] === '/', start, end: TAG_END.lastIndex }
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The value of the first attribute with this local name, null when there is none. */
export function attribute({ attributes }: XmlTag, local: string): string | null {
  return attributes.find((each) => each.local === local)?.value ?? null
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));|&/g

/** XML 1.0, 4.6: five names and numbers. Null for any other reference. */
export function decodeText(raw: string): string | null {
  if (!raw.includes('&')) return raw
  let unknown = false
  const text = raw.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (whole !== '&' && code <= 0x10ffff) return String.fromCodePoint(code)
    unknown = true
    return whole
  })
  return unknown ? null : text
}

/** The characters of an XML file; null for an encoding that is not read here, so that nobody reads other words than we did. */
export function decodeXmlBytes(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length >= 2 && buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString('utf16le', 2)
  if (buffer.length >= 2 && buffer[0] === 0xfe && buffer[1] === 0xff) return swapped(buffer.subarray(2))
  // XML 1.0, appendix F: without a mark, `<` and a zero tell.
  if (buffer[0] === 0x3c && buffer[1] === 0) return buffer.toString('utf16le')
  if (buffer[0] === 0 && buffer[1] === 0x3c) return swapped(buffer)
  const text = buffer.toString('utf8', buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0)
  const declared = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(text.slice(0, 300))?.[1]?.toLowerCase() ?? 'utf-8'
  if (declared === 'utf-8' || declared === 'utf8' || declared === 'us-ascii') return text
  return declared === 'iso-8859-1' || declared === 'windows-1252' ? buffer.toString('latin1') : null
}

function swapped(buffer: Buffer): string {
  const even = Buffer.from(buffer.subarray(0, buffer.length - (buffer.length % 2)))
  return even.swap16().toString('utf16le')
}
