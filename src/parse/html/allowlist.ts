/** The one list of what released HTML may hold, in sanitize-html's own words: what is not on it is never written. */
import type { IOptions } from 'sanitize-html'

/** No id, class or name (DOM clobbering, styles of the page around), no title (words that may hold an address), no address of any kind. */
const ATTRIBUTE_VALUES: Readonly<Record<string, RegExp>> = {
  // The commonest of mail first: sanitize-html searches its lists from the front.
  width: /^\d{1,5}(?:\.\d{1,3})?(?:%|px)?$/i,
  height: /^\d{1,5}(?:\.\d{1,3})?(?:%|px)?$/i,
  align: /^[a-z-]{1,16}$/i,
  valign: /^[a-z-]{1,16}$/i,
  color: /^#?[a-z0-9]{1,24}$/i,
  size: /^[+-]?\d{1,2}$/,
  face: /^[\p{L}\p{N} ,'-]{1,200}$/u,
  bgcolor: /^#?[a-z0-9]{1,24}$/i,
  colspan: /^\d{1,4}$/,
  border: /^\d{1,3}(?:px)?$/i,
  cellpadding: /^\d{1,3}(?:px)?$/i,
  cellspacing: /^\d{1,3}(?:px)?$/i,
  rowspan: /^\d{1,4}$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z0-9-]{1,35}$/i, // BCP 47 4.4.1
  span: /^\d{1,4}$/,
  start: /^-?\d{1,6}$/,
  type: /^(?:[1aAiI]|disc|circle|square|decimal)$/,
  nowrap: /^nowrap$/i,
}

/**
 * What sanitize-html 2.18 allows by itself, less anchors (they are slots), with the presentational tags of mail.
 * sanitize-html is the judge of this list, at run time: it takes nothing away from what is written here.
 */
export const HTML_ALLOWLIST = {
  allowedTags: (
    'td tr font span p br table b div tbody center li ul i u h1 h2 h3 strong em hr blockquote small big th pre tt ' +
    'address article aside footer header h4 h5 h6 hgroup nav section dd dl dt figcaption figure ol ' +
    'abbr bdi bdo cite code dfn kbd mark q rp rt ruby s samp sub sup time var wbr ' +
    'caption col colgroup tfoot thead ' +
    'del ins strike'
  ).split(' '),
  allowedAttributes: { '*': ['style', ...Object.keys(ATTRIBUTE_VALUES)] },
  // Styles have passed the filter of inline-style.ts; postcss would halve the speed.
  parseStyleAttributes: false,
  selfClosing: ['br', 'col', 'hr', 'wbr'],
} satisfies IOptions

export const ALLOWED_ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map(Object.entries(ATTRIBUTE_VALUES))

/** What release writes into the slots of links. No other anchor is ever written. */
export const ANCHOR_ATTRIBUTES = ['href', 'rel', 'target'] as const
