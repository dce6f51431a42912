/** Measures that HTML written against its reader takes time linear in its size, from the bytes to the release, and that past a bound the words go on as text with the reason. */
import { inspect } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { type OpenedArrival, parseMessage } from '../../src/parse/message.ts'
import { decide } from '../../src/policy/decide.ts'
import { type Known, parsePolicy } from '../../src/policy/schema.ts'
import { build } from '../../src/release/build.ts'
import { wordsIn } from '../../src/release/words/words.ts'
import { USUAL_LANGUAGES_DIR } from '../../src/settings/settings.ts'
import { readLanguages } from '../../src/wire-languages.ts'
import { type Measure, share } from './measure.ts'

const SHOW = 'HTML, hostile size'
const MB = 1_000_000
const MAX_MS = 2_000
const MAX_RATIO = 2.5
/** Below this a ratio says more about the machine than about the words. */
const MIN_COUNTED_MS = 150
/** Memory is tidied up at its own times: the best of some runs. */
const MAX_RUNS = 4
const KNOWN: Known = { codes: new Set(INSPECTORS.flatMap(({ codes }) => Object.keys(codes))), languages: new Set(['en']) }

type Way = 'chat' | 'mail'
type Flood = (size: number) => string

function repeat(unit: string): Flood {
  return (count) => unit.repeat(Math.round(count))
}
/** Up to a size in characters. */
function fill(unit: string, before = '', after = ''): Flood {
  return (characters) => before + unit.repeat(Math.ceil(characters / unit.length)) + after
}

