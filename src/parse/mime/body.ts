/** Tells the words of a mail from its files as RFC 8621 4.1.4 does, so that every leaf has exactly one role. */
import type { Entity, Leaf } from './walk.ts'

/** Which view a body leaf belongs to: the plain one, the HTML one, or both (a footer that follows an alternative). */
export type BodyView = 'text' | 'html' | 'both'

interface Lists {
  readonly text: Leaf[]
  readonly html: Leaf[]
}

/** Which lists inline words go to from here on: RFC 8621 sets the other one aside within an alternative. */
interface Scope {
  readonly within: string
  readonly inAlternative: boolean
  text: boolean
  html: boolean
}

function isInlineWords(leaf: Leaf, index: number, within: string): boolean {
  if (leaf.disposition === 'attachment' || !(leaf.claimedType === 'text/plain' || leaf.claimedType === 'text/html')) return false
  return index === 0 || (within !== 'related' && leaf.untrustedName === null)
}

/** The body leaves of a mail; every other leaf is a file. Attached messages are files, and so is all that is in them. */
export function chooseBodies(root: Entity): ReadonlyMap<Leaf, BodyView> {
  const lists: Lists = { text: [], html: [] }
  place([root], { within: 'mixed', inAlternative: false, text: true, html: true }, lists)
  const views = new Map<Leaf, BodyView>()
  for (const leaf of lists.text) views.set(leaf, 'text')
  for (const leaf of lists.html) views.set(leaf, views.has(leaf) ? 'both' : 'html')
  return views
}

/** `parseStructure` of RFC 8621 4.1.4, without the inline media that it also lists: those are files to us. */
function place(entities: readonly Entity[], scope: Scope, lists: Lists): void {
  const textBefore = lists.text.length
  const htmlBefore = lists.html.length
  for (const [index, entity] of entities.entries()) {
    if (entity.kind === 'multipart') {
      const inAlternative = scope.inAlternative || entity.subtype === 'alternative'
      place(entity.children, { ...scope, within: entity.subtype, inAlternative }, lists)
    } else if (isInlineWords(entity, index, scope.within)) placeWords(entity, scope, lists)
  }
  if (scope.within !== 'alternative' || !scope.text || !scope.html) return
  const textFound = lists.text.slice(textBefore)
  const htmlFound = lists.html.slice(htmlBefore)
  // Only one of the two was offered: it serves both views
  if (textFound.length === 0) lists.text.push(...htmlFound)
  else if (htmlFound.length === 0) lists.html.push(...textFound)
}

function placeWords(leaf: Leaf, scope: Scope, lists: Lists): void {
  const own = leaf.claimedType === 'text/html' ? 'html' : 'text'
  if (scope.within === 'alternative') {
    lists[own].push(leaf)
    return
  }
  if (scope.inAlternative) scope[own === 'html' ? 'text' : 'html'] = false
  // Words of both kinds inside one choice set both lists aside; the RFC drops the second of them, we do not
  if (scope.text || own === 'text') lists.text.push(leaf)
  if (scope.html || own === 'html') lists.html.push(leaf)
}
