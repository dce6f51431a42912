/** What the pages for people are made of: plain HTML without script, in which every word from outside is escaped, bounded and cannot turn the reading. */
import type { Response } from 'express'
import type { ToldFinding } from '../core/gateway.ts'
import type { Language } from '../core/language.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Finding } from '../core/report.ts'
import { GATEWAY_STYLE } from './gateway-style.ts'

const MAX_SHOWN_CHARACTERS = 300

/** Whose words a page is in. */
export interface Speaker {
  readonly language: Language
  tellFinding(finding: Finding, language: Language): ToldFinding
}

/** Each in the language that it is said in (WCAG 2.2, 3.1.2); what is `said` already is not said again. */
export function told(findings: readonly Finding[], { language, tellFinding }: Speaker, said = ''): string {
  const lines = findings.map((finding) => {
    const { title, text, language: spoken } = tellFinding(finding, language)
    if (title === null && text === said) return ''
    const lang = spoken === language.tag ? '' : ` lang="${escapeHtml(spoken)}"`
    return `<p${lang}>${title === null ? '' : `<b>${escapeHtml(title)}</b>`}${escapeHtml(text)}</p>`
  })
  return [...new Set(lines)].filter((line) => line !== '').join('\n')
}

export function entry(term: string, untrustedWords: string, more = ''): string {
  if (untrustedWords === '') return ''
  const below = more === '' ? '' : `<br>${escapeHtml(more)}`
  return `<dt class="quiet">${escapeHtml(term)}</dt>\n<dd>${escapeHtml(clip(untrustedWords))}${below}</dd>`
}

export function senderOf({ sender }: MessageRecord, say: Language['say']): string {
  const names = [sender?.name, sender?.address].filter((part) => part !== undefined && part !== '')
  return names.length === 0 ? say('pages.sender.nameless') : names.join(', ')
}

export function proofOf({ sender, identity }: MessageRecord, say: Language['say']): string {
  switch (identity.level) {
    case 'anonymous':
    case 'claimed':
      return sender === null ? '' : say('pages.sender.claimed')
    case 'authenticated':
    case 'verified':
      return say(`pages.sender.${identity.level}`)
  }
}

/** Why something of a message is in no release any more. */
export function whyGone({ status }: MessageRecord): 'blocked' | 'expired' | 'held' | 'absent' {
  switch (status) {
    case 'blocked':
    case 'expired':
    case 'held':
      return status
    case 'accepted':
    case 'released':
      return 'absent'
  }
}

export function paragraph(plain: string): string {
  return `<p>${escapeHtml(plain)}</p>`
}

export function page({ tag, direction }: Language, title: string, body: string, style: string = GATEWAY_STYLE): string {
  return `<!doctype html>
<html lang="${escapeHtml(tag)}"${direction === 'rtl' ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body.replace(/\n{2,}/g, '\n')}
</main>
</body>
</html>
`
}

/** Also takes out what turns the direction of text (UAX 9), with which an address can be made to look like another. */
export function clip(text: string): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, '')
  return plain.length > MAX_SHOWN_CHARACTERS ? `${plain.slice(0, MAX_SHOWN_CHARACTERS).toWellFormed()}…` : plain
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

export function sendPage(res: Response, status: number, html: string): void {
  res.statusCode = status
  res.setHeader('Content-Type', 'text/html; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Robots-Tag', 'noindex, nofollow')
  res.end(html)
}
