/** Makes links of the addresses that files lead to. */
import type { Link } from '../../core/message.ts'
import { readHref } from '../url.ts'
import type { FileTarget } from './contents.ts'

/** `firstLink` numbers the links: 7 begins with `l7`. */
export function fileLinks(found: readonly { readonly partId: string; readonly target: FileTarget }[], firstLink: number): readonly Link[] {
  return found.map(({ partId, target: { untrustedUrl, untrustedShownText, source, via } }, index) => ({
    linkId: `l${firstLink + index}`,
    partId,
    untrustedUrl,
    url: readHref(untrustedUrl),
    shownText: untrustedShownText,
    source,
    via,
  }))
}
