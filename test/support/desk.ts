/** Shows documents in the frames of a page in the ways that desks do, and opens everything in them by the keyboard. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core'

/**
 * A page of its own; set by `innerHTML` into a page; the same, written out and read again twice, as editors and virtual DOMs do;
 * written into a page that is loading.
 */
export type Way = 'page' | 'inner-html' | 'round-trips' | 'document-write'

// What follows runs in the page, not here. A document that went away cannot be asked any more.

export const EACH_DOCUMENT = `
  const each = (ask, otherwise) => [...document.body.children].map((frame, at) => {
    try { return ask(frame.contentDocument, frame.contentWindow, at) } catch { return otherwise }
  })`

const PLACE: Readonly<Record<Exclude<Way, 'page'>, string>> = {
  'inner-html': `document.body.append(document.createElement('div'))
    document.body.lastChild.innerHTML = html`,
  'round-trips': `for (let times = 0; times < 3; times += 1) {
      document.body.append(document.createElement('div'))
      document.body.lastChild.innerHTML = html
      html = document.body.lastChild.innerHTML
    }`,
  // Opening takes the listeners away that tell what runs.
  'document-write': `document.open()
    document.addEventListener('securitypolicyviolation', (event) => window.told.push(event.effectiveDirective + ' ' + event.blockedURI))
    document.write(html)
    document.close()`,
}

/** A script that puts each document into its frame. */
export function openIn(way: Exclude<Way, 'page'>, documents: readonly string[]): string {
  return `(() => { ${EACH_DOCUMENT}
    const documents = ${JSON.stringify(documents)}
    each((document, window, at) => {
      let html = documents[at]
      ${PLACE[way]}
    })
  })()`
}

const FOCUS_ALL = `(() => { ${EACH_DOCUMENT}
  const all = each((document) => [...document.querySelectorAll('*')].filter((element) => element.tabIndex >= 0), []).flat()
  let next = 0
  const focusNext = (event) => { if (event?.key === ' ' || event === undefined) all[next++]?.focus() }
  each((document) => document.addEventListener('keyup', focusNext, true))
  document.addEventListener('keyup', focusNext, true)
  focusNext()
  return all.length
})()`

const KEYS = [
  { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
] as const
const MOST_PRESSED = 5_000

/** Enter and the space bar on each element that takes the focus, one after another, as a person without a mouse would. */
export async function pressAll(context: BrowserContext, page: Page): Promise<void> {
  let session: CDPSession
  let many: number
  try {
    session = await context.newCDPSession(page)
    many = (await page.evaluate(FOCUS_ALL)) as number
  } catch {
    // The page around the documents was sent away, which is noted as such.
    return
  }
  const sent: Promise<unknown>[] = []
  for (let times = 0; times < Math.min(many, MOST_PRESSED); times += 1) {
    for (const key of KEYS) {
      sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }))
      sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }))
    }
  }
  await Promise.allSettled(sent)
}
