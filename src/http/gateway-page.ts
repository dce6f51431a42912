/** The pages of the click gateway: plain HTML without script, in which every word from outside is escaped. */
import { domainToUnicode } from 'node:url'
import type { ClickedLink } from '../core/gateway.ts'
import type { MessageRecord } from '../core/record.ts'
import { GATEWAY_STYLE } from './gateway-style.ts'

const MAX_SHOWN_CHARACTERS = 300

/** @param path where the form goes: the page's own address */
export function interstitialPage(path: string, link: ClickedLink): string {
  const { record, findings } = link
  const url = new URL(link.url)
  // Of a name that imitates another, the letters are what must not be shown in large.
  const letters = findings.length === 0 ? domainToUnicode(url.hostname) : url.hostname
  const grave = findings.filter(({ severity }) => severity !== 'informational')
  const found = findings.map(({ title, explanation }) => `<p><b>${escapeHtml(title)}</b>${escapeHtml(explanation)}</p>`)
  return page(
    `This link leads to ${clip(url.host)}`,
    `<h1>This link leads to ${hostLine(url.host, link.site)}</h1>
<p class="url quiet">${escapeHtml(clip(url.href))}</p>
${found.length === 0 ? '' : `<section class="found" aria-label="What was found">\n${found.join('\n')}\n</section>`}
<dl>
${entry('And from there on to', link.onwardHost ?? '')}
${entry('In its own letters', letters === url.hostname ? '' : letters)}
${entry('In the message it reads', link.shown ?? '')}
${entry('Sent by', senderOf(record), proofOf(record))}
${entry('Connection', url.protocol === 'http:' ? 'Not encrypted: type no password or card number there.' : '')}
</dl>
<form method="post" action="${escapeHtml(path)}"${grave.length === 0 ? '' : ' class="careful"'}>
<button type="submit">Go on to ${escapeHtml(clip(link.site ?? url.hostname))}${grave.length === 0 ? '' : ' anyway'}</button>
</form>
<footer class="quiet">
<p>${found.length === 0 ? 'Nothing was found against this address. ' : ''}Forebay has not opened it and does not know what is there.</p>
<p>To stay here, close this page: nothing has been opened.</p>
${messageLine(record.id)}
</footer>`,
  )
}

/**
 * @param explanation why, as the release says it; empty when the link is in no release any more
 * @param canAsk a reviewer could open it
 */
export function blockedPage(path: string, link: ClickedLink, explanation: string, canAsk: boolean): string {
  const { record } = link
  const { host } = new URL(link.url)
  const found = link.findings
    .filter(({ severity }) => severity !== 'informational')
    .map(({ title, explanation: why }) => `<p><b>${escapeHtml(title)}</b>${escapeHtml(why)}</p>`)
  return page(
    'This link is blocked',
    `<h1>This link is blocked ${hostLine(host, link.site)}</h1>
<section class="found stop" aria-label="Why">
<p>${escapeHtml(explanation === '' ? whyGone(record) : asSentence(explanation))}</p>
${explanation === '' ? '' : found.join('\n')}
</section>
${
  canAsk
    ? `<form method="post" action="${escapeHtml(path)}/review" class="careful">
<button type="submit">Ask a reviewer to look at it</button>
</form>`
    : ''
}
<footer class="quiet">
<p>Nothing was opened. If you need what it leads to, ask the sender for another way.</p>
${messageLine(record.id)}
</footer>`,
  )
}

export function askedPage(): string {
  return page(
    'A reviewer has been asked',
    `<h1>A reviewer has been asked</h1>
<p>Nothing was opened. If the reviewer finds the link harmless, the message comes again with the link in it.</p>`,
  )
}

export function expiredPage(): string {
  return page(
    'This link has expired',
    `<h1>This link has expired</h1>
<section class="found stop" aria-label="Why">
<p>It is so old that what was found out about it counts no more. Nothing was opened.</p>
</section>
<footer class="quiet">
<p>If you still need what it leads to, ask the sender for it again.</p>
</footer>`,
  )
}

export function unknownPage(): string {
  return page(
    'This link is not known here',
    `<h1>This link is not known here</h1>
<section class="found stop" aria-label="Why">
<p>Its address was changed or cut off on the way, or it was not made here. Nothing was opened.</p>
</section>
<footer class="quiet">
<p>Go back to the message and open the link there. If this page comes again, tell an administrator.</p>
</footer>`,
  )
}

/** `Shown as text: the address …` says first what became of it in the message; here the reason alone is wanted. */
function asSentence(explanation: string): string {
  const reason = explanation.slice(explanation.indexOf(':') + 1).trim()
  return reason.slice(0, 1).toUpperCase() + reason.slice(1)
}

function whyGone({ status }: MessageRecord): string {
  switch (status) {
    case 'blocked':
      return 'The message that it came in was blocked.'
    case 'expired':
      return 'The message that it came in waited too long and expired.'
    case 'held':
      return 'The message that it came in is held until somebody has looked at it.'
    case 'accepted':
    case 'released':
      return 'It is not part of the message any more.'
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
  return `<dt class="quiet">${term}</dt>\n<dd>${escapeHtml(clip(untrustedWords))}${more === '' ? '' : `<br>${more}`}</dd>`
}

function senderOf({ sender }: MessageRecord): string {
  const names = [sender?.name, sender?.address].filter((part) => part !== undefined && part !== '')
  return names.length === 0 ? 'Somebody who gave no name' : names.join(', ')
}

function proofOf({ sender, identity }: MessageRecord): string {
  switch (identity.level) {
    case 'anonymous':
    case 'claimed':
      return sender === null ? '' : 'This is what they say; nothing proves it.'
    case 'authenticated':
      return 'They were logged in; the name and address are as they gave them.'
    case 'verified':
      return 'They have proved who they are; the name and address are as they gave them.'
  }
}

function messageLine(messageId: string): string {
  return `<p>Message ${escapeHtml(messageId)}</p>`
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
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
