/** What a mail server knew of the connection that brought a mail, in headers of the submission; taken whole and well-formed, or refused by name. */
import { isIP } from 'node:net'
import type { Request } from 'express'
import { z } from 'zod'
import type { Submission } from '../core/connector.ts'
import { ForebayError } from '../core/error.ts'

const CLIENT_IP_HEADER = 'Forebay-Client-Ip'
const HELO_HEADER = 'Forebay-Helo'
const MAIL_FROM_HEADER = 'Forebay-Mail-From'
const RCPT_TO_HEADER = 'Forebay-Rcpt-To'

/** For message/rfc822, with a key that has the scope `vouch`. */
export const envelopeHeaders = {
  [CLIENT_IP_HEADER]: z.string().optional().meta({
    description: 'For message/rfc822, with the scope `vouch`: the address that the mail came from, for SPF.',
    example: '198.51.100.7',
  }),
  [HELO_HEADER]: z.string().max(255).optional().meta({ description: 'The name that the sending server gave.' }),
  [MAIL_FROM_HEADER]: z.string().max(322).optional().meta({ description: 'The reverse-path; empty or `<>` for the null one.' }),
  [RCPT_TO_HEADER]: z.string().optional().meta({ description: 'The recipients, separated by commas.' }),
}

/** RFC 5321 4.5.3.1: 64 + 1 + 255. */
const MAX_ADDRESS_CHARACTERS = 320
const MAX_HELO_CHARACTERS = 255
const MAX_RECIPIENTS = 100
const PRINTABLE = /^[\x21-\x7e]*$/

/**
 * Undefined when none of the headers is there.
 * @throws ForebayError 422 `INVALID_FIELD` that names the header
 */
export function readEnvelope(req: Request): Submission['envelope'] {
  const [clientIp, helo, mailFrom, rcptTo] = [CLIENT_IP_HEADER, HELO_HEADER, MAIL_FROM_HEADER, RCPT_TO_HEADER].map((name) =>
    req.get(name)?.trim(),
  )
  if (clientIp === undefined && helo === undefined && mailFrom === undefined && rcptTo === undefined) return undefined
  if (clientIp === undefined || isIP(clientIp) === 0)
    throw invalid(CLIENT_IP_HEADER, 'The address that the mail came from is an IPv4 or IPv6 address.')
  if (helo !== undefined) checkWord(helo, HELO_HEADER, MAX_HELO_CHARACTERS)
  return {
    clientIp,
    ...(helo === undefined ? {} : { helo }),
    ...(mailFrom === undefined ? {} : { mailFrom: bareAddress(mailFrom, MAIL_FROM_HEADER) }),
    ...(rcptTo === undefined ? {} : { rcptTo: recipients(rcptTo) }),
  }
}

function recipients(list: string): readonly string[] {
  const addresses = list.split(',').map((one) => bareAddress(one.trim(), RCPT_TO_HEADER))
  if (addresses.length > MAX_RECIPIENTS)
    throw invalid(RCPT_TO_HEADER, 'The mail has more recipients than are taken.', { maxRecipients: MAX_RECIPIENTS })
  return addresses
}

/** With or without its angle brackets; empty is the null reverse-path (RFC 5321 4.5.5). */
function bareAddress(value: string, header: string): string {
  const bare = /^<(.*)>$/.exec(value)?.[1] ?? value
  checkWord(bare, header, MAX_ADDRESS_CHARACTERS)
  if (/[<>]/.test(bare)) throw invalid(header, 'The header has an address in angle brackets, or without.')
  return bare
}

function checkWord(value: string, header: string, maxCharacters: number): void {
  if (value.length > maxCharacters) throw invalid(header, 'The header is too long.', { maxCharacters })
  if (!PRINTABLE.test(value)) throw invalid(header, 'The header has blanks or letters that are not ASCII.')
}

function invalid(field: string, sentence: string, limit?: Readonly<Record<string, number>>): ForebayError {
  return new ForebayError('INVALID_FIELD', sentence, { status: 422, field, ...(limit === undefined ? {} : { limit }) })
}
