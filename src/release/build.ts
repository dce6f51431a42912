/** Makes the only thing that agents see, exactly as the verdict says: inert words, links by their actions, files listed, and nothing missing without a reason. */
import type { Rebuilding } from '../core/disarmed.ts'
import type { Identity } from '../core/identity.ts'
import type { InboundMessage } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { LinkClick, Release, ReleasedLink } from '../core/release.ts'
import type { Report } from '../core/report.ts'
import type { Action, Verdict } from '../core/verdict.ts'
import { defangWithin } from './address.ts'
import { fileNotices, hopelesslyLocked } from './file-notices.ts'
import { listFiles } from './files.ts'
import { fillHtml, fillText } from './fill.ts'
import { type FilledLink, fillLinks, type RewriteLink } from './links.ts'
import { maskMessage } from './mask.ts'
import { noticesOf } from './notices.ts'
import type { PictureAddress } from './picture-token.ts'
import { showPictures } from './pictures.ts'
import { plainLine } from './plain.ts'
import type { Words } from './words/words.ts'

export interface BuildInput {
  readonly message: InboundMessage
  readonly report: Report
  readonly verdict: Verdict
  readonly identity: Identity
  readonly policy: Policy
  readonly revision: number
  /** Files that were built anew, or could not be. */
  readonly rebuilt?: readonly Rebuilding[]
  /** Ids of locked files that were looked into with their password. */
  readonly unlocked?: readonly string[]
  /** Of the channel's language. */
  readonly words: Words
  readonly rewriteLink: RewriteLink
  /** Where pictures of the message are shown from; without it they are named and not shown. */
  readonly pictureAddress?: PictureAddress
  /** Who went on through the gateway so far, by link id. */
  readonly clicks?: ReadonlyMap<string, readonly LinkClick[]>
}

/** RFC 5322 2.1.1 has no line over 998 characters. */
const MAX_SUBJECT_CHARACTERS = 998
const NO_LINKS: ReadonlyMap<string, FilledLink> = new Map()

/** A message that is held, blocked or expired has no words and no links here, only its files' placeholders and the notices. */
export function build(input: BuildInput): Release {
  const { report, verdict, policy, words, revision } = input
  const { message, masks: made } = maskMessage(input.message, verdict, report.findings, policy, words)
  const byLink = new Map<string, Action>()
  const byPart = new Map<string, Action>()
  for (const action of verdict.actions) {
    if (action.subject.kind === 'link') byLink.set(action.subject.id, action)
    else if (action.subject.kind === 'part') byPart.set(action.subject.id, action)
  }
  const goesOut = verdict.disposition === 'release'
  const masks = goesOut ? made : []
  const filled = goesOut ? fillLinks(message, byLink, report.findings, words, input.rewriteLink) : NO_LINKS
  const links = [...filled.values()].map((link) => withClicks(link.released, input.clicks))
  const files = listFiles(message, byPart, report.findings, words, input.rebuilt)
  const show = showPictures(message, files, input.pictureAddress)
  const locks = {
    unlocked: input.unlocked ?? [],
    hopeless: hopelesslyLocked(message.parts, report.outcomes),
    areAsked: policy.files.passwords === 'ask',
  }
  return {
    id: `rel_${message.id}`,
    messageId: message.id,
    revision,
    subject: goesOut && message.subject !== null ? defangWithin(plainLine(message.subject, MAX_SUBJECT_CHARACTERS)) : null,
    text: goesOut && message.text !== null ? fillText(message.text, filled, show, words) : null,
    html: goesOut && message.html !== null ? fillHtml(message.html, filled, show, words) : null,
    links,
    files,
    masks,
    notices: [...noticesOf(message, verdict, report, links, files, masks, words), ...fileNotices(files, locks, words)],
  }
}

/** Clicks are told of a link that has been taken back, while it is open they are the archive log's alone. */
function withClicks(link: ReleasedLink, clicks: BuildInput['clicks']): ReleasedLink {
  const known = link.action === 'rewrite' || link.action === 'release' ? undefined : clicks?.get(link.id)
  return known === undefined ? link : { ...link, clicks: known }
}
