/** WhatsApp, Messenger and Instagram: `X-Hub-Signature-256` over the body, with the app secret (developers.facebook.com/docs/graph-api/webhooks/getting-started). */
import { fromHex, hmacSha256, isSame, type PlatformScheme, type SignedMessage, signedMessage } from './scheme.ts'
import { at, itemsOf, type SignedJson, textOf } from './signed-json.ts'

export const meta: PlatformScheme = {
  title: 'Meta, X-Hub-Signature-256',
  timestampMs: null,
  isSignedWith: (secret, { body, signature }) => isSame(hmacSha256(secret, body), fromHex(signature, 'sha256=')),
  messagesIn(body) {
    const entries = itemsOf(at(body, 'entry'))
    switch (at(body, 'object')) {
      case 'whatsapp_business_account':
        return entries.flatMap((entry) => itemsOf(at(entry, 'changes')).flatMap(whatsappMessages))
      case 'page':
      case 'instagram':
        return entries.flatMap((entry) =>
          itemsOf(at(entry, 'messaging')).flatMap((event) => messengerMessage(event, textOf(at(entry, 'id')))),
        )
      default:
        return []
    }
  },
}

/**
 * developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. `statuses` are receipts, `smb_message_echoes` the company's own words,
 * and a `system` message is WhatsApp's about somebody, as when they change their number. `from` is left out for people with a username.
 */
function whatsappMessages(change: SignedJson): readonly SignedMessage[] {
  if (at(change, 'field') !== 'messages') return []
  return itemsOf(at(change, 'value', 'messages'))
    .filter((message) => at(message, 'type') !== 'system')
    .flatMap((message) =>
      signedMessage({
        id: textOf(at(message, 'id')),
        senders: [textOf(at(message, 'from')), textOf(at(message, 'from_user_id'))],
        account: textOf(at(change, 'value', 'metadata', 'phone_number_id')),
        time: at(message, 'timestamp'),
        unitMs: 1_000,
      }),
    )
}

/**
 * developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages, …/messaging_postbacks. The `mid` of a reaction or
 * of a receipt is that of another message, so none but these two is read.
 */
function messengerMessage(event: SignedJson, account: string | null): readonly SignedMessage[] {
  const [message, postback] = [at(event, 'message'), at(event, 'postback')]
  if ((at(message, 'is_echo') ?? false) !== false) return []
  return signedMessage({
    id: textOf(at(message ?? postback, 'mid')),
    senders: [textOf(at(event, 'sender', 'id'))],
    account,
    time: at(event, 'timestamp'),
    unitMs: 1,
  })
}
