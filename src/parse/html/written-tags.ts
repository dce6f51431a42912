/** Says for each element of the source as which allowed element it is written, and which open ones it ends by beginning. */
import { HTML_ALLOWLIST } from './allowlist.ts'

export interface WrittenTag {
  readonly name: string
  /** Without the `>`: attributes follow. */
  readonly open: string
  readonly end: string
  /** Empty for what has no end tag. */
  readonly close: string
  /** Open elements whose end tag this one implies when it stands right inside them; null for none. */
  readonly ends: ReadonlySet<string> | null
}

// HTML 13.1.2.4 (optional tags), as htmlparser2 reads it. Source elements between two written ones are gone from the
// output, so `<p><custom><p>` would be read again as something else: written by these rules, it is read again as it is.
const ENDS = new Map<string, ReadonlySet<string>>()

function ends(names: string, ended: string): void {
  const set = new Set(ended.split(' '))
  for (const name of names.split(' ')) ENDS.set(name, set)
}

ends('p address article aside blockquote div dl figcaption figure footer header hr nav ol pre section table ul', 'p')
ends('h1 h2 h3 h4 h5 h6', 'h1 h2 h3 h4 h5 h6 p')
ends('li', 'li')
ends('dd dt', 'dd dt')
ends('rt rp', 'rt rp')
ends('tr', 'tr th td')
ends('th', 'th')
ends('td', 'thead th td')
ends('tbody tfoot', 'thead tbody')

const VOID_TAGS = new Set(HTML_ALLOWLIST.selfClosing)
const LINES = ['body', 'main', 'form', 'fieldset', 'legend', 'option', 'optgroup', 'details', 'summary', 'dialog', 'marquee', 'frameset']

export const WRITTEN_TAGS: ReadonlyMap<string, WrittenTag> = new Map([
  ...HTML_ALLOWLIST.allowedTags.map((tag) => [tag, written(tag)] as const),
  // Not written themselves, but their words stand on lines of their own.
  ...LINES.map((tag) => [tag, written('div')] as const),
  ['menu', written('ul')],
  // Its words stand in the order in which they are read.
  ['bdo', written('span')],
  ['dir', written('ul')],
  // Raw-text elements of old come out as escaped words.
  ['xmp', written('pre')],
  ['listing', written('pre')],
  ['plaintext', written('pre')],
])

/** Around words that need a look of their own. */
export const SPAN = written('span')

function written(name: string): WrittenTag {
  const isVoid = VOID_TAGS.has(name)
  return { name, open: `<${name}`, end: isVoid ? ' />' : '>', close: isVoid ? '' : `</${name}>`, ends: ENDS.get(name) ?? null }
}
