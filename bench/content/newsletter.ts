/** Workload B: a 60 KB HTML e-mail of the kind that shops and systems send, with a plain-text alternative. */
import { prose } from './prose.ts'
import { type Random, token } from './random.ts'

const HTML_BYTES = 60 * 1024

export function newsletter(random: Random, htmlBytes = HTML_BYTES): Buffer {
  const boundary = `b_${token(20, random)}`
  const subject = `News ${token(8, random)}`
  const headers = [
    'Received: from mail.example.com (mail.example.com [203.0.113.7]) by mx.example.net with ESMTPS; Tue, 17 Nov 2026 09:10:11 +0000',
    `From: Example Shop <news-${token(5, random)}@example.com>`,
    'To: support@example.net',
    `Subject: ${subject}`,
    'Date: Tue, 17 Nov 2026 09:10:10 +0000',
    `Message-ID: <${token(24, random)}@mail.example.com>`,
    'MIME-Version: 1.0',
    `List-Unsubscribe: <https://news.example.com/u/${token(20, random)}>`,
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ]
  const lines = [
    ...headers,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(`${prose(1_500, random)}\nhttps://news.example.com/v/${token(20, random)}\n`),
    `--${boundary}`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(newsletterHtml(random, htmlBytes)),
    `--${boundary}--`,
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

const STYLE = `<style>body{margin:0;background:#f4f4f4}.box{width:600px}@media(max-width:600px){.box{width:100%!important}}</style>`

export function newsletterHtml(random: Random, minBytes: number): string {
  const head = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>News</title>${STYLE}</head><body>
<div style="display:none;font-size:1px;line-height:1px;max-height:0;opacity:0">${prose(60, random)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">\n`
  const foot = `<p style="font-size:11px;color:#999999">You get this because you are a customer.
<a href="https://news.example.com/unsubscribe/${token(24, random)}">Unsubscribe</a></p>
<img src="https://track.example.com/o/${token(32, random)}.gif" width="1" height="1" alt=""></td></tr></table></body></html>`
  let body = ''
  while (head.length + body.length + foot.length < minBytes) body += product(random)
  return head + body + foot
}

function product(random: Random): string {
  const target = `https://shop.example.com/p/${token(10, random)}?utm_source=news&amp;utm_medium=email&amp;utm_campaign=${token(6, random)}`
  return `<table class="box" role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;background-color:#ffffff;margin:0 auto">
<tr><td valign="top" style="padding:16px 24px 0 24px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333">
<a href="${target}" target="_blank" style="text-decoration:none"><img src="https://img.example.com/${token(12, random)}.jpg" width="552" height="220" border="0" style="display:block;border:0" alt="Product"></a>
<h2 style="margin:12px 0 4px 0;font-size:20px;line-height:24px;color:#111111">Offer ${token(6, random)}</h2>
<p style="margin:0 0 12px 0">${prose(320, random)}</p>
<p style="margin:0 0 8px 0"><b>Now ${Math.floor(random() * 900) + 99} kr</b> &middot; <span style="color:#777777;text-decoration:line-through">before 1&nbsp;299 kr</span> – för dig</p>
</td></tr>
<tr><td align="left" style="padding:0 24px 20px 24px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#0055aa" style="border-radius:4px">
<a href="${target}" target="_blank" style="display:inline-block;padding:10px 18px;font-family:Arial,sans-serif;font-size:14px;color:#ffffff;text-decoration:none">Read more</a></td></tr></table></td></tr>
</table>\n`
}

/** RFC 2045 6.7, lines of at most 76 characters. */
export function quotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      wrapped(
        Buffer.from(line)
          .toString('latin1')
          .replace(/[=\x80-\xff]/g, escaped),
      ),
    )
    .join('\r\n')
}

function escaped(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function wrapped(line: string): string {
  const rows: string[] = []
  let rest = line
  while (rest.length > 76) {
    let end = 75
    // An escape is never cut in two.
    if (rest[end - 1] === '=') end -= 1
    else if (rest[end - 2] === '=') end -= 2
    rows.push(`${rest.slice(0, end)}=`)
    rest = rest.slice(end)
  }
  return [...rows, rest].join('\r\n')
}