/** By name: how large it gets, and what it is at that size. */
const FLOODS: Readonly<Record<string, readonly [size: number, flood: Flood]>> = {
  ...Object.fromEntries(
    [
      ...['<ul><li>', '<table><tr><td>', '<b>', '<div>', '<a>', '<a href=//a.se>', '<svg>', '<math>', '<p>', '<p><b>', '<blockquote>'],
      ...['<font color=red>', '<span style="color:red">', '<object>', '<button>', '<form>', '<dl><dt>', '<ruby><rt>', '<select><option>'],
      ...['<table>', '<x>', '<pre>', '<h1>', '<details>', '<template>', '<noscript>', '<iframe>', '<i><p>', '<nobr>', '<frameset>'],
    ].map((unit) => [`100,000 × ${unit}`, [100_000, repeat(unit)] as const]),
  ),
  '100,000 closed in the wrong order': [100_000, (count) => '<b><i>'.repeat(count / 2) + '</b></i>'.repeat(count / 2)],
  '100,000 misnested, side by side': [100_000, repeat('<b><i>a</b>b</i>')],
  '100,000 paragraphs in bold that never ends': [100_000, repeat('<b><p>a</p>')],
  '100,000 formats at depth 500': [100_000, (count) => '<b>'.repeat(500) + '<i>a</i>'.repeat(count)],
  '100,000 rows of a table': [100_000, (count) => `<table>${'<tr><td>a'.repeat(count / 2)}`],
  '100,000 end tags': [100_000, repeat('</p></b></x>')],
  '100,000 end tags at depth 500': [100_000, (count) => '<div>'.repeat(500) + '</b>'.repeat(count)],
  '200,000 anchors': [200_000, repeat('<a href="https://a.example/">a</a> ')],
  '200,000 anchors of their own': [200_000, (count) => Array.from({ length: count }, (_, at) => `<a href=//a.se/${at}>a</a>`).join('')],
  '200,000 pictures': [200_000, repeat('<img src=//a.se/b alt=c>')],
  '200,000 elements with an address': [200_000, repeat('<p background=//a.se/b>')],
  '1 MB attribute': [MB, fill('a', '<p title="', '">words</p>')],
  '1 MB href': [MB, fill('a', '<a href="https://a.example/', '">words</a>')],
  '1 MB picture': [MB, fill('a', '<img src="data:image/png;base64,', '" alt=x>words')],
  '1 MB srcset': [MB, fill('//a.se 1x,', '<img srcset="', '">words')],
  '1 MB ping': [MB, fill('//a.se ', '<a href=//a.se ping="', '">words</a>')],
  '1 MB srcdoc': [MB, fill('<b>', '<iframe srcdoc="', '"></iframe>words')],
  '1 MB alternative text': [MB, fill('a.se ', '<img src=x alt="', '">words')],
  '1 MB of attributes': [MB, (size) => `<p ${Array.from({ length: size / 10 }, (_, at) => `a${at}=b`).join(' ')}>words`],
  '1 MB of one attribute': [MB, fill('align=left ', '<p ', '>words')],
  '1 MB of attributes without a value': [MB, fill('a ', '<p ', '>words')],
  '1 MB of quotes': [MB, fill('"', '<p ', '>words')],
  '1 MB of slashes': [MB, fill('/', '<p ', '>words')],
  '1 MB name of a tag': [MB, fill('a', '<', '>words')],
  '1 MB name of an attribute': [MB, fill('a', '<p ', '=b>words')],
  '1 MB of names of tags': [MB, (size) => Array.from({ length: size / 20 }, (_, at) => `<x${at}>a</x${at}>`).join('')],
  '1 MB style attribute': [MB, fill('color:red;', '<p style="', '">words</p>')],
  '1 MB style attribute of comments': [MB, fill('/*', '<p style="', '">words</p>')],
  '1 MB style attribute of escapes': [MB, fill('\\75 rl(', '<p style="', '">words</p>')],
  '1 MB style attribute of brackets': [MB, fill('url(', '<p style="', '">words</p>')],
  '1 MB of style attributes': [MB, fill('<p style="color:red;width:1px;background:url(//a.se)">a')],
  '1 MB of styles of their own': [MB, (size) => Array.from({ length: size / 25 }, (_, at) => `<p style="width:${at}px">a`).join('')],
  '1 MB style sheet': [MB, fill('p{color:red;background:url(//a.se)}', '<style>', '</style>words')],
  '1 MB style sheet of one rule': [MB, fill('a', '<style>p{', '}</style>words')],
  '1 MB style sheet of quotes': [MB, fill('"', '<style>', '</style>words')],
  '1 MB style sheet of imports': [MB, fill('@import ', '<style>', '</style>words')],
  '1 MB of empty style sheets': [MB, fill('<style></style>')],
  '1 MB of style sheets': [MB, fill('<style>p{color:red}</style><p>a')],
  '1 MB of blank style sheets': [MB, fill('<style> </style><p>a')],
  'half a MB style sheet': [MB / 2, fill('p{color:red;background:url(//a.se)}', '<style>', '</style><p>words')],
  'half a MB style sheet of rules in rules': [MB / 2, fill('a{', '<style>', '</style>words')],
  'half a MB style sheet of @media in @media': [MB / 2, fill('@media{', '<style>', '</style>words')],
  'half a MB style sheet of brackets': [MB / 2, fill('(', '<style>p{color:', '}</style>words')],
  'half a MB style sheet of one selector': [MB / 2, fill('a ', '<style>', '{color:red}</style>words')],
  'half a MB style sheet of :not(': [MB / 2, fill(':not(', '<style>', '{color:red}</style>words')],
  'half a MB style sheet of selectors': [MB / 2, fill('a,', '<style>', 'b{color:red}</style>words')],
  'half a MB style sheet of declarations': [MB / 2, fill('color:red;', '<style>p{', '}</style><p>words')],
  'half a MB style sheet of comments': [MB / 2, fill('/*', '<style>', '</style>words')],
  '100,000 elements under 3,000 rules': [100_000, (count) => `<style>${RULES}</style>${'<p class="a1 a2 a3">a'.repeat(count)}`],
  '100,000 elements under rules that look far up': [
    100_000,
    (count) => `<style>${'* '.repeat(40)}x{color:red}</style>${'<div>'.repeat(400)}${'<x>a</x>'.repeat(count)}`,
  ],
  '1 MB style sheet that never ends': [MB, fill('url( ', '<style>')],
  '1 MB script that never ends': [MB, fill('<', '<script>')],
  '1 MB of ends in a script': [MB, fill('</scrip', '<script>')],
  '1 MB title that never ends': [MB, fill('&', '<title>')],
  '1 MB textarea that never ends': [MB, fill('</textare', '<textarea>')],
  '1 MB comment that never ends': [MB, fill('a', '<!--')],
  '1 MB comment of dashes': [MB, fill('-', '<!--')],
  '1 MB of <!--': [MB, fill('<!--')],
  '1 MB of <!-- -->': [MB, fill('<!-- -->')],
  '1 MB of conditional comments': [MB, fill('<!--[if mso]>a<![endif]-->')],
  '1 MB of conditional comments inside': [MB, fill('<!--[if mso]>')],
  '1 MB cdata that never ends': [MB, fill(']', '<svg><![CDATA[')],
  '1 MB of <![CDATA[': [MB, fill('<![CDATA[')],
  '1 MB of <?': [MB, fill('<?')],
  '1 MB of </': [MB, fill('</')],
  '1 MB quote that never ends': [MB, fill('<p>', '<p title="')],
  '1 MB of quotes that never end': [MB, fill('<p title="')],
  'a million <': [MB, fill('<')],
  'a million >': [MB, fill('>')],
  'a million "': [MB, fill('"')],
  'a million &': [MB, fill('&')],
  'a million NUL': [MB, fill('\0')],
  'a million entities': [MB, repeat('&lt;')],
  'a million entities that end with nothing': [MB, repeat('&lt')],
  'a million numbers as entities': [MB, repeat('&#1;')],
  '1 MB number as an entity': [MB, fill('1', '&#')],
  '1 MB name as an entity': [MB, fill('a', '&')],
  '1 MB of entities in an attribute': [MB, fill('&amp;', '<a href="', '">words')],
  'a million marks on a letter': [MB, fill('\u0301', 'a')],
  'a million joined faces': [MB, fill('\u{1f468}\u200d')],
  'a million marks of direction': [MB, fill('\u202e')],
  'a million blanks of no width': [MB, fill('a\u200b')],
  'a million halves of characters': [MB, fill('\ud800')],
  '4 MB of newlines': [4 * MB, fill('\n')],
  '4 MB of newlines in pre': [4 * MB, fill('\n', '<pre>')],
  '4 MB of <br>': [4 * MB, fill('<br>')],
  '4 MB of blanks': [4 * MB, fill(' ', 'a', 'b')],
  '4 MB of words': [4 * MB, fill('words and words, ')],
  '4 MB of one word': [4 * MB, fill('a')],
  '4 MB of paragraphs': [4 * MB, fill('<p>words and words, and more of them to be read</p>\n')],
  '8 MB of words': [8 * MB, fill('words and words, ')],
}

