/** Writes raw mails for the tests, byte for byte as given. */
import { openBudget } from '../../../src/parse/budget.ts'
import { DEFAULT_MAIL_LIMITS, type MailLimits, type ParsedMail, parseMail } from '../../../src/parse/mime/mail.ts'

/** Lines joined by CRLF; a line may be bytes in Latin-1. */
export function raw(...lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** The bytes of a UTF-8 string as a Latin-1 string, for `raw`. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

export function base64(content: string | Uint8Array): string {
  return Buffer.from(content as string)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\r\n')
}

/** A multipart with boundary `b`, its parts given as header lines, an empty line and a body. */
export function multipart(subtype: string, ...parts: readonly (readonly string[])[]): Buffer {
  return raw(...multipartLines(subtype, 'b', ...parts))
}

export function multipartLines(subtype: string, boundary: string, ...parts: readonly (readonly string[])[]): readonly string[] {
  return [
    `Content-Type: multipart/${subtype}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ]
}

export function parse(bytes: Uint8Array, limits: Partial<MailLimits> = {}): ParsedMail {
  return parseMail(bytes, openBudget(), { ...DEFAULT_MAIL_LIMITS, ...limits })
}

/** One line a leaf: `text plain`, `file image/png a.png`, `file text/html < 1` for one inside leaf 1. */
export function outline(mail: ParsedMail): string[] {
  return mail.leaves.map((leaf) =>
    [leaf.role, leaf.claimedType, leaf.untrustedName ?? '', leaf.parentIndex === null ? '' : `< ${leaf.parentIndex}`]
      .filter((word) => word !== '')
      .join(' '),
  )
}

export function content(mail: ParsedMail, index: number): string {
  return Buffer.from(mail.leaves[index]?.bytes ?? []).toString('latin1')
}
