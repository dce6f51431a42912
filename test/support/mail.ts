/** Writes whole mails for the tests that send them to a running service. */

export interface MailPart {
  readonly type: string
  readonly name?: string
  readonly cid?: string
  readonly body: Uint8Array | string
}

export interface MailFixture {
  readonly from?: string
  readonly subject?: string
  readonly messageId?: string
  readonly text?: string
  readonly html?: string
  /** More header lines, as they stand. */
  readonly headers?: readonly string[]
  readonly files?: readonly MailPart[]
}

let made = 0

/** RFC 5322 with CRLF; every part in base64, so that no byte of it is read as structure. */
export function makeMail(mail: MailFixture): Buffer {
  made += 1
  const bodies: MailPart[] = []
  if (mail.text !== undefined) bodies.push({ type: 'text/plain; charset=utf-8', body: mail.text })
  if (mail.html !== undefined) bodies.push({ type: 'text/html; charset=utf-8', body: mail.html })
  const words =
    bodies.length === 1 && bodies[0] !== undefined ? partOf(bodies[0]) : multipart('alternative', `alt-${made}`, bodies.map(partOf))
  const content = mail.files === undefined ? words : multipart('mixed', `mix-${made}`, [words, ...mail.files.map(partOf)])
  return Buffer.from(
    [
      `From: ${mail.from ?? 'Anna <anna@example.com>'}`,
      'To: support@forebay.test',
      `Subject: ${mail.subject ?? 'A question'}`,
      'Date: Sat, 21 Nov 2026 10:00:00 +0000',
      `Message-ID: <${mail.messageId ?? `mail-${made}@example.com`}>`,
      'MIME-Version: 1.0',
      ...(mail.headers ?? []),
      content,
    ].join('\r\n'),
    'utf8',
  )
}

function partOf({ type, name, cid, body }: MailPart): string {
  return [
    `Content-Type: ${type}${name === undefined ? '' : `; name="${name}"`}`,
    ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
    ...(cid === undefined ? [] : [`Content-ID: <${cid}>`]),
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(body as string)
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\r\n'),
  ].join('\r\n')
}

function multipart(subtype: string, boundary: string, parts: readonly string[]): string {
  return [
    `Content-Type: multipart/${subtype}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}
