/** Gives the original addresses back where words quote those of the click gateway; what is not ours stays as it is and is named. */
import { decodeCharacterReferences } from '../parse/html/character-references.ts'
import { type FoundGatewayAddress, gatewayAddressFinder, type ReadToken } from './gateway-addresses.ts'

export interface Unwrapping {
  /** Without a trailing slash. */
  readonly publicUrl: string
  readonly read: ReadToken
}

export interface UnwrappedLink {
  /** The gateway's address. */
  readonly from: string
  /** Null: not signed here, left as it was. */
  readonly to: string | null
}

export interface UnwrappedText {
  readonly text: string
  /** Each address once, in the order of its first place. */
  readonly links: readonly UnwrappedLink[]
}

export interface UnwrappedHtml {
  readonly html: string
  readonly links: readonly UnwrappedLink[]
}

/** A customer may have quoted our address back to us, and it was wrapped again. */
const MAX_ROUNDS = 4

export function unwrapText(text: string, unwrapping: Unwrapping): UnwrappedText {
  const found = findAll(text, unwrapping)
  return {
    text: replaced(
      text,
      found,
      (at) => at,
      (address) => address,
    ),
    links: listed(found),
  }
}

/** In attribute values and in words alike; markup around them is not touched. */
export function unwrapHtml(html: string, unwrapping: Unwrapping): UnwrappedHtml {
  const { text, sourceOf } = decodeCharacterReferences(html)
  const found = findAll(text, unwrapping)
  return { html: replaced(html, found, sourceOf, escaped), links: listed(found) }
}

function findAll(text: string, { publicUrl, read }: Unwrapping, rounds = MAX_ROUNDS): readonly FoundGatewayAddress[] {
  return gatewayAddressFinder(
    publicUrl,
    read,
  )(text).map((found) => {
    if (found.original === null || rounds === 1) return found
    const inner = findAll(found.original, { publicUrl, read }, rounds - 1)
    return inner.length === 0
      ? found
      : {
          ...found,
          original: replaced(
            found.original,
            inner,
            (at) => at,
            (address) => address,
          ),
        }
  })
}

function replaced(
  source: string,
  found: readonly FoundGatewayAddress[],
  sourceOf: (at: number) => number,
  write: (address: string) => string,
): string {
  const pieces: string[] = []
  let from = 0
  for (const { start, end, original, encodings } of found) {
    if (original === null) continue
    let address = original
    for (let time = 0; time < encodings; time += 1) address = encodeURIComponent(address)
    pieces.push(source.slice(from, sourceOf(start)), write(address))
    from = sourceOf(end)
  }
  return pieces.length === 0 ? source : pieces.join('') + source.slice(from)
}

function listed(found: readonly FoundGatewayAddress[]): readonly UnwrappedLink[] {
  const links = new Map<string, UnwrappedLink>()
  for (const { address, original } of found) if (!links.has(address)) links.set(address, { from: address, to: original })
  return [...links.values()]
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
