/** The pages of the click gateway: plain HTML without script, in which every word from outside is escaped. */
import { domainToUnicode } from 'node:url'
import type { ClickedLink } from '../core/gateway.ts'
import type { Language } from '../core/language.ts'
import { clip, entry, escapeHtml, page, paragraph, proofOf, type Speaker, senderOf, told, whyGone } from './page-parts.ts'

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

/** `Shown as text: the address …` says first what became of it in the message; here the reason alone is wanted. */
function asSentence(explanation: string, tag: string): string {
  const reason = explanation.slice(explanation.search(/[:：]/) + 1).trim()
  return reason.slice(0, 1).toLocaleUpperCase(tag) + reason.slice(1)
}

/** The part of a name that its owner registered stands out, whatever the labels before it pretend to be. */
function hostLine(host: string, site: string | null): string {
  const at = site === null ? -1 : host.lastIndexOf(site)
  const [rest, own] = at > 0 && site !== null ? [host.slice(0, at), host.slice(at)] : ['', host]
  // A long name breaks at its dots.
  const before = rest === '' ? '' : `<span class="quiet">${escapeHtml(clip(rest)).replaceAll('.', '.<wbr>')}</span>`
  return `<span class="host">${before}<b>${escapeHtml(clip(own))}</b></span>`
}
