/** Decides and builds in one go, with a gateway whose addresses are easy to read in a test. */
import type { InboundMessage, Link, Rendering, Slot } from '../../src/core/message.ts'
import type { Release } from '../../src/core/release.ts'
import { build } from '../../src/release/build.ts'
import { aLink, aMessage, aReport, type Case, givenIdentity, givenPolicy, verdictOf } from '../policy/given.ts'
import { givenWords } from '../support/languages.ts'

export function releaseOf(given: Case): Release {
  const message = given.message ?? aMessage()
  const policy = given.policy ?? givenPolicy()
  return build({
    message,
    report: given.report ?? aReport(message, given.findings, given.outcomes),
    verdict: verdictOf(given),
    identity: givenIdentity(given.level ?? 'authenticated'),
    policy,
    words: givenWords(policy.language),
    revision: 2,
    rewriteLink: ({ linkId, host }) => `https://gate.example/l/${host}/${linkId}`,
  })
}

/** `before` and `after` an anchor around `inside`. */
export function anchored(before: string, inside: string, after: string, linkId = 'l1'): Rendering {
  const open = before.length
  const slots: Slot[] = [
    { at: open, kind: 'link-open', linkId },
    { at: open + inside.length, kind: 'link-close', linkId },
  ]
  return { body: before + inside + after, slots }
}

/** A message whose one link stands around the words `shown`, in text and in HTML. */
export function aLinkedMessage(url: string | null, shown: string, changes: Partial<Link> = {}): InboundMessage {
  const link = aLink('l1', { url, untrustedUrl: url ?? 'http://[', shownText: shown, source: 'html', via: 'a[href]', ...changes })
  return aMessage({ links: [link], text: anchored('See ', shown, '.'), html: anchored('<p>See ', shown, '.</p>') })
}

export const WHOLE_POLICY_KEEPS_LINKS = givenPolicy({ links: { default: 'release' } })
