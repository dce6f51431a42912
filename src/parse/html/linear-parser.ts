/** Reads HTML of any depth and any number of elements in time linear in its size; it knows less of what tags imply than a browser, so it is for the words alone. */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { Attributes } from './active-tally.ts'
import { WRITTEN_TAGS } from './written-tags.ts'

/** What htmlparser2's own parser calls, as far as a walk listens. */
export interface LinearHandler {
  ontext(words: string): void
  oncomment(untrustedComment: string): void
  onprocessinginstruction(name: string, untrustedData: string): void
  onopentag(name: string, attributes: Attributes): void
  onclosetag(): void
  onend(): void
}

/** HTML 13.1.2, and those of old. */
const VOID = new Set(
  'area base basefont bgsound br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(' '),
)
const FOREIGN = new Set(['svg', 'math'])
/** HTML 13.2.6 (integration points): HTML again, inside of what is foreign. */
const INTEGRATION = new Set(['mi', 'mo', 'mn', 'ms', 'mtext', 'annotation-xml', 'foreignobject', 'desc', 'title'])

/** Values longer than `maxAttributeCharacters` are not handed on; of a style its beginning is. */
export function parseLinearly(untrustedHtml: string, handler: LinearHandler, maxAttributeCharacters: number): void {
  const tokenizer = new Tokenizer({}, new LinearParser(untrustedHtml, handler, maxAttributeCharacters))
  tokenizer.write(untrustedHtml)
  tokenizer.end()
}

/** Owns the stack of open elements. An end tag ends all down to its own, each of which was begun once: that is what makes it linear. */
class LinearParser implements TokenizerCallbacks {
  readonly #source: string
  readonly #handler: LinearHandler
  readonly #maxAttributeCharacters: number
  readonly #open: string[] = []
  /** How many of each name are open. */
  readonly #counts = new Map<string, number>()
  /** Whether inside each element that changes it is foreign. */
  readonly #foreign: boolean[] = []
  #name = ''
  #attributes: Record<string, string> = {}
  #attribute = ''
  #value = ''

  constructor(source: string, handler: LinearHandler, maxAttributeCharacters: number) {
    this.#source = source
    this.#handler = handler
    this.#maxAttributeCharacters = maxAttributeCharacters
  }

  isInForeignContext(): boolean {
    return this.#foreign.at(-1) === true
  }

  ontext(start: number, end: number): void {
    this.#handler.ontext(this.#source.slice(start, end))
  }

  ontextentity(codePoint: number): void {
    this.#handler.ontext(String.fromCodePoint(codePoint))
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#source.slice(start, end).toLowerCase()
    this.#attributes = Object.create(null)
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, end).toLowerCase()
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    // One more than allowed tells that it is too long.
    if (this.#value.length <= this.#maxAttributeCharacters) this.#value += this.#source.slice(start, end)
  }

  onattribentity(codePoint: number): void {
    if (this.#value.length <= this.#maxAttributeCharacters) this.#value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    const fits = this.#value.length <= this.#maxAttributeCharacters
    const value = fits ? this.#value : this.#attribute === 'style' ? this.#value.slice(0, this.#maxAttributeCharacters) : ''
    // HTML 13.2.5.33: of two with one name the first counts.
    if (!(this.#attribute in this.#attributes)) this.#attributes[this.#attribute] = value
  }

  onopentagend(): void {
    const name = this.#name
    this.#begin(name)
    if (VOID.has(name)) this.#endLast()
  }

  onselfclosingtag(): void {
    const isForeign = this.isInForeignContext() || FOREIGN.has(this.#name)
    this.onopentagend()
    if (isForeign && !VOID.has(this.#name)) this.#endLast()
  }

  onclosetag(start: number, end: number): void {
    const name = this.#source.slice(start, end).toLowerCase()
    if (VOID.has(name) || (this.#counts.get(name) ?? 0) === 0) return
    while (this.#open.at(-1) !== name) this.#endLast()
    this.#endLast()
  }

  oncomment(start: number, end: number, offset: number): void {
    this.#handler.oncomment(this.#source.slice(start, end - offset))
  }

  oncdata(start: number, end: number, offset: number): void {
    if (this.isInForeignContext()) this.#handler.ontext(this.#source.slice(start, end - offset))
    else this.#handler.oncomment(`[CDATA[${this.#source.slice(start, end - offset)}]]`)
  }

  ondeclaration(start: number, end: number): void {
    this.#handler.onprocessinginstruction('!doctype', `!${this.#source.slice(start, end)}`)
  }

  onprocessinginstruction(start: number, end: number): void {
    this.#handler.oncomment(`?${this.#source.slice(start, end)}`)
  }

  onend(): void {
    while (this.#open.length > 0) this.#endLast()
    this.#handler.onend()
  }

  #begin(name: string): void {
    // An end tag that is left out ends what it hid, too.
    const ends = WRITTEN_TAGS.get(name)?.ends ?? null
    if (ends !== null) for (let last = this.#open.at(-1); last !== undefined && ends.has(last); last = this.#open.at(-1)) this.#endLast()
    this.#open.push(name)
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    if (changesContext(name)) this.#foreign.push(FOREIGN.has(name))
    this.#handler.onopentag(name, this.#attributes)
  }

  #endLast(): void {
    const name = this.#open.pop()
    if (name === undefined) return
    this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1)
    if (changesContext(name)) this.#foreign.pop()
    this.#handler.onclosetag()
  }
}

function changesContext(name: string): boolean {
  return FOREIGN.has(name) || INTEGRATION.has(name)
}