const RULES = Array.from({ length: 3_000 }, (_, at) => `div p.a${at % 7}{color:#${String(at).padStart(6, '0')}}`).join('')

interface Run {
  /** Of this thread alone: a busy machine must not change a figure. */
  readonly ms: number
  /** Null when it ended as it should: with HTML, or as text with the reason. */
  readonly fault: string | null
  readonly ended: string
}

/** One line for each way in: how many floods pass, and the slowest; a miss says its milliseconds at half and at the whole of its size. */
export async function scoreHtmlSpeed(_folder?: string, floods = FLOODS): Promise<readonly Measure[]> {
  return [await scoreWay('chat', floods), await scoreWay('mail', floods)]
}

async function scoreWay(way: Way, floods: Readonly<Record<string, readonly [size: number, flood: Flood]>>): Promise<Measure> {
  const misses: string[] = []
  let slowest = { name: '', ms: 0 }
  for (const [name, [size, flood]] of Object.entries(floods)) {
    const [half, whole] = await measure(flood(size / 2), flood(size), way)
    if (whole.ms > slowest.ms) slowest = { name, ms: whole.ms }
    const faults = [half.fault, whole.fault].filter((fault) => fault !== null)
    if (isFast([half, whole]) && faults.length === 0) continue
    misses.push([`${name}: ${half.ms.toFixed(0)} ms, ${whole.ms.toFixed(0)} ms, ${whole.ended}`, ...faults].join('; '))
  }
  const total = Object.keys(floods).length
  const what = `floods by ${way}: each under ${MAX_MS / 1000} s, linear, and its words go on; slowest ${slowest.ms.toFixed(0)} ms: ${slowest.name}`
  return share(SHOW, what, total - misses.length, total, total, misses)
}

