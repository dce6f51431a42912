/** A desk says for which of its agents it asks, in one header; what is no plain name is refused. */
import type { Request } from 'express'
import { ForebayError } from '../core/error.ts'

export const AGENT_HEADER = 'Forebay-Agent'
const AGENT = /^[^\p{Cc}\p{Cf}]{1,200}$/u

/**
 * Null when nobody is named.
 * @throws ForebayError 422 `INVALID_FIELD`
 */
export function agentOf(req: Request): string | null {
  const said = req.get(AGENT_HEADER)
  if (said === undefined) return null
  if (!AGENT.test(said))
    throw new ForebayError('INVALID_FIELD', 'Name the agent in at most 200 characters.', {
      status: 422,
      field: AGENT_HEADER,
      limit: { maxCharacters: 200 },
    })
  return said
}
