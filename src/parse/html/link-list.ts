/** Numbers the addresses of one body, and reads them once the whole of it, and so its `<base>`, is known. */
import type { Link, LinkSource } from '../../core/message.ts'
import { cutCharacters } from '../text/clean-characters.ts'
import { MAX_URL_CHARACTERS, readHref } from '../url.ts'

/** What opens no page: mail addresses and telephone numbers stay words, as in plain text; `cid:` names a part of the message. */
const WORDS_ONLY = /^(?:mailto|tel|cid|mid|about):/i

/** False for what leads nowhere outside the message. */
function isPlace(untrustedUrl: string): boolean {
  const address = untrustedUrl.trimStart()
  return address !== '' && !address.startsWith('#') && !WORDS_ONLY.test(address)
}

/** RFC 3986 4.2: mail has no page around it to take a scheme from, so mail programs take `http:`, and for a Windows path (`\\\\host\\share`) `file:`. */
function schemeFor(untrustedUrl: string): string | undefined {
  const head = /^[\0-\x20]{0,99}([/\\])[\t\n\r]{0,9}[/\\]/.exec(untrustedUrl.slice(0, 200))
  return head === null ? undefined : head[1] === '/' ? 'http://mail.invalid/' : 'file:///'
}

interface Entry {
  readonly untrustedUrl: string
  /** The address made whole, when that differs from how it was written: found in words, or too long to be read. */
  readonly target: string | null
  readonly via: string
  shownText: string | null
}

/** Owns the links under construction. */
export class LinkList {
  readonly #entries: Entry[] = []
  readonly #known = new Map<string, number>()
  readonly #firstLink: number
  readonly #maxLinks: number
  /** Places counted, so that one address repeated without end is bounded too. */
  #places = 0
  #overflowed = false
  #base: string | undefined

  constructor(firstLink: number, maxLinks: number) {
    this.#firstLink = firstLink
    this.#maxLinks = maxLinks
  }

  get full(): boolean {
    return this.#places >= this.#maxLinks
  }

  /** True once an address was left out because the list was full. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  /** Adds the address of an attribute; -1 when it leads to no place, or when the list is full. */
  collect(untrustedUrl: string, via: string, ownWords = false): number {
    // HTML 13.2.5: a NUL in an attribute is read as U+FFFD.
    const address = (untrustedUrl.includes('\0') ? untrustedUrl.replaceAll('\0', '\ufffd') : untrustedUrl).toWellFormed()
    if (!isPlace(address)) return -1
    if (!this.full) return this.add(address, via, { ownWords })
    this.#overflowed = true
    return -1
  }

  /** One more place of a link that is known. */
  countPlace(): void {
    this.#places += 1
  }

  /** HTML 4.2.3: only the first `<base href>` counts, and it counts for the whole document. */
  setBase(untrustedUrl: string): void {
    this.#base ??= readHref(untrustedUrl) ?? undefined
  }

  /** Returns the link's index. Equal ones without words of their own are one link. */
  add(untrustedUrl: string, via: string, options: { readonly target?: string; readonly ownWords?: boolean } = {}): number {
    this.#places += 1
    const key = `${via} ${untrustedUrl}`
    const known = options.ownWords === true ? undefined : this.#known.get(key)
    if (known !== undefined) return known
    const tooLong = untrustedUrl.length > MAX_URL_CHARACTERS
    const index = this.#entries.length
    this.#entries.push({
      untrustedUrl: tooLong ? cutCharacters(untrustedUrl, MAX_URL_CHARACTERS) : untrustedUrl,
      target: options.target ?? (tooLong ? untrustedUrl : null),
      via,
      shownText: null,
    })
    if (options.ownWords !== true) this.#known.set(key, index)
    return index
  }

  show(index: number, shownText: string): void {
    const entry = this.#entries[index]
    if (entry !== undefined && shownText !== '') entry.shownText = shownText
  }

  idOf(index: number): string {
    return `l${this.#firstLink + index}`
  }

  /** As a browser would open it, once the document's base is known. */
  resolve(untrustedUrl: string): string | null {
    return readHref(untrustedUrl, this.#base ?? schemeFor(untrustedUrl))
  }

  list(partId: string, source: LinkSource = 'html'): readonly Link[] {
    return this.#entries.map(({ untrustedUrl, target, via, shownText }, index) => {
      const url = target === null ? this.resolve(untrustedUrl) : readHref(target, this.#base ?? schemeFor(untrustedUrl))
      const shown = shownText === untrustedUrl || shownText === url ? null : shownText
      return { linkId: this.idOf(index), partId, untrustedUrl, url, shownText: shown, source, via }
    })
  }
}
