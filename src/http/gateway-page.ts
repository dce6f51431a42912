/** The pages of the click gateway: plain HTML without script, in which every word from outside is escaped. */
import type { MessageRecord } from '../core/record.ts'
import type { LinkClaim } from './deps.ts'

export const GATEWAY_STYLE = `
:root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
body { max-width: 38rem; margin: 8vh auto; padding: 0 1.2rem }
h1 { font-size: 1.1rem; font-weight: 600 }
.host { font-size: clamp(1.6rem, 6vw, 2.6rem); font-weight: 700; line-height: 1.2; overflow-wrap: anywhere; margin: .4rem 0 }
.url { font-family: ui-monospace, monospace; font-size: .8rem; overflow-wrap: anywhere; opacity: .75 }
.warn { border-left: .3rem solid #c2410c; padding: .1rem 0 .1rem .9rem; margin: 1.2rem 0 }
dt { font-size: .8rem; opacity: .75 } dd { margin: 0 0 .8rem; overflow-wrap: anywhere }
button { font: inherit; padding: .6rem 1.2rem; border-radius: .4rem; border: 1px solid currentColor; background: none; cursor: pointer }
small { opacity: .75 }
`

const MAX_SHOWN_CHARACTERS = 300

/** @param path where the form goes: the page's own address */
export function interstitialPage(path: string, claim: LinkClaim, record: MessageRecord): string {
  const url = new URL(claim.url)
  const findings = record.report.findings.filter(({ subject }) => subject.kind === 'link' && subject.id === claim.linkId)
  const shown = findings.flatMap(({ evidence }) => evidence).find(({ label }) => label === 'shown')?.value ?? ''
  const warnings = findings.map(({ title, explanation }) => `<p><strong>${escapeHtml(title)}</strong><br>${escapeHtml(explanation)}</p>`)
  return page(
    'You are about to leave',
    `<h1>This link leads to</h1>
<p class="host">${escapeHtml(url.host)}</p>
<p class="url">${escapeHtml(clip(url.href))}</p>
${warnings.length === 0 ? '' : `<div class="warn">${warnings.join('\n')}</div>`}
<dl>
${shown === '' ? '' : `<dt>In the message it reads</dt><dd>${escapeHtml(clip(shown))}</dd>`}
<dt>Sent by</dt><dd>${escapeHtml(senderLine(record))}</dd>
</dl>
<form method="post" action="${escapeHtml(path)}"><button type="submit">Go on to ${escapeHtml(clip(url.hostname))}</button></form>
<p><small>Forebay has not opened this link. If you did not expect it, close this page.</small></p>`,
  )
}

export function blockedPage(host: string, explanation: string): string {
  return page(
    'Link blocked',
    `<h1>This link is blocked</h1>
<p class="host">${escapeHtml(clip(host))}</p>
<p>${escapeHtml(explanation === '' ? 'It is not part of the message any more.' : explanation)}</p>`,
  )
}

export function goneAwayPage(): string {
  return page('Unknown link', '<h1>This link is not known here</h1>\n<p>It was changed on the way, or it is not one of ours.</p>')
}

function senderLine({ sender, identity }: MessageRecord): string {
  const name = [sender?.name, sender?.address].filter((part) => part !== undefined && part !== '').join(', ')
  if (name === '') return 'somebody who did not say'
  const proven = identity.level === 'authenticated' || identity.level === 'verified'
  return `${clip(name)} (${proven ? 'logged in' : 'as they say; not proven'})`
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
${body}
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
