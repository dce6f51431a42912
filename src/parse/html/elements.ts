/** What each element of strangers' HTML means for the two renderings and for the count of live constructs. */

export type LayoutRole = 'inline' | 'line' | 'block' | 'break' | 'row' | 'cell' | 'quote' | 'list' | 'ordered' | 'item' | 'preformatted'

export interface ElementRule {
  readonly role: LayoutRole
  /** Its content is no words of the message: neither rendering has it. */
  readonly dropped: boolean
  /** How its words are hidden, null when they are not. */
  readonly hides: string | null
  /** The kind under which it is counted as live, null when it is harmless. */
  readonly active: string | null
}

const INLINE: ElementRule = { role: 'inline', dropped: false, hides: null, active: null }
const RULES = new Map<string, ElementRule>()

function define(names: string, rule: Partial<ElementRule>): void {
  for (const name of names.split(' ')) RULES.set(name, { ...INLINE, ...rule })
}

define('div section article aside header footer main nav address figure figcaption caption dt dd details summary dialog main body center', {
  role: 'line',
})
define('legend fieldset option optgroup thead tbody tfoot', { role: 'line' })
define('p h1 h2 h3 h4 h5 h6 hgroup table dl hr', { role: 'block' })
define('br', { role: 'break' })
define('tr', { role: 'row' })
define('td th', { role: 'cell' })
define('blockquote', { role: 'quote' })
define('ul menu dir', { role: 'list' })
define('ol', { role: 'ordered' })
define('li', { role: 'item' })
define('pre xmp listing plaintext', { role: 'preformatted' })

define('title datalist desc metadata defs annotation annotation-xml', { dropped: true })
define('script', { dropped: true, active: 'script' })
define('style', { dropped: true, active: 'style-element' })
define('template', { hides: 'template', active: 'template' })
define('iframe noframes noembed', { dropped: true, active: 'frame' })
define('frame', { active: 'frame' })
define('frameset', { role: 'line', active: 'frame' })
define('object', { active: 'object' })
define('embed', { active: 'embed' })
define('applet', { active: 'applet' })
define('svg', { active: 'svg' })
define('math', { active: 'math' })
// Mail clients run no scripts, so what stands in noscript is what their readers see.
define('noscript', { active: 'noscript' })
define('audio', { active: 'audio' })
define('video', { active: 'video' })
define('link', { active: 'link-element' })
define('base', { active: 'base' })
define('form', { role: 'line', active: 'form' })
define('input select textarea button keygen isindex', { active: 'form' })
define('animate set animatetransform animateTransform animatemotion animateMotion', { active: 'svg' })
define('marquee', { role: 'line' })

/** Unknown elements are transparent: their words stay, their tags do not. */
export function ruleOf(name: string): ElementRule {
  return RULES.get(name) ?? INLINE
}

/** Attributes that hold an address, and on which elements when not on all. HTML Living Standard, attributes index; SVG 2. */
const ADDRESS_ATTRIBUTES = new Set([
  'href',
  'xlink:href',
  'src',
  'srcset',
  'imagesrcset',
  'action',
  'formaction',
  'background',
  'poster',
  'data',
  'cite',
  'ping',
  'longdesc',
  'codebase',
  'archive',
  'profile',
  'manifest',
  'dynsrc',
  'lowsrc',
  'usemap',
])

export function holdsAddress(attribute: string): boolean {
  return ADDRESS_ATTRIBUTES.has(attribute)
}
