/** The pages where a customer becomes identified: plain HTML without script, one question a page, each said in the customer's language. */
import type { IdentifyRefusal, WaitingItems } from '../core/identification.ts'
import type { Language } from '../core/language.ts'
import type { Brand } from './deps.ts'
import { identifyStyle } from './identify-style.ts'
import { clip, escapeHtml, page, paragraph } from './page-parts.ts'

export function identifyPages(brand: Brand) {
  const style = identifyStyle(brand)
  const logo = brand.logoUrl === null ? '' : `<img src="${escapeHtml(brand.logoUrl)}" alt="">`
  const name = clip(brand.name)
  const whole = (language: Language, title: string, body: string) =>
    page(
      language,
      `${title} – ${name}`,
      `<header class="brand">${logo}<span>${escapeHtml(name)}</span></header>\n<h1>${escapeHtml(title)}</h1>\n${body}`,
      style,
    )

  return {
    /** @param wrong what was wrong with the code that was sent */
    code(language: Language, wrong: 'wrong' | 'tooMany' | null): string {
      const { say } = language
      return whole(
        language,
        say('pages.identify.code.title'),
        `${paragraph(say('pages.identify.code.intro'))}
${wrong === null ? '' : `<section class="found stop" role="alert" id="wrong">${paragraph(say(`pages.identify.code.${wrong}`))}</section>`}
<form method="post" action="/identify">
<label for="code">${escapeHtml(say('pages.identify.code.label'))}</label>
<p class="hint quiet" id="hint">${escapeHtml(say('pages.identify.code.hint'))}</p>
<input id="code" name="code" required maxlength="20" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" autofocus
  aria-describedby="hint${wrong === null ? '' : ' wrong'}"${wrong === 'wrong' ? ' aria-invalid="true"' : ''}>
<p><button type="submit">${escapeHtml(say('pages.identify.code.button'))}</button></p>
</form>`,
      )
    },

    /** @param shown sealed: what the page speaks of, so that its button means that and nothing else */
    why(language: Language, channelName: string, shown: string): string {
      const { say } = language
      return whole(
        language,
        say('pages.identify.why.title'),
        `<p class="quiet">${escapeHtml(say('pages.identify.why.channel', { channel: clip(channelName) }))}</p>
${paragraph(say('pages.identify.why.waits'))}
${paragraph(say('pages.identify.why.login'))}
${paragraph(say('pages.identify.why.then'))}
<aside class="note">${paragraph(say('pages.identify.why.notYou'))}</aside>
${button('/identify/login', say('pages.identify.why.button'), { shown })}`,
      )
    },

    check(language: Language, { channelName, sessionMinutes, messages }: WaitingItems, shown: string): string {
      const { say } = language
      return whole(
        language,
        say('pages.identify.check.title'),
        `<p class="quiet">${escapeHtml(say('pages.identify.why.channel', { channel: clip(channelName) }))}</p>
${paragraph(say('pages.identify.check.text'))}
<ul>
${messages.map((one) => waitingItem(language, one)).join('\n')}
</ul>
${sessionMinutes === 0 ? '' : paragraph(say('pages.identify.check.session', { count: sessionMinutes }))}
${button('/identify/check', say('pages.identify.check.mine'), { shown, answer: 'mine' })}
${button('/identify/check', say('pages.identify.check.notMine'), { shown, answer: 'not-mine' }, true)}`,
      )
    },

    end(language: Language, kind: 'done' | 'disowned' | 'tooOften'): string {
      return whole(language, language.say(`pages.identify.${kind}.title`), paragraph(language.say(`pages.identify.${kind}.text`)))
    },

    away(language: Language, shown: string): string {
      const { say } = language
      return whole(
        language,
        say('pages.identify.away.title'),
        `${paragraph(say('pages.identify.away.text'))}\n${button('/identify/login', say('pages.identify.away.button'), { shown })}`,
      )
    },

    /** @param shown of an identification whose code is good still, so that another login may do better; else null */
    refused(language: Language, reason: IdentifyRefusal, shown: string | null): string {
      const { say } = language
      const [key, code] = TOLD[reason]
      const way =
        shown !== null
          ? button('/identify/login', say('pages.identify.refused.again'), { shown })
          : `<p><a href="/identify">${escapeHtml(say('pages.identify.refused.newCode'))}</a></p>`
      return whole(
        language,
        say('pages.identify.refused.title'),
        `<section class="found stop" aria-label="${escapeHtml(say('pages.identify.refused.why'))}">
${paragraph(say(`pages.identify.refused.${key}`))}
</section>
${way}
<footer class="quiet">
${paragraph(say('pages.identify.refused.reason', { code }))}
</footer>`,
      )
    },
  }
}

const WHEN = { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const

/** What is told. Whether it is the address or the person that does not fit says who is known here, so that both are one. */
const TOLD = {
  CODE_UNKNOWN: ['unknown', 'CODE_UNKNOWN'],
  CODE_EXPIRED: ['expired', 'CODE_EXPIRED'],
  CODE_USED: ['used', 'CODE_USED'],
  TOO_MANY_LOGINS: ['tooMany', 'TOO_MANY_LOGINS'],
  LOGIN_UNKNOWN: ['notBegunHere', 'LOGIN_UNKNOWN'],
  STATE_MISMATCH: ['notBegunHere', 'STATE_MISMATCH'],
  LOGIN_CANCELLED: ['cancelled', 'LOGIN_CANCELLED'],
  LOGIN_INVALID: ['invalid', 'LOGIN_INVALID'],
  LOGIN_TOO_OLD: ['tooOld', 'LOGIN_TOO_OLD'],
  ACR_TOO_LOW: ['tooWeak', 'ACR_TOO_LOW'],
  EMAIL_MISMATCH: ['otherPerson', 'OTHER_PERSON'],
  OTHER_PERSON: ['otherPerson', 'OTHER_PERSON'],
  NOT_MINE: ['cancelled', 'NOT_MINE'],
  PROVIDER_UNAVAILABLE: ['invalid', 'PROVIDER_UNAVAILABLE'],
} as const satisfies Record<IdentifyRefusal, readonly [string, string]>

function waitingItem({ tag, say }: Language, { receivedAt, files, links, words }: WaitingItems['messages'][number]): string {
  const at = new Date(receivedAt)
  const when = new Intl.DateTimeFormat(tag, WHEN).format(at)
  const what = [
    words ? say('pages.identify.check.words') : '',
    files === 0 ? '' : say('pages.identify.check.files', { count: files }),
    links === 0 ? '' : say('pages.identify.check.links', { count: links }),
  ].filter((one) => one !== '')
  return `<li><b>${escapeHtml(what.join(', '))}</b><span class="quiet">${escapeHtml(say('pages.identify.check.received', { when }))}</span></li>`
}

function button(action: string, words: string, fields: Readonly<Record<string, string>>, careful = false): string {
  const hidden = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
  return `<form method="post" action="${action}"${careful ? ' class="careful"' : ''}>\n${hidden.join('')}<button type="submit">${escapeHtml(words)}</button>\n</form>`
}
