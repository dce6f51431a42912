/** A small whole policy for tests that keep or hand on policies. */
import type { LevelRule, Policy } from '../../src/core/policy.ts'

const EVERYTHING: LevelRule = { text: 'release', links: 'allow', files: 'allow' }

export function aPolicy(channel: string): Policy {
  return {
    channel,
    kind: 'chat',
    name: 'Web chat',
    campaign: 'support',
    language: 'en',
    senders: { anonymous: EVERYTHING, claimed: EVERYTHING, authenticated: EVERYTHING, verified: EVERYTHING },
    identity: { verifiedAcr: [] },
    links: { default: 'rewrite', keep: [], findings: {}, severity: {} },
    files: { default: 'hold', types: {}, findings: {}, severity: {} },
    message: { findings: {} },
    onIncomplete: { message: 'hold', link: 'hold', file: 'hold' },
    hold: { hours: 72 },
    rateLimit: { messagesPerMinute: 600 },
    limits: { maxMessageBytes: 1_000, maxFileBytes: 1_000, maxFiles: 1, maxTextCharacters: 1_000, maxHtmlCharacters: 1_000 },
  }
}
