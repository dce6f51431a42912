/** The published shape of a message record: what the API answers and `forebay check --json` prints, no key more and none less. */
import { z } from 'zod'
import { IDENTITY_LEVELS } from '../core/identity.ts'
import type { MessageRecord } from '../core/record.ts'
import { SEVERITIES } from '../core/report.ts'

const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/)
const milliseconds = z.number().min(0)
const timestamp = z.iso.datetime()

const subjectSchema = z.strictObject({
  kind: z.enum(['message', 'part', 'link', 'words']),
  id: z.string().meta({ description: '`m` for the message, else a part id, a link id or the id of some words.' }),
})

const wordsSchema = z
  .strictObject({
    id: z.string(),
    kind: z.string().meta({ description: '`national/se-personnummer`, …; the name of a pattern of the channel.' }),
    places: z.array(
      z.strictObject({
        in: z.enum(['text', 'html', 'subject', 'name', 'shown', 'text-picture', 'html-picture']),
        of: z.string(),
        start: z.int().min(0),
        end: z.int().min(0),
        continues: z.exactOptional(z.literal(true)),
      }),
    ),
  })
  .meta({ id: 'FoundWords', description: 'Where one value stands, in the words as parsed; never the value.' })

const identitySchema = z
  .strictObject({
    level: z.enum(IDENTITY_LEVELS).meta({ description: 'Lowest first.' }),
    subject: z.string().nullable(),
    evidence: z.array(
      z.strictObject({
        kind: z.enum(['token', 'spf', 'dkim', 'dmarc', 'arc', 'signature', 'remembered', 'history', 'claim']),
        result: z.string().meta({ description: 'RFC 8601 words for mail.' }),
        detail: z.string(),
        supports: z.enum(IDENTITY_LEVELS),
        exact: z.exactOptional(z.literal(true)).meta({ description: 'Of DMARC: the very domain of the address signed or sent the mail.' }),
      }),
    ),
  })
  .meta({ id: 'Identity' })

const findingSchema = z
  .strictObject({
    id: z.string(),
    code,
    inspector: z.string(),
    severity: z.enum(SEVERITIES),
    confidence: z.number().min(0).max(1),
    subject: subjectSchema,
    title: z.string(),
    explanation: z.string(),
    evidence: z.array(z.strictObject({ label: z.string(), value: z.string().max(200) })),
    words: z.exactOptional(z.array(wordsSchema)),
  })
  .meta({ id: 'Finding', description: 'A fact seen, never a decision.' })

const outcomeSchema = z
  .strictObject({
    inspector: z.string(),
    subject: subjectSchema,
    status: z.enum(['ok', 'skipped', 'timed_out', 'failed', 'unscannable']),
    ms: milliseconds,
    reason: z.exactOptional(z.string()),
  })
  .meta({ id: 'Outcome', description: 'Proof that a check ran; only `ok` counts as inspected.' })

export const actionKind = z.enum(['release', 'rewrite', 'defang', 'mask', 'disarm', 'remove', 'hold', 'block'])

const verdictSchema = z
  .strictObject({
    disposition: z.enum(['release', 'hold', 'block', 'expire']),
    policyVersion: z.int().min(0),
    actions: z.array(
      z.strictObject({
        kind: actionKind,
        subject: subjectSchema,
        because: z.array(z.string()),
        rule: z.string(),
        reason: z.string(),
        limit: z
          .exactOptional(z.union([z.strictObject({ maxFileBytes: z.int() }), z.strictObject({ maxFiles: z.int() })]))
          .meta({ description: "What was passed of the sender's level, where the reason is one of size or number." }),
      }),
    ),
  })
  .meta({ id: 'Verdict' })

const sha256 = z.string().regex(/^([0-9a-f]{64})?$/)
const lossSchema = z.strictObject({ kind: z.string(), count: z.int().min(0) })

