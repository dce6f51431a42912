/** The one list of what released HTML may hold, in sanitize-html's own words: what is not on it is never written. */
import type { IOptions } from 'sanitize-html'

/** No id, class or name (DOM clobbering, styles of the page around), no title (words that may hold an address), no address of any kind. */
const ATTRIBUTE_VALUES: Readonly<Record<string, RegExp>> = {
  align: /^[a-z-]{1,16}$/i,
  valign: /^[a-z-]{1,16}$/i,
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z0-9-]{1,35}$/i, // BCP 47 4.4.1
  width: /^\d{1,5}(?:\.\d{1,3})?(?:%|px)?$/i,
  height: /^\d{1,5}(?:\.\d{1,3})?(?:%|px)?$/i,
  border: /^\d{1,3}(?:px)?$/i,
  cellpadding: /^\d{1,3}(?:px)?$/i,
  cellspacing: /^\d{1,3}(?:px)?$/i,
  colspan: /^\d{1,4}$/,
  rowspan: /^\d{1,4}$/,
  span: /^\d{1,4}$/,
  start: /^-?\d{1,6}$/,
  type: /^(?:[1aAiI]|disc|circle|square|decimal)$/,
  bgcolor: /^#?[a-z0-9]{1,24}$/i,
  color: /^#?[a-z0-9]{1,24}$/i,
  size: /^[+-]?\d{1,2}$/,
  face: /^[\p{L}\p{N} ,'-]{1,200}$/u,
  nowrap: /^nowrap$/i,
}

/**
 * What sanitize-html 2.18 allows by itself, less anchors (they are slots), with the presentational tags of mail.
 * sanitize-html is the judge of this list, in the tests: it takes nothing away from what is written here.
 */
export const HTML_ALLOWLIST: IOptions = {
  allowedTags: (
    'address article aside footer header h1 h2 h3 h4 h5 h6 hgroup nav section blockquote dd div dl dt figcaption figure hr li ol p pre ul ' +
    'abbr b bdi bdo br cite code dfn em i kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr ' +
    'caption col colgroup table tbody td tfoot th thead tr ' +
    'big center del font ins strike tt'
  ).split(' '),
  allowedAttributes: { '*': [...Object.keys(ATTRIBUTE_VALUES), 'style'] },
  // Styles have passed the filter of inline-style.ts; postcss would halve the speed.
  parseStyleAttributes: false,
  selfClosing: ['br', 'col', 'hr', 'wbr'],
}

const LINES = ['body', 'main', 'form', 'fieldset', 'legend', 'option', 'optgroup', 'details', 'summary', 'dialog', 'marquee', 'frameset']
const VOID_TAGS = new Set(HTML_ALLOWLIST.selfClosing)

/** By source name: how the element is opened (without `>`) and closed in released HTML. */
export const WRITTEN_TAGS: ReadonlyMap<string, { readonly open: string; readonly end: string; readonly close: string }> = new Map([
  ...(HTML_ALLOWLIST.allowedTags as string[]).map((tag) => [tag, written(tag)] as const),
  // Not written themselves, but their words stand on lines of their own.
  ...LINES.map((tag) => [tag, written('div')] as const),
  ['menu', written('ul')],
  ['dir', written('ul')],
  // Raw-text elements of old come out as escaped words.
  ['xmp', written('pre')],
  ['listing', written('pre')],
  ['plaintext', written('pre')],
])

function written(tag: string) {
  return VOID_TAGS.has(tag) ? { open: `<${tag}`, end: ' />', close: '' } : { open: `<${tag}`, end: '>', close: `</${tag}>` }
}

export const ALLOWED_ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map(Object.entries(ATTRIBUTE_VALUES))
