/** The pages of the click gateway: plain HTML without script, in which every word from outside is escaped. */
import { domainToUnicode } from 'node:url'
import type { ClickedLink, ToldFinding } from '../core/gateway.ts'
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

/** @param path where the form goes: the page's own address */
export function interstitialPage(path: string, link: ClickedLink, speaker: Speaker): string {
  const { say } = speaker.language
  const { record, findings } = link
  const url = new URL(link.url)
  // Of a name that imitates another, the letters are what must not be shown in large.
  const letters = findings.length === 0 ? domainToUnicode(url.hostname) : url.hostname
  const isGrave = findings.some(({ severity }) => severity !== 'informational')
  const found = told(findings, speaker)
  const onTo = { host: clip(link.site ?? url.hostname) }
  return page(
    speaker.language,
    say('pages.open.title', { host: clip(url.host) }),
    `<h1>${escapeHtml(say('pages.open.heading'))} ${hostLine(url.host, link.site)}</h1>
<p class="url quiet">${escapeHtml(clip(url.href))}</p>
${found === '' ? '' : `<section class="found" aria-label="${escapeHtml(say('pages.open.found'))}">\n${found}\n</section>`}
<dl>
${entry(say('pages.open.onward'), link.onwardHost ?? '')}
${entry(say('pages.open.ownLetters'), letters === url.hostname ? '' : letters)}
${entry(say('pages.open.shown'), link.shown ?? '')}
${entry(say('pages.open.sentBy'), senderOf(record, say), proofOf(record, say))}
${entry(say('pages.open.connection'), url.protocol === 'http:' ? say('pages.open.notEncrypted') : '')}
</dl>
<form method="post" action="${escapeHtml(path)}"${isGrave ? ' class="careful"' : ''}>
<button type="submit">${escapeHtml(isGrave ? say('pages.open.goOnAnyway', onTo) : say('pages.open.goOn', onTo))}</button>
</form>
<footer class="quiet">
<p>${found === '' ? `${escapeHtml(say('pages.open.nothingFound'))} ` : ''}${escapeHtml(say('pages.open.notOpened'))}</p>
${paragraph(say('pages.open.stay'))}
${paragraph(say('pages.message', { id: record.id }))}
</footer>`,
  )
}

/**
 * @param explanation why, as the release says it; empty when the link is in no release any more
 * @param canAsk a reviewer could open it
 */
export function blockedPage(path: string, link: ClickedLink, explanation: string, canAsk: boolean, speaker: Speaker): string {
  const { say, tag } = speaker.language
  const { record } = link
  const { host } = new URL(link.url)
  const reason = explanation === '' ? say(`pages.gone.${whyGone(record)}`) : asSentence(explanation, tag)
  // In other languages than English a finding says what the reason says.
  const found = told(
    link.findings.filter(({ severity }) => severity !== 'informational'),
    speaker,
    reason,
  )
  return page(
    speaker.language,
    say('pages.blocked.title'),
    `<h1>${escapeHtml(say('pages.blocked.title'))} ${hostLine(host, link.site)}</h1>
<section class="found stop" aria-label="${escapeHtml(say('pages.blocked.why'))}">
${paragraph(reason)}
${explanation === '' ? '' : found}
</section>
${
  canAsk
    ? `<form method="post" action="${escapeHtml(path)}/review" class="careful">
<button type="submit">${escapeHtml(say('pages.blocked.ask'))}</button>
</form>`
    : ''
}
<footer class="quiet">
${paragraph(say('pages.blocked.otherWay'))}
${paragraph(say('pages.message', { id: record.id }))}
</footer>`,
  )
}

export function askedPage(language: Language): string {
  const { say } = language
  const title = say('pages.asked.title')
  return page(language, title, `<h1>${escapeHtml(title)}</h1>\n${paragraph(say('pages.asked.text'))}`)
}

/** No way on: the address is too old, or not one of ours. */
export function endPage(kind: 'expired' | 'unknown', language: Language): string {
  const { say } = language
  const title = say(`pages.${kind}.title`)
  return page(
    language,
    title,
    `<h1>${escapeHtml(title)}</h1>
<section class="found stop" aria-label="${escapeHtml(say(`pages.${kind}.why`))}">
${paragraph(say(`pages.${kind}.text`))}
</section>
<footer class="quiet">
${paragraph(say(`pages.${kind}.otherWay`))}
</footer>`,
  )
}

/** Each in the language that it is said in (WCAG 2.2, 3.1.2); what is `said` already is not said again. */
function told(findings: readonly Finding[], { language, tellFinding }: Speaker, said = ''): string {
  const lines = findings.map((finding) => {
    const { title, text, language: spoken } = tellFinding(finding, language)
    if (title === null && text === said) return ''
    const lang = spoken === language.tag ? '' : ` lang="${escapeHtml(spoken)}"`
    return `<p${lang}>${title === null ? '' : `<b>${escapeHtml(title)}</b>`}${escapeHtml(text)}</p>`
  })
  return [...new Set(lines)].filter((line) => line !== '').join('\n')
}

/** `Shown as text: the address …` says first what became of it in the message; here the reason alone is wanted. */
function asSentence(explanation: string, tag: string): string {
  const reason = explanation.slice(explanation.search(/[:：]/) + 1).trim()
  return reason.slice(0, 1).toLocaleUpperCase(tag) + reason.slice(1)
}

function whyGone({ status }: MessageRecord): 'blocked' | 'expired' | 'held' | 'absent' {
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

/** The part of a name that its owner registered stands out, whatever the labels before it pretend to be. */
function hostLine(host: string, site: string | null): string {
  const at = site === null ? -1 : host.lastIndexOf(site)
  const [rest, own] = at > 0 && site !== null ? [host.slice(0, at), host.slice(at)] : ['', host]
  // A long name breaks at its dots.
  const before = rest === '' ? '' : `<span class="quiet">${escapeHtml(clip(rest)).replaceAll('.', '.<wbr>')}</span>`
  return `<span class="host">${before}<b>${escapeHtml(clip(own))}</b></span>`
}

function entry(term: string, untrustedWords: string, more = ''): string {
  if (untrustedWords === '') return ''
  const below = more === '' ? '' : `<br>${escapeHtml(more)}`
  return `<dt class="quiet">${escapeHtml(term)}</dt>\n<dd>${escapeHtml(clip(untrustedWords))}${below}</dd>`
}

function senderOf({ sender }: MessageRecord, say: Language['say']): string {
  const names = [sender?.name, sender?.address].filter((part) => part !== undefined && part !== '')
  return names.length === 0 ? say('pages.sender.nameless') : names.join(', ')
}

function proofOf({ sender, identity }: MessageRecord, say: Language['say']): string {
  switch (identity.level) {
    case 'anonymous':
    case 'claimed':
      return sender === null ? '' : say('pages.sender.claimed')
    case 'authenticated':
    case 'verified':
      return say(`pages.sender.${identity.level}`)
  }
}

function paragraph(plain: string): string {
  return `<p>${escapeHtml(plain)}</p>`
}

function page({ tag, direction }: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(tag)}"${direction === 'rtl' ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${GATEWAY_STYLE}</style>
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
function clip(text: string): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, '')
  return plain.length > MAX_SHOWN_CHARACTERS ? `${plain.slice(0, MAX_SHOWN_CHARACTERS).toWellFormed()}…` : plain
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
