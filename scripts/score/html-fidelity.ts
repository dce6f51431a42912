/** Measures that agents read what the sender's readers read: the words that Chromium shows of honest mail, as it came and as it is released. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Input, readInput } from '../../src/cli/inputs.ts'
import type { Policy } from '../../src/core/policy.ts'
import { openBudget } from '../../src/parse/budget.ts'
import { parseMail } from '../../src/parse/mime/mail.ts'
import { openAssessor, unmasked } from '../assessor.ts'
import { listFiles, type Measure, notHere } from './measure.ts'

const SHOW = 'HTML, fidelity'
const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND']
/** Honest by their MANIFEST: folders of benign samples. */
const HONEST = /\/(?:mail\.spamassassin\/(?:easy|hard)-ham|mail\.postmark|mail\.talon|mail\.sisimai|mail\.spamassassin_t\/nice)/
const NO_MAIL = /^(?:LICENSE|NOTICE|README|MANIFEST|truth)/i
const MIN_MEAN = 0.995
const MIN_SINGLE = 0.9
const WORST = 10
const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** The real host that is written into an anchor for safety, at its end. */
const HOST_BESIDE = / \([^()<>]{1,300}\)(?=<\/a>)/g
/** What takes words away on purpose, and says so. */
const EXPLAINS = /^(?:HTML_HIDDEN|HTML_STYLE|LINK_|TEXT_)/

interface Sample {
  readonly where: string
  readonly f1: number
  readonly bare: number
  readonly explained: readonly string[]
  readonly differences: string
}

/** One line for HTML, one for mails that are text alone; each a mean of F1 over multisets of words, case kept. */
export async function scoreHtmlFidelity(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name, path) => HONEST.test(path) && !NO_MAIL.test(name) && extname(name) !== '.jsonl')
  if (paths.length === 0 || PROGRAM === undefined) return [notHere(SHOW, 'honest mail, and a Chromium to show it')]
  const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS })
  const assessor = openAssessor()
  const html: Sample[] = []
  const text: Sample[] = []
  try {
    const page = await openPage(browser)
    for (const path of paths) {
      const input = await inputOf(path)
      const bodies = input === null ? [] : bodiesOf(path)
      if (input === null || bodies.length === 0) continue
      const hasHtml = bodies.some(({ isHtml }) => isHtml)
      const { release, report } = await assessor.assess(input, null, hasHtml ? plainly : withItsLinks)
      const before: string[] = []
      for (const { isHtml, untrusted } of bodies)
        if (isHtml === hasHtml) before.push(isHtml ? await shown(page, untrusted) : plain(untrusted))
      const after = hasHtml ? await shown(page, release?.html ?? '') : plain(release?.text ?? '')
      const bare = hasHtml ? await shown(page, (release?.html ?? '').replace(HOST_BESIDE, '')) : after
      const explained = [...new Set(report.findings.map(({ code }) => code))].filter((code) => EXPLAINS.test(code))
      const sample = compare(path, before.join('\n'), after, bare, explained)
      ;(hasHtml ? html : text).push(sample)
    }
  } finally {
    await assessor.close()
    await browser.close()
  }
  return [summary('mails shown as HTML', html), summary('mails of text alone, in lower case', text)]
}

/** As shipped, but with personal data in view and nothing waiting: both are measured elsewhere. */
function plainly(policy: Policy): Policy {
  return { ...unmasked(policy), onIncomplete: { message: 'release', link: 'release', file: 'hold' } }
}

/** In text an address stands in the open, and its gateway's is no word of the sender's. */
function withItsLinks(policy: Policy): Policy {
  const findings = Object.fromEntries(Object.keys(policy.links.findings).map((code) => [code, 'release' as const]))
  return { ...plainly(policy), links: { ...policy.links, default: 'release', findings, severity: {} } }
}

/** Names of hosts know no capitals, and a bare one is written with its scheme: in plain text neither is a word that was changed. */
function plain(text: string): string {
  return text.toLowerCase().replace(/https?:\/\//g, ' ')
}

/** Null for what is no message. */
async function inputOf(path: string): Promise<Input | null> {
  if (extname(path) !== '.html') {
    const input = await readInput(path, nothing())
    return input.content.type === 'mail' ? input : null
  }
  const html = readFileSync(path, 'utf8')
  return { path, kind: 'chat', channel: null, content: { type: 'words', words: { html }, files: [] }, sizeBytes: html.length }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

function bodiesOf(path: string): readonly { readonly isHtml: boolean; readonly untrusted: string }[] {
  if (extname(path) === '.html') return [{ isHtml: true, untrusted: readFileSync(path, 'utf8') }]
  const { leaves } = parseMail(readFileSync(path), openBudget())
  return leaves.flatMap(({ role, text, parentIndex }) =>
    (role === 'html' || role === 'text') && text !== null && parentIndex === null ? [{ isHtml: role === 'html', untrusted: text }] : [],
  )
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, viewport: { width: 1_000, height: 800 } })
  await context.route('**/*', (route) => route.abort())
  return context.newPage()
}

async function shown(page: Page, html: string): Promise<string> {
  await page.setContent(html, { waitUntil: 'commit' })
  return (await page.evaluate('document.body === null ? "" : document.body.innerText')) as string
}

function compare(where: string, before: string, after: string, bare: string, explained: readonly string[]): Sample {
  const [own, seen] = [count(before), count(after)]
  const differences = [...difference(own, seen, '-'), ...difference(seen, own, '+')].slice(0, 20).join(' ')
  return { where: basename(where), f1: f1(own, seen), bare: f1(own, count(bare)), explained, differences }
}

function count(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  for (const [word] of text.normalize('NFC').matchAll(WORD)) words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

function f1(own: ReadonlyMap<string, number>, seen: ReadonlyMap<string, number>): number {
  const size = (words: ReadonlyMap<string, number>): number => [...words.values()].reduce((sum, times) => sum + times, 0)
  const total = size(own) + size(seen)
  let both = 0
  for (const [word, times] of own) both += Math.min(times, seen.get(word) ?? 0)
  return total === 0 ? 1 : (2 * both) / total
}

function difference(from: ReadonlyMap<string, number>, to: ReadonlyMap<string, number>, sign: string): readonly string[] {
  return [...from]
    .filter(([word, times]) => times > (to.get(word) ?? 0))
    .map(([word, times]) => `${sign}${times - (to.get(word) ?? 0)}${word}`)
}

function summary(what: string, samples: readonly Sample[]): Measure {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / Math.max(1, samples.length)
  const unexplained = samples.filter(({ f1: value, explained }) => value < MIN_SINGLE && explained.length === 0)
  const [all, bare] = [mean((sample) => sample.f1), mean((sample) => sample.bare)]
  const worst = [...samples].sort((one, other) => one.bare - other.bare).slice(0, WORST)
  return {
    show: SHOW,
    measure: `mean F1 of the words of ${samples.length} ${what}; ${bare.toFixed(4)} without hosts beside links; ${unexplained.length} below ${MIN_SINGLE} unexplained`,
    value: all.toFixed(4),
    ok: samples.length === 0 ? null : all >= MIN_MEAN && unexplained.length === 0,
    misses: worst.map(
      ({ where, f1: value, bare: without, explained, differences }) =>
        `${value.toFixed(3)} (${without.toFixed(3)}) ${where} ${explained.join(' ')} ${differences}`,
    ),
  }
}
