/** The same findings, identity, reviews and policy version always give the same verdict, one more finding never gives a milder one, and what nobody looked at is never released. */
import type { Rebuilt } from '../core/disarmed.ts'
import type { Identity } from '../core/identity.ts'
import type { InboundMessage } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { Report } from '../core/report.ts'
import type { Action, Disposition, Review, Verdict } from '../core/verdict.ts'
import { collectGrounds } from './collect.ts'
import { afterRebuilding } from './disarmed.ts'
import { type Ground, strictness } from './ground.ts'
import { rulingsOf } from './reviews.ts'
import { settle } from './settle.ts'

export interface DecideInput {
  readonly message: InboundMessage
  readonly report: Report
  readonly identity: Identity
  readonly policy: Policy
  readonly policyVersion: number
  readonly reviews: readonly Review[]
  /** What is known of the files that were built anew; without it `disarm` says what would be done. */
  readonly rebuilt?: readonly Rebuilt[] | null
}

const MESSAGE = { kind: 'message', id: 'm' } as const

/**
 * One action for the message, each link and each top-level file, for a body that is itself why the message does not go out, and for words
 * that are masked: they stay so whatever becomes of the message.
 *
 * What a subject gets is the strictest of: its sender's level, its findings, its incomplete checks, its type, the default, a review.
 * A file that is to be rebuilt gets what its rebuilt form deserves. A block anywhere blocks the message. Nothing goes out before its message: items take on a held or blocked message's action
 * (rule `message`), a link inside a file its file's (rule `file`). A message without words, none of whose files can go out, shares its files' mildest fate (rule `items`).
 */
export function decide(input: DecideInput): Verdict {
  const { message, policyVersion } = input
  const grounds = collectGrounds(input)
  const ruling = rulingsOf(input.reviews)

  const files = new Map<string, Action>()
  for (const file of grounds.files) {
    const subject = { kind: 'part', id: file.partId } as const
    const action = settle(subject, grounds.perFile.get(file.partId) ?? [], ruling(subject))
    const isTold = action.kind === 'disarm' && input.rebuilt != null
    files.set(file.partId, isTold ? afterRebuilding(action, file, input.rebuilt, input) : action)
  }
  const items: Action[] = []
  for (const { linkId } of message.links) {
    const subject = { kind: 'link', id: linkId } as const
    const action = settle(subject, grounds.links.get(linkId) ?? [], ruling(subject))
    const inside = grounds.fileOfLink.get(linkId)
    items.push(inside === undefined ? action : follow(action, files.get(inside), 'file'))
  }
  items.push(...files.values())

  const forMessage = [...grounds.message, ...items.filter((item) => item.kind === 'block').map(blocking)]
  const decided = settle(MESSAGE, forMessage, ruling(MESSAGE))
  const action = shareItemsFate(decided, items, message)
  const bodies: Action[] = []
  for (const [id, bodyGrounds] of grounds.perBody) {
    const body = settle({ kind: 'part', id }, bodyGrounds, ruling(MESSAGE))
    if (body.kind !== 'release') bodies.push(body)
  }
  const words = [...grounds.words].map(([id, found]) => settle({ kind: 'words', id }, found, null))
  const followed = action.rule === 'items' ? items : items.map((item) => follow(item, action, 'message'))
  return { disposition: dispositionOf(action), policyVersion, actions: [action, ...bodies, ...words, ...followed] }
}

function dispositionOf(action: Action): Disposition {
  switch (action.kind) {
    case 'hold':
      return 'hold'
    case 'block':
      return 'block'
    case 'remove':
      // A whole message is removed by the clock alone; a person's removal is a block.
      return 'expire'
    case 'release':
    case 'rewrite':
    case 'defang':
    case 'mask':
    case 'disarm':
      return 'release'
  }
}

function blocking(item: Action): Ground {
  return { kind: 'block', source: 'rule', rule: item.rule, reason: item.reason, findings: item.because, severity: null, pinned: true }
}

/** Nothing goes out before what it belongs to. */
function follow(item: Action, owner: Action | undefined, rule: 'message' | 'file'): Action {
  if (owner === undefined || strictness(item.kind) >= strictness(owner.kind)) return item
  // What would not have gone out anyway keeps its own reason.
  if (strictness(item.kind) >= strictness('hold')) return { ...item, kind: owner.kind }
  return { kind: owner.kind, subject: item.subject, because: owner.because, rule, reason: owner.reason }
}

/** How near to being released a file that cannot go out is: held may still come, expired came too late, removed never comes. */
function fateOf(action: Action): number {
  if (action.kind === 'hold') return 0
  return action.reason === 'EXPIRED' ? 1 : 2
}

function shareItemsFate(decided: Action, items: readonly Action[], message: InboundMessage): Action {
  if (hasWords(message)) return decided
  const files = items.filter((item) => item.subject.kind === 'part')
  let mildest: Action | null = null
  for (const file of files) {
    if (strictness(file.kind) < strictness('hold')) return decided
    if (mildest === null || fateOf(file) < fateOf(mildest)) mildest = file
  }
  if (mildest === null) return decided
  const kind = (['hold', 'remove', 'block'] as const)[fateOf(mildest)] ?? 'block'
  // A message that is held, with nothing in it that could ever go out, is not worth holding.
  if (strictness(kind) <= strictness(decided.kind)) return decided
  const limit = mildest.limit === undefined ? {} : { limit: mildest.limit }
  return { kind, subject: MESSAGE, because: mildest.because, rule: 'items', reason: mildest.reason, ...limit }
}

/** A subject counts: "Scan of my passport" is something that an agent can answer. */
function hasWords(message: InboundMessage): boolean {
  if (message.subject !== null && message.subject.trim() !== '') return true
  const { text, html } = message
  if ((text?.slots.length ?? 0) > 0 || (html?.slots.length ?? 0) > 0) return true
  // The text has all that can be seen of the HTML, so empty elements are no words.
  return (text ?? html ?? { body: '' }).body.trim() !== ''
}
