/** Who asks: a desk names its agent in one header, and the company's own login in front of us names who is logged in, in another. */
import type { Request } from 'express'
import { ForebayError } from '../core/error.ts'

export const AGENT_HEADER = 'Forebay-Agent'
const AGENT = /^[^\p{Cc}\p{Cf}]{1,200}$/u

/**
 * Null when the desk names nobody.
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

const MAX_NAME_CHARACTERS = 200

/** Who is logged in, as the company's own login in front of us says in `header`; null when there is none. */
export function loggedIn(req: Request, header: string | null): string | null {
  const said = header === null ? undefined : req.headers[header]
  const name = typeof said === 'string' ? said.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim() : ''
  return name === '' ? null : name.slice(0, MAX_NAME_CHARACTERS)
}

/**
 * Whose the addresses of an answer are: null when neither the desk nor the login names anybody.
 * @throws ForebayError 422 `INVALID_FIELD`
 */
export function handedTo(req: Request, loginHeader: string | null): string | null {
  return agentOf(req) ?? loggedIn(req, loginHeader)
}
