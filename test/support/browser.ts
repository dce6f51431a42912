/** Opens HTML in the system's Chromium, touches every element of it, and tells all that it did: nothing that it asks for leaves the machine. */
import { existsSync } from 'node:fs'
import { type BrowserContext, chromium, type Frame, type Page, type Request } from 'playwright-core'
import { EACH_DOCUMENT, openIn, pressAll, type Way } from './desk.ts'
import { removeFolder, scratchFolder } from './scratch.ts'

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  // Windows that links open need no process of their own.
  ...['--renderer-process-limit=1', '--disable-site-isolation-trials'],
  // Beside the interception: what it does not see (a look-up ahead of a click) finds no name.
  '--host-resolver-rules=MAP * ~NOTFOUND',
]
const HOME = 'https://opened.forebay.test/'
/** Only reports, so that everything is tried; each try is an event in the page. */
const TELL_ALL = `default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; img-src ${HOME}favicon.ico`

/** What a document did by itself, and when each of its elements was pointed at, focused and clicked. */
export interface Deeds {
  /** Scripts, handlers and loads that a policy of nothing would have stopped. */
  readonly ran: readonly string[]
  /** Addresses that it fetched. */
  readonly requests: readonly string[]
  /** Addresses that it went to, itself or a frame in it. */
  readonly navigations: readonly string[]
  /** As the browser parsed it: `a`, `p`, … */
  readonly tags: readonly string[]
  /** `href https://…`, `onclick …`, `style …` */
  readonly attributes: readonly string[]
  /** Addresses of links that were clicked, or opened by a key, and not followed; see `OpenOptions.caught`. */
  readonly caught: readonly string[]
}

export interface OpenOptions {
  /** How a desk shows it; default: each as a page. */
  readonly way?: Way
  /** Links whose address begins with one of these are caught when they are clicked: a window for each would take hours. Default: none. */
  readonly caught?: readonly string[]
}

export interface Opened {
  /** In the order of the documents. */
  readonly deeds: readonly Deeds[]
  /** What each dialog said. */
  readonly dialogs: readonly string[]
  /** Addresses that new windows, and the page around the documents, went to. */
  readonly windows: readonly string[]
}

export interface TestBrowser {
  /** Each document has a frame of its own, not sandboxed, so that none can spoil another. */
  open(documents: readonly string[], options?: OpenOptions): Promise<Opened>
  close(): Promise<void>
}

/** Null when there is no Chromium on this machine; under CI a missing one is a failure, never a skip. */
export async function openBrowser(): Promise<TestBrowser | null> {
  if (PROGRAM === undefined) {
    if (process.env.CI === 'true') throw new Error('chromium is not installed (Debian: chromium)')
    return null
  }
  const folder = await scratchFolder('chromium')
  const context = await chromium.launchPersistentContext(folder, { executablePath: PROGRAM, args: FLAGS, headless: true })
  await context.addInitScript(TELL)
  return {
    open: (documents, options = {}) => openAll(context, documents, options),
    async close() {
      await context.close()
      await removeFolder(folder)
    },
  }
}

async function openAll(context: BrowserContext, documents: readonly string[], { way = 'page', caught = [] }: OpenOptions): Promise<Opened> {
  const deeds = documents.map(() => ({
    ran: [] as string[],
    requests: [] as string[],
    navigations: [] as string[],
    tags: [] as string[],
    attributes: [] as string[],
    caught: [] as string[],
  }))
  const dialogs: string[] = []
  const windows: string[] = []
  let served = false
  let noted = 0

  /** The document that a frame is, or is in; null for a window of its own. */
  function deedsIn(frame: Frame | null): (typeof deeds)[number] | null {
    for (let at = frame; at !== null; at = at.parentFrame()) {
      const found = /^d(\d+)$/.exec(at.name())?.[1]
      if (found !== undefined && at.parentFrame()?.parentFrame() === null) return deeds[Number(found)] ?? null
    }
    return null
  }
  function note(request: Request): void {
    noted += 1
    const own = deedsIn(frameOf(request))
    if (own === null) windows.push(request.url())
    else (request.isNavigationRequest() ? own.navigations : own.requests).push(request.url())
  }

  await context.route('**/*', async (route, request) => {
    if (served || request.url() !== HOME) {
      note(request)
      return route.abort()
    }
    served = true
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy-report-only': TELL_ALL }
    const frames = documents.map((html, at) => framed(way === 'page' ? html : '<!doctype html>', at))
    return route.fulfill({ status: 200, headers, body: `<!doctype html>${frames.join('')}` })
  })
  const hear = (page: Page): void => {
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      dialog.dismiss().catch(() => undefined)
    })
    page.on('framenavigated', (frame) => {
      const url = frame.url()
      // Only what no request tells: javascript:, data:, blob:.
      if (!/^(https?:|about:|chrome-error:)/.test(url)) (deedsIn(frame)?.navigations ?? windows).push(url)
    })
  }
  context.on('page', hear)
  try {
    const page = await context.newPage()
    await page.goto(HOME, { waitUntil: 'load', timeout: LOAD_WITHIN_MS }).catch(() => undefined)
    if (way !== 'page') await evaluate(page, openIn(way, documents))
    const seen = await evaluate<readonly Seen[]>(page, LOOK_AROUND)
    await evaluate(page, catching(caught))
    await evaluate(page, TOUCH_EVERYTHING)
    await pressAll(context, page)
    await quiet(page, () => noted)
    const told = await evaluate<readonly Pick<Deeds, 'ran' | 'caught'>[]>(page, EVERYTHING_TOLD)
    for (const [at, one] of deeds.entries()) Object.assign(one, seen?.[at] ?? {}, told?.[at] ?? {})
    return { deeds, dialogs, windows }
  } finally {
    context.off('page', hear)
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    await Promise.all(context.pages().map((one) => one.close()))
  }
}

