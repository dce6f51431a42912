/** Webhooks of platforms in the shapes that their documentation gives, written for the tests and signed with secrets of the tests. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Platform } from '../../src/core/platform.ts'

export interface Webhook {
  readonly body: Buffer
  readonly signature: string
  readonly timestamp?: string
}

const discordKey = generateKeyPairSync('ed25519')

/** Discord's is the public key that its signatures are checked with. */
export const SECRETS: Readonly<Record<Platform, string>> = {
  meta: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  line: '11223344556677889900aabbccddeeff',
  viber: '4f5cd21d4fd1a07b-9e9aee2d3d3a5dbe-f0a6f3a0cbe38ba7',
  slack: 'aa55aa55aa55aa55bb66bb66bb66bb66',
  discord: discordKey.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
}

/** As the platform would sign these bytes at that time. */
export function signAs(platform: Platform, body: Buffer, now: number, secret = SECRETS[platform]): Webhook {
  const hmac = (...parts: (string | Buffer)[]) => createHmac('sha256', secret).update(Buffer.concat(parts.map((part) => Buffer.from(part))))
  const timestamp = String(Math.floor(now / 1_000))
  switch (platform) {
    case 'meta':
      return { body, signature: `sha256=${hmac(body).digest('hex')}` }
    case 'line':
      return { body, signature: hmac(body).digest('base64') }
    case 'viber':
      return { body, signature: hmac(body).digest('hex') }
    case 'slack':
      return { body, timestamp, signature: `v0=${hmac(`v0:${timestamp}:`, body).digest('hex')}` }
    case 'discord':
      return {
        body,
        timestamp,
        signature: sign(null, Buffer.concat([Buffer.from(timestamp), body]), discordKey.privateKey).toString('hex'),
      }
  }
}

/** A sender and a message as each platform spells them. */
export const ANNA: Readonly<Record<Platform, { readonly sender: string; readonly message: string }>> = {
  meta: { sender: '46700000001', message: 'wamid.HBgLNDY3MDAwMDAwMDEVAgASGBQzQTAwMDE=' },
  line: { sender: 'U4af4980629f14a1f8a2e5a2b0b6b0c01', message: '444573844083572737' },
  viber: { sender: '01234567890A=', message: '4912661846655238145' },
  slack: { sender: 'T061EG9R6:U2147483697', message: 'Ev08MFMKH6' },
  discord: { sender: '53908232506183680', message: '' },
}

export function whatsapp(messages: readonly object[], now: number, more: object = {}): Buffer {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '46800000000', phone_number_id: '106540352242922' },
    contacts: [{ profile: { name: 'Anna Öberg' }, wa_id: '46700000001' }],
    messages: messages.map((message) => ({ timestamp: String(Math.floor(now / 1_000)), type: 'text', text: { body: 'Hej' }, ...message })),
    ...more,
  }
  return json({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [{ value, field: 'messages' }] }] })
}

/** The one message of Anna on each platform. */
export function annaWrites(
  platform: Platform,
  now: number,
): { readonly body: Buffer; readonly externalId: string; readonly sender: string } {
  const { sender, message } = ANNA[platform]
  switch (platform) {
    case 'meta':
      return { body: whatsapp([{ from: sender, id: message }], now), externalId: message, sender }
    case 'line':
      return {
        body: json({
          destination: 'Uffffffffffffffffffffffffffffffff',
          events: [
            {
              type: 'message',
              message: { type: 'text', id: message, quoteToken: 'q3Plxr4AgKd', text: 'Hello' },
              webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZR',
              deliveryContext: { isRedelivery: false },
              timestamp: now,
              source: { type: 'user', userId: sender },
              replyToken: '757913772c4646b784d4b7ce46d12671',
              mode: 'active',
            },
          ],
        }),
        externalId: message,
        sender,
      }
    case 'viber':
      // The number is written by hand: JSON.stringify would round it.
      return {
        body: Buffer.from(
          `{"event":"message","timestamp":${now},"chat_hostname":"SN-CHAT-01_","message_token":${message},"sender":{"id":"${sender}","name":"Anna","language":"sv","country":"SE","api_version":10},"message":{"text":"Hej","type":"text"},"silent":false}`,
        ),
        externalId: message,
        sender,
      }
    case 'slack': {
      const [team, user] = sender.split(':')
      return {
        body: json({
          token: 'one-long-verification-token',
          team_id: team,
          api_app_id: 'A123ABC456',
          event: { type: 'message', user, text: 'Hello', ts: '1355517523.000005', channel: 'D024BE91L', channel_type: 'im' },
          type: 'event_callback',
          event_id: message,
          event_time: Math.floor(now / 1_000),
        }),
        externalId: message,
        sender,
      }
    }
    case 'discord': {
      const externalId = String(BigInt(now - 1_420_070_400_000) << 22n)
      const member = { user: { id: sender, username: 'mason', discriminator: '0' }, roles: [], permissions: '2147483647' }
      return {
        body: json({
          type: 2,
          token: 'A_UNIQUE_TOKEN',
          member,
          id: externalId,
          guild_id: '290926798626357999',
          data: { id: '1', name: 'ask' },
        }),
        externalId,
        sender,
      }
    }
  }
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
