/** Viber: `X-Viber-Content-Signature` over the body, in hex, with the bot's token (developers.viber.com/docs/api/rest-bot-api/#callbacks). */
import { fromHex, hmacSha256, isSame, type PlatformScheme, signedMessage } from './scheme.ts'
import { at, digitsOf, textOf } from './signed-json.ts'

export const viber: PlatformScheme = {
  title: 'Viber, X-Viber-Content-Signature',
  timestampMs: null,
  isSignedWith: (secret, { body, signature }) => isSame(hmacSha256(secret, body), fromHex(signature)),
  // The token is a number of nineteen digits, which a double does not hold: a connector has to keep its digits.
  messagesIn(body) {
    if (at(body, 'event') !== 'message') return []
    const id = digitsOf(at(body, 'message_token'))
    return signedMessage({ id, senders: [textOf(at(body, 'sender', 'id'))], time: at(body, 'timestamp'), unitMs: 1 })
  },
}
