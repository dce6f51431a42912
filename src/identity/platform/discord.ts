/** Discord: `X-Signature-Ed25519` over the timestamp and the body, with the application's public key (docs.discord.com/developers/interactions/overview). */

import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { MINUTE_MS } from '../../core/time.ts'
import { fromHex, type PlatformScheme, signedMessage } from './scheme.ts'
import { at, digitsOf, textOf } from './signed-json.ts'

/** SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410 4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const SIGNATURE_BYTES = 64
/** A snowflake counts milliseconds since the start of 2015 above its lowest 22 bits (docs.discord.com/developers/reference#snowflakes). */
const SNOWFLAKE_EPOCH = 1_420_070_400_000n
/** What a person sent: a command, a press of a button, a form. Not a ping, nor the letters of one that is still typed. */
const SENT: ReadonlySet<string | null> = new Set(['2', '3', '5'])

export const discord: PlatformScheme = {
  title: 'Discord, X-Signature-Ed25519',
  timestampMs: 5 * MINUTE_MS,
  isSignedWith(publicKey, { body, signature, timestamp }) {
    const given = fromHex(signature)
    if (timestamp === null || given?.byteLength !== SIGNATURE_BYTES) return false
    return verify(null, Buffer.concat([Buffer.from(timestamp), body]), keyOf(publicKey), given)
  },
  messagesIn(body) {
    const id = digitsOf(textOf(at(body, 'id')) ?? undefined)
    if (id === null || !SENT.has(digitsOf(at(body, 'type')))) return []
    const madeAt = (BigInt(id) >> 22n) + SNOWFLAKE_EPOCH
    // `member` in a server, `user` in a direct message.
    const senders = [textOf(at(body, 'member', 'user', 'id')), textOf(at(body, 'user', 'id'))]
    return signedMessage({ id, senders, time: String(madeAt), unitMs: 1 })
  },
}

function keyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' })
}
