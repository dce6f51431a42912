/** A policy with small limits, so that tests reach them quickly. */
import type { Policy } from '../../src/core/policy.ts'

export const LIMITS = {
  maxMessageBytes: 200_000,
  maxFileBytes: 100_000,
  maxFiles: 3,
  maxTextCharacters: 2_000,
  maxHtmlCharacters: 4_000,
} as const

export function testPolicy(channel: string, kind: Policy['kind']): Policy {
  const rule = { text: 'release', links: 'allow', files: 'allow' } as const
  return {
    channel,
    kind,
    name: channel,
    campaign: 'test',
    language: 'en',
    senders: { anonymous: rule, claimed: rule, authenticated: rule, verified: rule },
    identity: { verifiedAcr: ['urn:example:eid'] },
    links: { default: 'rewrite', keep: [], findings: {}, severity: {} },
    files: { default: 'release', types: {}, findings: {}, severity: {} },
    message: { findings: {} },
    onIncomplete: { message: 'hold', link: 'hold', file: 'hold' },
    hold: { hours: 24 },
    rateLimit: { messagesPerMinute: 10_000 },
    limits: LIMITS,
  }
}
