/** Agent and sender are told, once for each reason, what did not go on as it was sent. */
import type { InboundMessage } from '../core/message.ts'
import type { Mask, Notice, ReleasedFile, ReleasedLink } from '../core/release.ts'
import type { Finding, Report } from '../core/report.ts'
import type { Action, Verdict } from '../core/verdict.ts'
import { clauseOf } from './explain.ts'
import { plainLine } from './plain.ts'
import { broadReasonKey } from './reasons.ts'
import type { Topic, Words } from './words/words.ts'

interface Group {
  readonly action: Action
  readonly what: Topic['what']
  count: number
}

/** What nearly every newsletter hides (a preview line, a label for telephones) is in the report alone. */
const HIDING: ReadonlySet<string> = new Set(['HTML_HIDDEN_TEXT', 'TEXT_HIDDEN_MESSAGE', 'TEXT_AI_INSTRUCTIONS_HIDDEN'])

/** `links` are those in the words: of others nobody has seen anything, so there is nothing to tell. */
export function noticesOf(
  message: InboundMessage,
  verdict: Verdict,
  report: Report,
  links: readonly ReleasedLink[],
  files: readonly ReleasedFile[],
  masks: readonly Mask[],
  words: Words,
): readonly Notice[] {
  const notices: Notice[] = []
  const clause = (action: Action) => clauseOf(action, report.findings, words, 'agent')
  for (const { action, what, count } of groups(verdict, links, files, clause))
    notices.push(...tell(action, { what, count }, report.findings, words))
  if (masks.length > 0) {
    notices.push({ for: 'agent', code: 'PERSONAL_DATA_MASKED', text: words.tellAgentMasked(masks.length) })
    notices.push({ for: 'sender', code: 'PERSONAL_DATA_MASKED', text: words.tellSenderMasked(masks.length) })
  }
  const agents = new Set(links.flatMap(({ clicks }) => clicks ?? []).map(({ agent }) => agent))
  if (agents.size > 0)
    notices.push({ for: 'agent', code: 'LINK_OPENED_BEFORE', text: words.openedBefore([...agents].map((agent) => plainLine(agent, 80))) })
  if (verdict.disposition === 'release') notices.push(...leftOut(message, report.findings, words))
  return notices
}

/** What the agent would have seen, or run into, had the message been opened as it came. */
function leftOut({ html, trackers }: InboundMessage, findings: readonly Finding[], words: Words): readonly Notice[] {
  const notices: Notice[] = []
  if (findings.some(({ code }) => broadReasonKey(code) === 'activeContent'))
    notices.push({ for: 'agent', code: 'ACTIVE_CONTENT_REMOVED', text: words.activeContentLeftOut })
  if (findings.some(({ code }) => HIDING.has(code)))
    notices.push({ for: 'agent', code: 'HIDDEN_WORDS_REMOVED', text: words.hiddenWordsLeftOut })
  if (findings.some(({ code }) => code === 'HTML_SHOWN_AS_TEXT')) {
    const reason = words.reason('htmlTooLarge', 'agent')
    notices.push({ for: 'agent', code: 'HTML_SHOWN_AS_TEXT', text: words.tellAgent({ what: 'message', count: 1 }, 'defang', reason) })
  }
  const pictures = html?.slots.filter((slot) => slot.kind === 'image' && slot.from === 'remote').length ?? 0
  if (pictures > 0) notices.push({ for: 'agent', code: 'PICTURES_BLOCKED', text: words.picturesBlocked(pictures) })
  if (trackers.count > 0) notices.push({ for: 'agent', code: 'TRACKING_PIXELS_BLOCKED', text: words.trackingPixelsBlocked(trackers.count) })
  return notices
}

function tell(action: Action, topic: Topic, findings: readonly Finding[], words: Words): readonly Notice[] {
  const code = action.reason
  const toAgent = words.tellAgent(topic, action.kind, clauseOf(action, findings, words, 'agent'))
  const toSender =
    action.kind === 'hold' && code === 'IDENTITY_REQUIRED'
      ? words.askToIdentify(topic, action.limit)
      : words.tellSender(topic, action.kind, clauseOf(action, findings, words, 'sender'))
  return [
    { for: 'agent', code, text: toAgent },
    { for: 'sender', code, text: toSender },
  ]
}

/** What is told in the same words is told once. */
function groups(
  verdict: Verdict,
  links: readonly ReleasedLink[],
  files: readonly ReleasedFile[],
  clause: (action: Action) => string,
): Iterable<Group> {
  const grouped = new Map<string, Group>()
  const listed = new Set([...links, ...files].map((item) => item.id))
  for (const action of verdict.actions) {
    const what = topicOf(action, listed)
    if (what === null) continue
    const key = `${what} ${action.kind} ${action.reason} ${clause(action)}`
    const group = grouped.get(key)
    if (group === undefined) grouped.set(key, { action, what, count: 1 })
    else group.count += 1
  }
  return grouped.values()
}

/** Null for what needs no words: passed on, told by its message or by its items already, or never seen by anyone. */
function topicOf(action: Action, listed: ReadonlySet<string>): Topic['what'] | null {
  if (action.kind === 'release' || action.kind === 'rewrite' || action.rule === 'message' || action.rule === 'items') return null
  // Told with what it lost.
  if (action.kind === 'disarm') return null
  switch (action.subject.kind) {
    case 'message':
      return 'message'
    case 'link':
      return listed.has(action.subject.id) ? 'link' : null
    case 'words':
      // Told by their placeholders, and counted below.
      return null
    case 'part':
      // A body is told about by its message.
      return listed.has(action.subject.id) ? 'file' : null
  }
}
