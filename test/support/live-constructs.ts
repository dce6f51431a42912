/** Finds everything in HTML that could run, load, send or lead somewhere, by parse5 and by lists of its own: an opinion that shares nothing with the code that it judges. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as Html, parse, parseFragment, serialize } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

export interface Allowed {
  /** Where an anchor may lead. */
  mayLead(href: string): boolean
  /** What a picture may show. */
  mayShow(src: string): boolean
}

const { SVG, HTML } = Html.NS
/** HTML Living Standard, index of elements: those that only carry words, less all that run, load, send, name or are named. */
const INERT_ELEMENTS = new Set(
  (
    'html head body a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark nav ol p pre q rp rt ruby s samp section ' +
    'small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
)
/** HTML Living Standard, index of attributes: those that only say how words look. */
const INERT_ATTRIBUTES = new Set(
  (
    'align bgcolor border cellpadding cellspacing color colspan dir face height lang nowrap rowspan size span start style ' +
    'type valign width'
  ).split(' '),
)
const RUNNING_SCHEME = /^(?:javascript|vbscript|livescript|data|blob|filesystem|view-source|mhtml|jar):/i
const LIVE_STYLE =
  /url\s*\(|src\s*\(|image-set|element\s*\(|expression|@|\\|behaviou?r|binding|position|javascript:|content\s*:|\/\*|var\s*\(|attr\s*\(|env\s*\(/i
const CONTEXTS = ['div', 'table', 'select', 'svg'] as const

/** What is live in `html` wherever a desk may put it: a page of its own, and inside other elements; with scripting and without, and once more after it was written out and read again. */
export function liveIn(html: string, allowed: Allowed): readonly string[] {
  const found = new Set<string>()
  for (const scriptingEnabled of [true, false]) {
    const scripting = scriptingEnabled ? 'scripts on' : 'scripts off'
    const page = parse(html, { scriptingEnabled })
    look(page, `page, ${scripting}`, allowed, found)
    look(parse(serialize(page), { scriptingEnabled }), `page read again, ${scripting}`, allowed, found)
    for (const context of CONTEXTS) {
      const around = defaultTreeAdapter.createElement(context, context === 'svg' ? SVG : HTML, [])
      look(parseFragment(around, html, { scriptingEnabled }), `in ${context}, ${scripting}`, allowed, found, context === 'svg')
    }
  }
  return [...found]
}

function look(root: Node, place: string, allowed: Allowed, found: Set<string>, foreign = false): void {
  const left: Node[] = [root]
  while (left.length > 0) {
    const node = left.pop() as Node
    for (const fault of faultsOf(node, allowed, foreign)) if (found.size < MAX_FAULTS) found.add(`${fault} (${place})`)
    // Written from the back, so that they are met in the order of the document.
    if ('childNodes' in node) for (let at = node.childNodes.length - 1; at >= 0; at -= 1) left.push(node.childNodes[at] as Node)
    if ('content' in node) left.push(node.content)
  }
}

const MAX_FAULTS = 50

function faultsOf(node: Node, allowed: Allowed, foreign: boolean): readonly string[] {
  if (node.nodeName === '#comment') return ['a comment']
  if (!('attrs' in node)) return []
  const faults: string[] = []
  // What a fragment holds is of its context's kind; of itself it may be none but HTML.
  if (!INERT_ELEMENTS.has(node.tagName)) faults.push(`<${node.tagName}>`)
  else if (node.namespaceURI !== HTML && !foreign) faults.push(`<${node.tagName}> of another namespace`)
  if (node.tagName === 'a' && !opensApart(node)) faults.push('a link that does not open apart')
  for (const { name, value } of node.attrs)
    if (!isInert(node, name, value, allowed)) faults.push(`${node.tagName}[${name}=${value.slice(0, 80)}]`)
  return faults
}

/** Neither tells the other page where it was opened, nor gives it a hand on this one. */
function opensApart({ attrs }: Element): boolean {
  const valued = (name: string) => attrs.find((attribute) => attribute.name === name)?.value ?? ''
  return (
    valued('href') === '' || (valued('target') === '_blank' && /\bnoopener\b/.test(valued('rel')) && /\bnoreferrer\b/.test(valued('rel')))
  )
}

function isInert({ tagName }: Element, name: string, value: string, { mayLead, mayShow }: Allowed): boolean {
  if (name === 'href') return tagName === 'a' && mayLead(value)
  if (name === 'src') return tagName === 'img' && mayShow(value)
  if (name === 'rel' || name === 'target') return tagName === 'a'
  if (name === 'alt') return tagName === 'img'
  if (!INERT_ATTRIBUTES.has(name)) return false
  // WHATWG URL 4.1: controls at its beginning, and tabs and newlines anywhere, are no part of an address.
  if (RUNNING_SCHEME.test(value.replace(/[\0-\x20]/g, ''))) return false
  return name !== 'style' || !LIVE_STYLE.test(value)
}
