/** Gives the original addresses back in an outgoing mail, in its bodies alone: headers, files and whatever is signed keep every byte. */
import { rewriteWords } from '../parse/mime/rewrite.ts'
import { type UnwrappedLink, type Unwrapping, unwrapHtml, unwrapText } from './unwrap.ts'

export interface UnwrappedMail {
  /** The very bytes given when nothing changed. */
  readonly raw: Uint8Array
  readonly links: readonly UnwrappedLink[]
  /** A DKIM or ARC signature of before no longer holds: sign after unwrapping. */
  readonly signaturesBroken: boolean
  /** Why some parts were not looked into: `MIME_SIGNED`, `MIME_ENCRYPTED`, `MIME_CHARSET`, … */
  readonly untouched: readonly string[]
}

/** @param untrustedRaw a whole message (RFC 5322) */
export function unwrapMail(untrustedRaw: Uint8Array, { publicUrl, read }: Unwrapping): UnwrappedMail {
  const links = new Map<string, UnwrappedLink>()
  const unwrapping: Unwrapping = {
    publicUrl,
    // Bodies are bytes of some charset, of which only ASCII is sure.
    read: (token, host) => read(token, host)?.replace(/[^\0-\x7f]+/g, (letters) => encodeURIComponent(letters.toWellFormed())) ?? null,
  }
  const { raw, signaturesBroken, untouched } = rewriteWords(untrustedRaw, (words, kind) => {
    const { links: found, words: unwrapped } = unwrapWords(words, kind, unwrapping)
    for (const link of found) if (!links.has(link.from)) links.set(link.from, link)
    return unwrapped
  })
  return { raw, links: [...links.values()], signaturesBroken, untouched }
}

function unwrapWords(words: string, kind: 'text' | 'html', unwrapping: Unwrapping) {
  if (kind === 'text') {
    const { text, links } = unwrapText(words, unwrapping)
    return { words: text, links }
  }
  const { html, links } = unwrapHtml(words, unwrapping)
  return { words: html, links }
}
