/** Tells the words of a mail from its files as RFC 8621 4.1.4 does, so that every leaf has exactly one role. */
import type { Entity, Leaf } from './walk.ts'

/** Which view a body leaf belongs to: the plain one, the HTML one, or both (a footer that follows an alternative). */
export type BodyView = 'text' | 'html' | 'both'

/** Where the leaves found so far go; null where RFC 8621 sets the list aside within an alternative. */
interface Lists {
  text: Leaf[] | null
  html: Leaf[] | null
}

function isWords(leaf: Leaf): boolean {
  return leaf.claimedType === 'text/plain' || leaf.claimedType === 'text/html'
}

function isInlineMedia(leaf: Leaf): boolean {
  return /^(?:image|audio|video)\//.test(leaf.claimedType)
}

function isInline(leaf: Leaf, index: number, within: string): boolean {
  if (leaf.disposition === 'attachment' || !(isWords(leaf) || isInlineMedia(leaf))) return false
  return index === 0 || (within !== 'related' && (isInlineMedia(leaf) || leaf.untrustedName === null))
}

/** The body leaves of a mail; every other leaf is a file. Attached messages are files, and so is all that is in them. */
export function chooseBodies(root: Entity): ReadonlyMap<Leaf, BodyView> {
  const text: Leaf[] = []
  const html: Leaf[] = []
  const views = new Map<Leaf, BodyView>()
  place([root], 'mixed', false, { text, html }, views)
  for (const leaf of text) if (isWords(leaf)) views.set(leaf, 'text')
  for (const leaf of html) if (isWords(leaf)) views.set(leaf, views.get(leaf) === 'text' ? 'both' : 'html')
  return views
}

/** `parseStructure` of RFC 8621 4.1.4. */
function place(entities: readonly Entity[], within: string, inAlternative: boolean, lists: Lists, stray: Map<Leaf, BodyView>): void {
  // RFC: a list set aside here stays in use outside, hence the copy
  const here: Lists = { ...lists }
  const textLength = here.text?.length ?? -1
  const htmlLength = here.html?.length ?? -1
  for (const [index, entity] of entities.entries()) {
    if (entity.kind === 'multipart') {
      place(entity.children, entity.subtype, inAlternative || entity.subtype === 'alternative', here, stray)
    } else if (isInline(entity, index, within)) {
      placeInline(entity, within, inAlternative, here, stray)
    }
  }
  if (within !== 'alternative' || here.text === null || here.html === null) return
  const textFound = here.text.slice(textLength)
  const htmlFound = here.html.slice(htmlLength)
  // Only one of the two was offered: it serves both views
  if (textFound.length === 0) here.text.push(...htmlFound)
  else if (htmlFound.length === 0) here.html.push(...textFound)
}

function placeInline(leaf: Leaf, within: string, inAlternative: boolean, here: Lists, stray: Map<Leaf, BodyView>): void {
  if (within === 'alternative') {
    if (leaf.claimedType === 'text/plain') here.text?.push(leaf)
    else if (leaf.claimedType === 'text/html') here.html?.push(leaf)
    if ((leaf.claimedType === 'text/plain' ? here.text : here.html) === null && isWords(leaf)) stray.set(leaf, ownView(leaf))
    return
  }
  if (inAlternative) {
    if (leaf.claimedType === 'text/plain') here.html = null
    if (leaf.claimedType === 'text/html') here.text = null
  }
  here.text?.push(leaf)
  here.html?.push(leaf)
  // Words of both kinds inside one alternative set both lists aside: the algorithm would drop the second of them
  if (here.text === null && here.html === null && isWords(leaf)) stray.set(leaf, ownView(leaf))
}

function ownView(leaf: Leaf): BodyView {
  return leaf.claimedType === 'text/html' ? 'html' : 'text'
}
