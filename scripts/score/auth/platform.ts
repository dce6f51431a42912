/** Scores real webhooks of WhatsApp, signed with a secret of our own: each message of a person proves its sender and nobody else, and whatever else is in them proves nothing. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ForebayError } from '../../../src/core/error.ts'
import type { PlatformClaim } from '../../../src/core/platform.ts'
import { createPlatformCheck } from '../../../src/identity/platform/check.ts'
import { listFiles, type Measure, notHere, share } from '../measure.ts'

const SECRET = 'a secret of the score alone'
const SHOW = 'chat.pywa_whatsapp'

interface Message {
  readonly id?: unknown
  readonly from?: unknown
  readonly from_user_id?: unknown
  readonly timestamp?: unknown
  readonly type?: unknown
}

interface Webhook {
  readonly object?: unknown
  readonly entry?: readonly {
    readonly changes?: readonly { readonly field?: unknown; readonly value?: { readonly messages?: readonly Message[] } }[]
  }[]
}

export function scorePlatform(folder: string): readonly Measure[] {
  const paths = listFiles(folder, (name, path) => name.endsWith('.json') && path.includes('whatsapp'))
  if (paths.length === 0) return [notHere(SHOW, 'webhooks of WhatsApp')]
  const count = { messages: 0, proven: 0, forgeries: 0, refused: 0, others: 0, silent: 0 }
  const [unproven, taken, spoken]: [string[], string[], string[]] = [[], [], []]
  for (const path of paths) {
    const body = readFileSync(path)
    const webhook = JSON.parse(body.toString('utf8')) as Webhook
    if (webhook.object !== 'whatsapp_business_account') continue
    const name = relative(folder, path)
    const people = messagesOf(webhook)
    for (const message of people) {
      count.messages += 1
      const now = Number(message.timestamp) * 1_000
      const [id, from] = [String(message.id), String(message.from ?? message.from_user_id)]
      const claim = claimOf(body, id, from)
      const result = outcome(claim, now)
      if (result === 'meta') count.proven += 1
      else unproven.push(`${name}: ${result}`)
      for (const forgery of forgeriesOf(claim, now)) {
        count.forgeries += 1
        if (forgery.result === 'meta') taken.push(`${name}: ${forgery.what}`)
        else count.refused += 1
      }
    }
    // Every pair of texts that stands in it, but those that a person's message is about.
    const texts = textsIn(webhook)
    const now = Number(people[0]?.timestamp ?? 0) * 1_000
    for (const id of texts.filter((text) => !people.some((message) => message.id === text))) {
      for (const sender of texts) {
        count.others += 1
        if (outcome(claimOf(body, id, sender), now) === 'PLATFORM_MESSAGE_UNSIGNED') count.silent += 1
        else spoken.push(`${name}: something that is no message of a person`)
      }
    }
  }
  return [
    share(SHOW, 'messages of people prove their sender (aim all)', count.proven, count.messages, count.messages, unproven),
    share(SHOW, 'forgeries of them are refused (aim all)', count.refused, count.forgeries, count.forgeries, taken),
    share(SHOW, 'other pairs of texts in them prove nothing (aim all)', count.silent, count.others, count.others, spoken),
  ]
}

function messagesOf({ entry = [] }: Webhook): readonly Message[] {
  return entry
    .flatMap(({ changes = [] }) => changes)
    .filter(({ field }) => field === 'messages')
    .flatMap(({ value }) => value?.messages ?? [])
    .filter(({ type }) => type !== 'system')
}

function claimOf(untrustedBody: Buffer, externalId: string, senderId: string): PlatformClaim {
  const untrustedSignature = `sha256=${createHmac('sha256', SECRET).update(untrustedBody).digest('hex')}`
  return { channel: 'social', externalId, senderId, untrustedBody, untrustedSignature, untrustedTimestamp: null }
}

function forgeriesOf(claim: PlatformClaim, now: number): readonly { readonly what: string; readonly result: string }[] {
  const changed = Buffer.from(claim.untrustedBody)
  changed[changed.byteLength >> 1]! ^= 1
  return [
    { what: 'another sender', result: outcome({ ...claim, senderId: `${claim.senderId}0` }, now) },
    { what: 'another message', result: outcome({ ...claim, externalId: `${claim.externalId}0` }, now) },
    { what: 'another body', result: outcome({ ...claim, untrustedBody: changed }, now) },
    { what: 'another secret', result: outcome(claim, now, `${SECRET}!`) },
    { what: 'nine days later', result: outcome(claim, now + 9 * 86_400_000) },
  ]
}

/** The platform, or the code of the refusal. */
function outcome(claim: PlatformClaim, now: number, secret = SECRET): string {
  try {
    return createPlatformCheck([{ channel: 'social', platform: 'meta', account: null, secret }], () => now)(claim)
  } catch (error) {
    if (error instanceof ForebayError) return error.code
    throw error
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap(textsIn))]
}
