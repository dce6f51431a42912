/** LINE: `X-Line-Signature` over the body, in base64, with the channel secret (developers.line.biz/en/docs/messaging-api/verify-webhook-signature). */
import { readBase64 } from '../../core/base64.ts'
import { hmacSha256, isSame, type PlatformScheme, signedMessage } from './scheme.ts'
import { at, itemsOf, textOf } from './signed-json.ts'

export const line: PlatformScheme = {
  title: 'LINE, X-Line-Signature',
  timestampMs: null,
  isSignedWith: (secret, { body, signature }) => isSame(hmacSha256(secret, body), readBase64(signature)),
  // developers.line.biz/en/reference/messaging-api/#message-event: other events have no message of their own, and an `unsend` names an earlier one.
  messagesIn: (body) =>
    itemsOf(at(body, 'events'))
      .filter((event) => at(event, 'type') === 'message')
      .flatMap((event) =>
        signedMessage({
          id: textOf(at(event, 'message', 'id')),
          senders: [textOf(at(event, 'source', 'userId'))],
          account: textOf(at(body, 'destination')),
          time: at(event, 'timestamp'),
          unitMs: 1,
        }),
      ),
}
