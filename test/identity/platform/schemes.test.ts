/** Each platform's signature is checked as the platform describes it, by the vectors that are published of it, and read in one spelling alone. */
import { describe, expect, it } from '@jest/globals'
import type { Platform } from '../../../src/core/platform.ts'
import { SCHEMES } from '../../../src/identity/platform/schemes.ts'

const bytes = (text: string) => Buffer.from(text)

interface Vector {
  readonly platform: Platform
  readonly from: string
  readonly secret: string
  readonly body: string
  readonly timestamp: string | null
  readonly signature: string
}

const VECTORS: readonly Vector[] = [
  {
    platform: 'meta',
    // The same header and construction, with a vector that is published.
    from: 'docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries',
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    timestamp: null,
    signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  },
  {
    platform: 'line',
    from: 'line-bot-sdk-nodejs, test/validate-signature.spec.ts',
    secret: 'test_secret',
    body: '{"hello":"world"}',
    timestamp: null,
    signature: 't7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=',
  },
  {
    platform: 'viber',
    // Bare hex of an HMAC-SHA256.
    from: 'RFC 4231 4.3',
    secret: 'Jefe',
    body: 'what do ya want for nothing?',
    timestamp: null,
    signature: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    platform: 'slack',
    from: 'docs.slack.dev/authentication/verifying-requests-from-slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    timestamp: '1531420618',
    signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  },
  {
    platform: 'discord',
    // The message is the timestamp and the body: here 0x72, and nothing.
    from: 'RFC 8032 7.1, TEST 2',
    secret: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    body: '',
    timestamp: 'r',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
]

describe.each(VECTORS)('the signature of $platform ($from)', ({ platform, secret, body, timestamp, signature }) => {
  const scheme = SCHEMES[platform]
  const fits = (changes: { secret?: string; body?: string; timestamp?: string | null; signature?: string }) =>
    scheme.isSignedWith(changes.secret ?? secret, {
      body: bytes(changes.body ?? body),
      timestamp: changes.timestamp === undefined ? timestamp : changes.timestamp,
      signature: changes.signature ?? signature,
    })

  it('is that of the published vector', () => {
    expect(fits({})).toBe(true)
  })

  it('is of these bytes and this secret alone', () => {
    expect(fits({ body: `${body} ` })).toBe(false)
    expect(fits({ secret: platform === 'discord' ? secret.replace(/^3d/, '3e') : `${secret}x` })).toBe(false)
    if (timestamp !== null) expect(fits({ timestamp: `${timestamp}0` })).toBe(false)
    if (timestamp !== null) expect(fits({ timestamp: null })).toBe(false)
  })

  it.each([
    ['in capitals', (text: string) => text.toUpperCase()],
    ['with a blank', (text: string) => `${text} `],
    ['with a line end', (text: string) => `${text}\n`],
    ['twice', (text: string) => text + text],
    ['cut short', (text: string) => text.slice(0, -2)],
    ['behind another prefix', (text: string) => `sha1=${text.replace(/^[a-z0-9]+=(?=.)/, '')}`],
    ['as nothing', () => ''],
    ['as the prefix alone', (text: string) => text.slice(0, text.indexOf('=') + 1)],
    ['without its padding', (text: string) => (text.endsWith('=') ? text.slice(0, -1) : `${text}=`)],
    ['in letters of no such alphabet', (text: string) => text.replace(/.$/, '!')],
  ])('is not taken %s', (_name, respell) => {
    const respelled = respell(signature)
    if (respelled !== signature) expect(fits({ signature: respelled })).toBe(false)
  })
})
