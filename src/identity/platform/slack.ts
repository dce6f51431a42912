/** Slack: `X-Slack-Signature` over `v0:TIMESTAMP:BODY`, in hex, with the signing secret; good for five minutes (docs.slack.dev/authentication/verifying-requests-from-slack). */
import { MINUTE_MS } from '../../core/time.ts'
import { fromHex, hmacSha256, isSame, type PlatformScheme, signedMessage } from './scheme.ts'
import { at, type SignedJson, textOf } from './signed-json.ts'

/** docs.slack.dev/reference/events/message: with one of these, or with none, `user` wrote the message; the others tell of it, or of the channel. */
const WRITTEN: ReadonlySet<SignedJson | undefined> = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

export const slack: PlatformScheme = {
  title: 'Slack, X-Slack-Signature',
  timestampMs: 5 * MINUTE_MS,
  isSignedWith: (secret, { body, signature, timestamp }) =>
    timestamp !== null && isSame(hmacSha256(secret, `v0:${timestamp}:`, body), fromHex(signature, 'v0=')),
  messagesIn(body) {
    const event = at(body, 'event')
    const isWritten = at(event, 'type') === 'message' && WRITTEN.has(at(event, 'subtype')) && at(event, 'bot_id') === undefined
    if (at(body, 'type') !== 'event_callback' || !isWritten) return []
    const [team, user] = [textOf(at(body, 'team_id')), textOf(at(event, 'user'))]
    // A user id is unique in its workspace, an app may be in many, and in a shared channel others write than those of the app's.
    const home = textOf(at(event, 'user_team') ?? at(event, 'source_team') ?? at(event, 'team') ?? at(body, 'team_id'))
    const senders = home === null || user === null ? [] : [`${home}:${user}`]
    return signedMessage({ id: textOf(at(body, 'event_id')), senders, account: team, time: at(body, 'event_time'), unitMs: 1_000 })
  },
}