const LOAD_WITHIN_MS = 60_000
const PAUSE_MS = 150

/** What a click sets off (a window, a refresh, a handler of a failed load) comes later: until the page had several pauses in which nothing came. */
async function quiet(page: Page, noted: () => number): Promise<void> {
  for (let still = 0, before = noted(); still < 3; still = noted() === before ? still + 1 : 0) {
    before = noted()
    // In the page's own time, which on a busy machine is later than ours.
    await evaluate(page, `new Promise((resolve) => setTimeout(resolve, ${PAUSE_MS}))`)
  }
}

function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    // A window that is only about to open has no frame yet.
    return null
  }
}

/** Null when the page around the documents was sent away, which is noted as such. */
async function evaluate<T>(page: Page, script: string): Promise<T | null> {
  try {
    return (await page.evaluate(script)) as T
  } catch {
    return null
  }
}

type Seen = Pick<Deeds, 'tags' | 'attributes'>

/** A document by the same parser as any page's, with the policy of the page around it. */
function framed(html: string, at: number): string {
  return `<iframe name="d${at}" srcdoc="${html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`
}

// What follows runs in the page, not here. A document that went away cannot be asked any more.

const TELL = `
  window.told = []
  document.addEventListener('securitypolicyviolation', (event) => window.told.push(event.effectiveDirective + ' ' + event.blockedURI))`

const EVERYTHING_TOLD = `(() => { ${EACH_DOCUMENT}
  return each((_, window) => ({ ran: window.told, caught: window.caught ?? [] }), { ran: [], caught: [] })
})()`

/** Before any listener of the document's own. */
function catching(caught: readonly string[]): string {
  return `(() => { ${EACH_DOCUMENT}
    const caught = ${JSON.stringify(caught)}
    each((_, window) => {
      window.caught = []
      window.addEventListener('click', (event) => {
        const href = event.target.closest?.('a')?.getAttribute('href') ?? ''
        if (!caught.some((beginning) => href.startsWith(beginning))) return
        event.preventDefault()
        window.caught.push(href)
      }, true)
    })
  })()`
}

const LOOK_AROUND = `(() => { ${EACH_DOCUMENT}
  return each((document) => {
    const elements = [...document.querySelectorAll('*')]
    return {
      tags: elements.map((element) => element.localName).filter((tag) => !['html', 'head', 'body'].includes(tag)),
      attributes: elements.flatMap((element) => [...element.attributes].map(({ name, value }) => name + ' ' + value)),
    }
  }, { tags: [], attributes: [] })
})()`

const TOUCH_EVERYTHING = `(() => { ${EACH_DOCUMENT}
  const kinds = ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'dblclick', 'contextmenu', 'wheel',
    'keydown', 'copy', 'paste', 'dragstart', 'input', 'change', 'toggle', 'beforetoggle', 'animationstart', 'scroll']
  each((document, window) => {
    for (const element of [...document.querySelectorAll('*')]) {
      for (const kind of kinds) element.dispatchEvent(new window.Event(kind, { bubbles: true, cancelable: true }))
      if (element.focus) element.focus()
      element.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true, composed: true, view: window }))
    }
  })
})()`