export const releaseSchema = z
  .strictObject({
    id: z.string(),
    messageId: z.string(),
    revision: z.int().min(0),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable(),
    links: z.array(
      z.strictObject({
        id: z.string(),
        action: actionKind,
        display: z.string(),
        host: z.string().nullable(),
        shown: z.string().nullable(),
        url: z.string().nullable(),
        reason: z.string(),
        explanation: z.string(),
        clicks: z.exactOptional(z.array(z.strictObject({ agent: z.string(), at: timestamp }))),
      }),
    ),
    files: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        type: z.string(),
        action: actionKind,
        reason: z.string(),
        explanation: z.string(),
        size: z.int().min(0),
        sha256,
        lost: z.exactOptional(z.array(lossSchema.extend({ text: z.string() }))).meta({ description: 'Only of a file that was rebuilt.' }),
        original: z
          .exactOptional(z.strictObject({ size: z.int().min(0), sha256, type: z.string() }))
          .meta({ description: 'Of a rebuilt file as it came, which can be asked for.' }),
        url: z.string().nullable().meta({
          description: 'Where the agent that is named in `Forebay-Agent` has it from, for an hour unless the operator says otherwise.',
        }),
        viewUrl: z.string().nullable().meta({ description: 'The same for a page that shows it without opening it.' }),
      }),
    ),
    masks: z.array(z.strictObject({ id: z.string(), code, kind: z.string(), placeholder: z.string(), explanation: z.string() })),
    notices: z.array(z.strictObject({ for: z.enum(['agent', 'sender']), code: z.string(), text: z.string() })),
  })
  .meta({ id: 'Release', description: 'The only thing that agents see.' })

const reportSchema = z.strictObject({ complete: z.boolean(), outcomes: z.array(outcomeSchema), findings: z.array(findingSchema) })

const rebuildingOf = { partId: z.string(), originalSha256: sha256 }
const rebuildingSchema = z
  .discriminatedUnion('status', [
    z.strictObject({
      ...rebuildingOf,
      status: z.literal('done'),
      sha256,
      size: z.int().min(0),
      type: z.string(),
      extension: z.string().nullable(),
      losses: z.array(lossSchema),
      report: reportSchema.meta({ description: 'Of the new file, examined as if it had come by itself: its part is `p1`.' }),
    }),
    z.strictObject({ ...rebuildingOf, status: z.literal('refused'), reason: z.string() }),
  ])
  .meta({ id: 'Rebuilding', description: 'A file that was built anew without what could act, or could not be.' })

export const identificationSchema = z
  .strictObject({
    code: z.string().meta({ description: 'For the sender, to type on the page `/identify` of this service: `QFKT-3947`.' }),
    link: z.string().nullable().meta({
      description: 'For a button or a QR code inside your own chat session, and nowhere else; null where the policy allows none.',
    }),
    text: z.string().meta({ description: "What to tell the sender, in the channel's language." }),
    expiresAt: timestamp,
  })
  .meta({ id: 'Identification', description: 'How the sender can become identified; for keys that may submit.' })

export const messageRecordSchema = z
  .strictObject({
    id: z.string(),
    channel: z.string(),
    kind: z.enum(['chat', 'email', 'social']),
    conversationId: z.string().nullable(),
    status: z.enum(['accepted', 'released', 'held', 'blocked', 'expired']),
    revision: z.int().min(0),
    receivedAt: timestamp,
    settledAt: timestamp.nullable(),
    sender: z.strictObject({ address: z.string(), name: z.exactOptional(z.string()) }).nullable(),
    identity: identitySchema,
    report: reportSchema,
    rebuilt: z.exactOptional(z.array(rebuildingSchema)),
    verdict: verdictSchema.nullable(),
    release: releaseSchema.nullable(),
    identification: z.exactOptional(identificationSchema),
    timings: z.strictObject({ inspectMs: milliseconds, decideMs: milliseconds, buildMs: milliseconds }),
  })
  .meta({ id: 'MessageRecord' }) satisfies z.ZodType<MessageRecord>

/** JSON Schema 2020-12 of a message record, for `docs/message.schema.json` and for anyone who reads our output. */
export function messageRecordJsonSchema(): object {
  return { ...z.toJSONSchema(messageRecordSchema, { target: 'draft-2020-12' }), title: 'Forebay message' }
}
