/** What openers of active text gather of one file: facts with one excerpt each, addresses and files inside, all bounded. */
import type { Listing } from '../../core/inspector.ts'
import { takeBytes, takeEntry } from '../budget.ts'
import type { Contents, FileTarget, InnerFile, OpenContext } from '../file/contents.ts'
import { ActiveTally } from '../html/active-tally.ts'

/** Of one file; pages have hundreds. What comes later is the same page's more of the same, and is said to be left out. */
const MAX_TARGETS = 300
const MAX_TARGET_CHARACTERS = 8_192
/** Payloads of one page: real ones have one. */
const MAX_CHILDREN = 50

/** Owns what one file gave. */
export class Seen {
  readonly #tally = new ActiveTally()
  readonly #targets = new Map<string, FileTarget>()
  readonly #children: InnerFile[] = []
  readonly #context: OpenContext
  incomplete: string | null = null

  constructor(context: OpenContext) {
    this.#context = context
  }

  add(kind: string, untrustedExcerpt: string): void {
    this.#tally.add(kind, () => untrustedExcerpt.slice(0, 500))
  }

  /** Only addresses that lead out of the file; the same one counts once. */
  leadsTo(untrustedUrl: string, via: string, untrustedShownText: string | null = null): void {
    const url = untrustedUrl.trim()
    if (!/^(?:[a-z][a-z0-9+.-]{1,20}:|\/\/|\\\\)/i.test(url) || /^(?:data|cid|blob|about|mid):/i.test(url)) return
    if (this.#targets.has(url) || url.length > MAX_TARGET_CHARACTERS) return
    if (this.#targets.size < MAX_TARGETS) this.#targets.set(url, { untrustedUrl: url, untrustedShownText, source: 'file', via })
    else this.incomplete ??= 'FILE_TOO_MANY_LINKS'
  }

  carries(untrustedPath: string, bytes: Uint8Array): void {
    const { depth, budget } = this.#context
    if (bytes.length === 0) return
    if (depth >= budget.limits.maxDepth) this.incomplete ??= 'FILE_TOO_DEEP'
    else if (this.#children.length >= MAX_CHILDREN || !takeEntry(budget)) this.incomplete ??= 'FILE_TOO_MANY_FILES'
    else if (!takeBytes(budget, bytes.length)) this.incomplete ??= 'FILE_TOO_BIG'
    else this.#children.push({ untrustedPath, bytes })
  }

  contents(format: string): Contents {
    const traits = this.#tally.list('').map(({ kind, count, evidence }) => ({ kind, count, evidence }))
    const entries = this.#children.map(({ untrustedPath, bytes }) => {
      return { untrustedPath, sizeBytes: bytes.length, compressedBytes: bytes.length, encrypted: false, directory: false }
    })
    const listing: Listing = { format, entries, traits, incomplete: this.incomplete }
    return { listing, children: this.#children, targets: [...this.#targets.values()] }
  }
}
