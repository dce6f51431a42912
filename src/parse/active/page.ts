/** Opens a web page, or XML that may become one: its scripts, forms and ways out are told, and a file that it would build out of itself is taken out. */
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { wholeText } from '../file/text.ts'
import type { Attributes } from '../html/active-tally.ts'
import { sketch } from '../html/active-tally.ts'
import { readRefresh } from '../html/address-attributes.ts'
import { parseLinearly } from '../html/linear-parser.ts'
import { decodeBytes, sniffMetaCharset } from '../mime/charset.ts'
import { readEmbedded, readPayloads } from './embedded.ts'
import { Seen } from './seen.ts'
import { readDeclarations } from './xml-declarations.ts'

const PAGES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml', 'application/hta'])
const MAX_CHARACTERS = 24_000_000
/** Values hold whole files here. */
const MAX_VALUE = MAX_CHARACTERS
/** Script text that is looked into, of all scripts together. */
const MAX_SCRIPT = 24_000_000

/** The ways to hand a made file to the person (MITRE ATT&CK T1027.006). */
const SAVES = /\bcreateObjectURL\b|\bmsSave(?:OrOpen)?Blob\b|\.download\s*=|\bsaveAs\s*\(|setAttribute\s*\(\s*["'`]download/
const MAKES = /\bnew\s+(?:Blob|File)\b|\bBlobBuilder\b|\batob\s*\(|\bUint8Array\b|\bfromCharCode\b|\bArrayBuffer\b/
const REDIRECTS = /\blocation\s*(?:\.\s*(?:href|replace|assign)\b|\[\s*["'`](?:href|replace|assign)|=(?!=))|\bwindow\s*\.\s*open\s*\(/
const HIDES =
  /\bdocument\s*\.\s*write(?:ln)?\s*\(\s*(?:unescape|atob|decodeURI|String\s*\.\s*fromCharCode)|\beval\s*\(|\bFunction\s*\(\s*(?:atob|unescape)|\bunescape\s*\(/
const PASSWORD_WORDS =
  /pass(?:word|wd|code|phrase)?\b|passwort|kennwort|mot.?de.?passe|contrase|senha|l[öo]senord|salasana|wachtwoord|\bpwd\b|\bpin\b/i

export const pageOpener: Opener = {
  id: 'parse/page',
  opens: (type) => PAGES.has(type) || type === 'text/xml',
  open: async (bytes, type, context) => openPage(bytes, type, context),
}

export function openPage(bytes: Uint8Array, type: string, context: OpenContext): Contents {
  const seen = new Seen(context)
  if (bytes.length > MAX_CHARACTERS) seen.incomplete = 'MARKUP_TOO_BIG'
  const charset = PAGES.has(type) ? sniffMetaCharset(bytes) : null
  const source = charset === null ? wholeText(bytes, MAX_CHARACTERS) : decodeBytes(bytes, charset).text.slice(0, MAX_CHARACTERS)
  if (type !== 'text/html') readDeclarations(source, seen)
  if (type === 'text/xml') {
    // XSLT 1.0 14.1: processors of Microsoft run script in a style sheet.
    const script = /<(?:msxsl|ms|xalan|lxslt):script\b/i.exec(source)
    if (script !== null) seen.add('xml/script', script[0])
    return seen.contents(type)
  }
  const walk = new PageWalk(seen)
  parseLinearly(source, walk, MAX_VALUE)
  walk.finish()
  return seen.contents(type)
}

/** Owns the scripts of one page, which are read together: one part makes the file, another saves it. */
class PageWalk {
  readonly #seen: Seen
  readonly #scripts: string[] = []
  #scriptCharacters = 0
  #inScript = false
  #hasDownload = false

  constructor(seen: Seen) {
    this.#seen = seen
  }

  onopentag(name: string, attributes: Attributes): void {
    this.#inScript = name === 'script'
    const seen = this.#seen
    const here = (): string => sketch(name, attributes)
    if (name === 'script') seen.add('page/script', here())
    if (name === 'form') seen.add('page/form', here())
    if (name === 'iframe' || name === 'frame') seen.add('page/frame', here())
    if (name === 'object' || name === 'embed' || name === 'applet') seen.add('page/object', here())
    if (name === 'hta:application') seen.add('page/hta', here())
    if (name === 'base') seen.add('page/base', here())
    if (name === 'input' && asksForPassword(attributes)) seen.add('page/password', here())
    if (name === 'meta' && /^\s*refresh\s*$/i.test(attributes['http-equiv'] ?? '')) {
      seen.add('page/redirect', here())
      const target = readRefresh(attributes.content ?? '')
      if (target !== null) this.#address(name, 'refresh', target, attributes)
    }
    for (const attribute in attributes) this.#attribute(name, attribute, attributes[attribute] ?? '', attributes)
  }

  #attribute(name: string, attribute: string, value: string, attributes: Attributes): void {
    if (attribute.startsWith('on') && attribute.length > 2) {
      this.#seen.add('page/event-handler', `${attribute}="${value.slice(0, 80)}"`)
      this.#script(value)
    } else if (/^(?:href|src|action|formaction|data|xlink:href|srcdoc|background|poster|codebase|archive)$/.test(attribute))
      this.#address(name, attribute, value, attributes)
    if (attribute === 'download') this.#hasDownload = true
  }

  #address(name: string, attribute: string, value: string, attributes: Attributes): void {
    const bare = value.slice(0, 200).replace(/[\0-\x20]+/g, '')
    if (attribute === 'srcdoc') this.#seen.carries('frame.html', Buffer.from(value, 'utf8'))
    else if (/^(?:javascript|vbscript):/i.test(bare)) {
      this.#seen.add('page/script-address', `${attribute}="${value.slice(0, 80)}"`)
      this.#script(value)
    } else if (/^data:/i.test(bare)) {
      const type = readEmbedded(value, this.#seen)
      // A page within the page, or a file that a click saves.
      if (type !== null && (name === 'a' || 'download' in attributes)) this.#seen.add('page/smuggling', `data:${type}`)
      else if (type !== null) this.#seen.add('page/data-address', `data:${type}`)
    } else this.#seen.leadsTo(value, `${name}[${attribute}]`)
  }

  ontext(words: string): void {
    if (this.#inScript) this.#script(words)
  }
  oncomment(): void {}
  onprocessinginstruction(): void {}
  onclosetag(): void {
    this.#inScript = false
  }
  onend(): void {}

  #script(text: string): void {
    if (this.#scriptCharacters >= MAX_SCRIPT) return
    this.#scriptCharacters += text.length
    this.#scripts.push(text)
  }

  finish(): void {
    const script = this.#scripts.join('\n')
    const seen = this.#seen
    const payload = readPayloads(script, seen)
    const saves = SAVES.exec(script)
    const makes = MAKES.exec(script)
    if (saves !== null && (makes !== null || payload !== null)) seen.add('page/smuggling', script.slice(saves.index, saves.index + 100))
    else if (payload === 'file') seen.add('page/smuggling', 'a file in the script')
    else if (payload === 'letters' && (makes !== null || this.#hasDownload)) seen.add('page/smuggling', 'a file in the script')
    const redirect = REDIRECTS.exec(script)
    if (redirect !== null) seen.add('page/redirect', script.slice(redirect.index, redirect.index + 100))
    const hides = HIDES.exec(script)
    if (hides !== null) seen.add('page/hidden-script', script.slice(hides.index, hides.index + 100))
    if (/#@~\^[\w+/]{6}==/.test(script)) seen.incomplete ??= 'SCRIPT_ENCODED'
    for (const [address] of script.matchAll(/\bhttps?:\/\/[^\s"'`<>\\)]{4,500}/gi)) seen.leadsTo(address, 'script')
  }
}

function asksForPassword(attributes: Attributes): boolean {
  if (/^\s*password\s*$/i.test(attributes.type ?? '')) return true
  if (/^\s*(?:hidden|submit|button|checkbox|radio|image|reset)\s*$/i.test(attributes.type ?? '')) return false
  return ['name', 'id', 'placeholder', 'autocomplete', 'aria-label'].some((key) => PASSWORD_WORDS.test(attributes[key] ?? ''))
}
