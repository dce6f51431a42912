/** A policy is replaced only by someone who saw the one in force, for a reason that is kept; both JSON and YAML will do. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { Policy, PolicyVersion } from '../core/policy.ts'
import { requireChannel, withKey } from './access.ts'
import { sendJson, sendText } from './answer.ts'
import { mediaTypeOf, type ReadBody, unsupportedMediaType } from './body.ts'
import type { AppDeps } from './deps.ts'
import { MAX_SMALL_BODY_BYTES, param, parseJson } from './read-request.ts'
import type { Route } from './routes.ts'

const YAML = 'application/yaml'
const YAML_TYPES: readonly string[] = [YAML, 'application/x-yaml', 'text/yaml', 'text/x-yaml']

const reasonSchema = z.string().trim().min(1).max(500)
/** The policy itself is checked by the policy's own schema, which names the path of a fault. */
export const policyBody = z.strictObject({ policy: z.record(z.string(), z.unknown()), reason: reasonSchema.optional() })

export function policyRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function read(req: Request, res: Response, key: ApiKey): Promise<void> {
    const published = await requirePolicy(deps, req, key)
    res.setHeader('ETag', etagOf(published.version))
    res.setHeader('Vary', 'Accept')
    const type = req.accepts(['application/json', ...YAML_TYPES])
    if (type === false) throw new ForebayError('NOT_ACCEPTABLE', `There is application/json and ${YAML}.`, { status: 406, field: 'Accept' })
    if (type === 'application/json') sendJson(res, 200, published)
    else sendText(res, 200, YAML, deps.policies.toYaml(published.policy))
  }

  async function replace(req: Request, res: Response, key: ApiKey): Promise<void> {
    const channel = channelOf(req, key)
    const expectedVersion = expectedVersionOf(req)
    const { policy, reason } = await readPolicy(req)
    if (policy.channel !== channel)
      throw new ForebayError('POLICY_INVALID', 'The policy names another channel than its address.', { status: 422, field: 'channel' })
    if ((await deps.store.policy(channel)) === null) throw channelNotFound()
    const published = await deps.store.publishPolicy(policy, expectedVersion, `key:${key.id}`, deps.clock(), reason)
    if (published === null)
      throw new ForebayError('POLICY_CHANGED', 'Another version was published meanwhile; read it and decide again.', {
        status: 412,
        field: 'If-Match',
      })
    deps.onPolicyPublished(channel)
    res.setHeader('ETag', etagOf(published.version))
    sendJson(res, 200, published)
  }

  async function readPolicy(req: Request): Promise<{ readonly policy: Policy; readonly reason: string }> {
    const type = mediaTypeOf(req)
    const header = req.headers['change-reason']
    const untrustedReason = typeof header === 'string' ? header : undefined
    if (YAML_TYPES.includes(type)) {
      const untrustedText = (await readBody(req, MAX_SMALL_BODY_BYTES)).toString('utf8')
      return { policy: deps.policies.fromYaml(untrustedText), reason: requireReason(untrustedReason, 'Change-Reason') }
    }
    if (type !== 'application/json') throw unsupportedMediaType(`application/json or ${YAML}`)
    const body = policyBody.safeParse(parseJson(await readBody(req, MAX_SMALL_BODY_BYTES)))
    if (!body.success) {
      const [issue] = body.error.issues
      const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.find((name) => /^[a-zA-Z]{1,40}$/.test(name)) : undefined
      throw new ForebayError('INVALID_FIELD', 'Send {"policy": {…}, "reason": "…"} and nothing else.', {
        status: 422,
        field: unknown ?? String(issue?.path[0] ?? 'policy'),
      })
    }
    return { policy: deps.policies.fromJson(body.data.policy), reason: requireReason(body.data.reason ?? untrustedReason, 'reason') }
  }

  async function versions(req: Request, res: Response, key: ApiKey): Promise<void> {
    const items = await deps.store.policyVersions(channelOf(req, key))
    if (items.length === 0) throw channelNotFound()
    sendJson(res, 200, { items })
  }

  async function version(req: Request, res: Response, key: ApiKey): Promise<void> {
    const channel = channelOf(req, key)
    const number = /^[1-9]\d{0,8}$/.test(param(req, 'version')) ? Number(param(req, 'version')) : 0
    const published = number === 0 ? null : await deps.store.policy(channel, number)
    if (published === null) throw new ForebayError('POLICY_VERSION_NOT_FOUND', 'There is no such version.', { status: 404 })
    sendJson(res, 200, published)
  }

  return [
    { method: 'get', path: '/v1/channels/:channel/policy', handler: withKey(deps, 'admin', read) },
    { method: 'put', path: '/v1/channels/:channel/policy', handler: withKey(deps, 'admin', replace) },
    { method: 'get', path: '/v1/channels/:channel/policy/versions', handler: withKey(deps, 'admin', versions) },
    { method: 'get', path: '/v1/channels/:channel/policy/versions/:version', handler: withKey(deps, 'admin', version) },
  ]
}

/** @throws ForebayError 403 `CHANNEL_FORBIDDEN`, 404 `CHANNEL_NOT_FOUND` */
export async function requirePolicy(deps: Pick<AppDeps, 'store'>, req: Request, key: ApiKey): Promise<PolicyVersion> {
  const published = await deps.store.policy(channelOf(req, key))
  if (published === null) throw channelNotFound()
  return published
}

function channelOf(req: Request, key: ApiKey): string {
  const channel = param(req, 'channel')
  requireChannel(key, channel)
  return channel
}

function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * RFC 9110 13.1.1. `*` would mean whatever is there now, which is what the header is there to prevent.
 * @throws ForebayError 428 `IF_MATCH_REQUIRED` (RFC 6585 3), 412 `POLICY_CHANGED` for a tag that was never ours
 */
function expectedVersionOf(req: Request): number {
  const header = req.headers['if-match']
  if (header === undefined || header.trim() === '*')
    throw new ForebayError('IF_MATCH_REQUIRED', 'Send If-Match with the ETag of the policy that you read.', {
      status: 428,
      field: 'If-Match',
    })
  const match = /^\s*"(\d{1,9})"\s*$/.exec(header)
  if (match?.[1] === undefined)
    throw new ForebayError('POLICY_CHANGED', 'This is not the ETag of the policy in force.', { status: 412, field: 'If-Match' })
  return Number(match[1])
}

function requireReason(untrustedReason: string | undefined, field: string): string {
  const reason = reasonSchema.safeParse(untrustedReason)
  if (reason.success && reason.data.isWellFormed() && !/[\u0000-\u001f]/.test(reason.data)) return reason.data
  throw new ForebayError('REASON_REQUIRED', 'Say why, in 1 to 500 characters on one line.', {
    status: 422,
    field,
    limit: { maxCharacters: 500 },
  })
}

function channelNotFound(): ForebayError {
  return new ForebayError('CHANNEL_NOT_FOUND', 'There is no such channel.', { status: 404 })
}