/** At half and at the whole of its size. */
async function measure(half: string, whole: string, way: Way): Promise<readonly [Run, Run]> {
  let best: readonly [Run, Run] = [await run(half, way), await run(whole, way)]
  for (let runs = 1; runs < MAX_RUNS && !isFast(best); runs += 1)
    best = [quicker(best[0], await run(half, way)), quicker(best[1], await run(whole, way))]
  return best
}

function isFast([first, second]: readonly [Run, Run]): boolean {
  return second.ms < MAX_MS && (second.ms < MIN_COUNTED_MS || second.ms <= MAX_RATIO * first.ms)
}

function quicker(one: Run, other: Run): Run {
  return one.ms <= other.ms ? one : other
}

const POLICY = parsePolicy({ channel: 'score', kind: 'chat', name: 'Score', onIncomplete: { message: 'release' } }, 'score', KNOWN)
const WORDS = wordsIn(readLanguages(USUAL_LANGUAGES_DIR).of('en'))
const HOOKS = {
  now: () => performance.now(),
  enter: () => undefined,
  skips: new Map(),
  house: { protectedDomains: [] },
  readBarcodes: null,
} as const

async function run(html: string, way: Way): Promise<Run> {
  const arrival = { id: 'score', channel: 'score', kind: 'chat', conversationId: null, receivedAt: 0 } as const
  const content = contentOf(html, way)
  const begun = process.threadCpuUsage()
  const parsed = await parseMessage({ ...arrival, content }, HOOKS)
  const report = inspect(parsed, INSPECTORS, HOOKS)
  const { message } = parsed
  const identity = { level: 'anonymous', subject: null, evidence: [] } as const
  const verdict = decide({ message, report, identity, policy: POLICY, policyVersion: 1, reviews: [] })
  const rewriteLink = ({ linkId }: { linkId: string }) => `https://gateway.forebay.example/l/${linkId}`
  const release = build({ message, report, verdict, identity, policy: POLICY, revision: 1, words: WORDS, rewriteLink })
  const { user, system } = process.threadCpuUsage(begun)
  const ms = (user + system) / 1000
  const failed = report.outcomes.filter(({ status }) => status !== 'ok')
  const asText = report.findings.filter(({ code }) => code === 'HTML_SHOWN_AS_TEXT').map(({ evidence }) => evidence[0]?.value ?? '')
  const reasons = [...failed.map(({ reason, status }) => reason ?? status), ...asText]
  const ended = reasons.length === 0 ? 'HTML' : `text, ${[...new Set(reasons)].join(', ')}`
  return { ms, ended, fault: faultOf(release, failed, reasons) }
}

function contentOf(html: string, way: Way): OpenedArrival['content'] {
  if (way === 'chat') return { type: 'words', words: { html }, files: [] }
  const head = 'From: a@a.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
  return { type: 'mail', raw: Buffer.from(head + html) }
}

function faultOf(
  release: { readonly html: string | null; readonly text: string | null },
  failed: readonly { readonly status: string; readonly reason?: string }[],
  reasons: readonly string[],
): string | null {
  if (failed.some(({ status, reason }) => status !== 'unscannable' || reason === undefined)) return `a step failed: ${reasons.join(', ')}`
  if (release.text === null) return 'no text is there'
  if ((release.html === null) !== reasons.length > 0)
    return release.html === null ? 'no HTML, and no reason' : `HTML in spite of ${reasons.join(', ')}`
  return null
}
