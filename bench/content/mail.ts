/** E-mails whole and unlike one another: with the PDF of workload C, with other files, or the mix of an ordinary day. */
import { newsletter } from './newsletter.ts'
import { invoicePdf } from './pdf.ts'
import { prose } from './prose.ts'
import { type Random, token } from './random.ts'

export const MAIL_CHANNEL = 'bench-mail'

/** A short mail with the PDF attached. */
export function invoiceMail(random: Random): Buffer {
  return withAttachment(random, `invoice-${token(6, random)}.pdf`, 'application/pdf', invoicePdf(random))
}

function withAttachment(random: Random, name: string, type: string, bytes: Buffer): Buffer {
  const boundary = `b_${token(20, random)}`
  const head = [
    `From: Anna Andersson <anna-${token(5, random)}@example.com>`,
    'To: support@example.net',
    `Subject: Invoice ${token(8, random)}`,
    'Date: Tue, 17 Nov 2026 09:10:10 +0000',
    `Message-ID: <${token(24, random)}@mail.example.com>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    prose(400, random),
    `--${boundary}`,
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n')
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? []
  return Buffer.from(`${head}${lines.join('\r\n')}\r\n--${boundary}--\r\n`, 'latin1')
}

/** Mails of every day, for when no folder of real ones is given: mostly short texts, some HTML, a few with a file. */
export function everydayMail(random: Random): Buffer {
  const kind = random()
  if (kind < 0.5) return plainMail(random, prose(400 + random() * 4_000, random))
  if (kind < 0.9) return newsletter(random, 2_000 + random() * 18_000)
  return withAttachment(random, `notes-${token(4, random)}.txt`, 'text/plain', Buffer.from(prose(6_000, random)))
}

function plainMail(random: Random, text: string): Buffer {
  const head = [
    `From: Anna Andersson <anna-${token(5, random)}@example.com>`,
    'To: support@example.net',
    `Subject: Question ${token(8, random)}`,
    'Date: Tue, 17 Nov 2026 09:10:10 +0000',
    `Message-ID: <${token(24, random)}@mail.example.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ]
  const rows = text.match(/.{1,70}(\s|$)/g) ?? []
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${rows.join('\r\n')}\r\nhttps://shop.example.com/o/${token(9, random)}\r\n`)
}
