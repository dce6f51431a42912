/** Scores what links are found to lead to: shorteners and free hosts known, the most visited sites and honest mail let alone, false words caught. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { House, LinkInspector, Sighting } from '../../src/core/inspector.ts'
import { type InboundMessage, type Link, NOTHING_ASIDE } from '../../src/core/message.ts'
import { download } from '../../src/inspection/links/download.ts'
import { encoding } from '../../src/inspection/links/encoding.ts'
import { freeHosting } from '../../src/inspection/links/free-hosting.ts'
import { ipLiteral } from '../../src/inspection/links/ip-literal.ts'
import { mismatch } from '../../src/inspection/links/mismatch.ts'
import { oneTime } from '../../src/inspection/links/one-time.ts'
import { port } from '../../src/inspection/links/port.ts'
import { redirect } from '../../src/inspection/links/redirect.ts'
import { scheme } from '../../src/inspection/links/scheme.ts'
import { shortener } from '../../src/inspection/links/shortener.ts'
import { unparsable } from '../../src/inspection/links/unparsable.ts'
import { userinfo } from '../../src/inspection/links/userinfo.ts'
import { isShortener } from '../../src/parse/link/shorteners.ts'
import { parseUrl } from '../../src/parse/url.ts'
import { listFiles, type Measure, NOT_HERE, notHere, readRows, share } from './measure.ts'
import { openMail } from './open-sample.ts'

const INSPECTORS: readonly LinkInspector[] = [
  ...[unparsable, scheme, userinfo, ipLiteral, port, mismatch, redirect, shortener, freeHosting, download, encoding, oneTime],
]
const WORRYING = new Set(['medium', 'high', 'critical'])
const SHORTENERS = /^url_shorteners.*\.txt$/
const FREE_HOSTS = /^(?:free_subdomain_hosts|free_file_hosts|self_service_creation_platform_domains|social_landing_hosts).*\.txt$/
const TRANCO = /^tranco_.*\.(?:txt|csv)$/
/** Folders of mail that nobody was deceived by. */
const HONEST = /postmark_transactional|talon_replies|sisimai_bounces|(?:easy|hard)[-_]ham/
const NO_MAIL = /\.(?:jsonl?|conf|md|csv)$|^LICEN[CS]E|\/LICEN[CS]E|^(?:README|MANIFEST|NOTICE)/i
const HOUSE: House = { protectedDomains: [] }
const NOBODY: InboundMessage = {
  ...{ id: 'm', channel: 'c', kind: 'email', conversationId: null, receivedAt: 0, sentAt: null, sender: null, recipients: [] },
  ...{ subject: null, messageIdHeader: null, parts: [], links: [], text: null, html: null, ...NOTHING_ASIDE },
}

export async function scoreTargets(folder: string): Promise<readonly Measure[]> {
  return [
    ...scoreLists(folder, SHORTENERS, 'shorteners known', isShortener, 1),
    ...scoreLists(
      folder,
      FREE_HOSTS,
      'free hosts known',
      (host) => codesOf(linkTo(`https://somebody.${host}/a`)).has('LINK_FREE_HOSTING'),
      null,
    ),
    ...scoreTranco(folder),
    ...(await scoreHonest(folder)),
    ...(await scoreFalseWords(folder)),
  ]
}

function linkTo(untrustedUrl: string): Link {
  const url = parseUrl(untrustedUrl)?.href ?? null
  return { linkId: 'l1', partId: 'p1', untrustedUrl, url, shownText: null, source: 'text', via: 'text' }
}

function codesOf(link: Link): ReadonlySet<string> {
  return new Set(INSPECTORS.flatMap((inspector) => inspector.inspect(link, NOBODY, HOUSE).sightings.map(({ code }) => code)))
}

/** A line a name; of `1,example.com` the name. */
function readNames(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) =>
      line
        .slice(line.lastIndexOf(',') + 1)
        .trim()
        .toLowerCase(),
    )
    .filter((name) => name !== '' && !name.startsWith('#'))
}

function scoreLists(
  folder: string,
  wanted: RegExp,
  measure: string,
  isKnown: (host: string) => boolean,
  target: number | null,
): readonly Measure[] {
  const lists = listFiles(folder, (name) => wanted.test(name))
  if (lists.length === 0) return [notHere('lists of hosts', measure)]
  return lists.map((path) => {
    const names = readNames(path)
    const misses = names.filter((name) => !isKnown(name))
    const hits = names.length - misses.length
    return share(basename(path), measure, hits, names.length, target === null ? null : Math.ceil(target * names.length), misses)
  })
}

function scoreTranco(folder: string): readonly Measure[] {
  const lists = listFiles(folder, (name) => TRANCO.test(name))
  if (lists.length === 0) return [notHere('Tranco', 'home pages found worrying')]
  return lists.map((path) => {
    const names = readNames(path)
    const misses = names.flatMap((name) => {
      const link = linkTo(`https://${name}/`)
      const worrying = INSPECTORS.flatMap((inspector) =>
        inspector.inspect(link, NOBODY, HOUSE).sightings.filter(({ code }) => WORRYING.has(inspector.codes[code]?.severity ?? 'critical')),
      )
      return worrying.length === 0 ? [] : [`${name}: ${worrying.map(({ code }) => code).join(', ')}`]
    })
    return {
      show: basename(path),
      measure: 'home pages found worrying',
      value: `${misses.length} of ${names.length}`,
      ok: names.length > 0 && misses.length === 0,
      misses,
    }
  })
}

/** Bodies without headers, as mail templates are kept, become a mail of their own. */
function opened(path: string): Promise<InboundMessage> {
  const bytes = readFileSync(path)
  const type = path.endsWith('.html') ? 'text/html' : 'text/plain'
  const isBody = /\.html$|content\.txt$/.test(path)
  const raw = isBody ? Buffer.concat([Buffer.from(`MIME-Version: 1.0\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`), bytes]) : bytes
  return openMail(raw)
}

interface Seen {
  readonly link: Link
  readonly sighting: Sighting
}

function wordsOf(message: InboundMessage): readonly Seen[] {
  return message.links.flatMap((link) => mismatch.inspect(link, message, HOUSE).sightings.map((sighting) => ({ link, sighting })))
}

async function scoreHonest(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name, path) => HONEST.test(path) && !NO_MAIL.test(name) && !NO_MAIL.test(path))
  if (paths.length === 0) return [notHere('honest mail', 'mails with false words')]
  const byCode = new Map<string, string[]>()
  for (const path of paths) {
    const seen = new Map(wordsOf(await opened(path)).map(({ link, sighting }) => [sighting.code, link]))
    for (const [code, link] of seen) {
      const line = `${join(basename(dirname(path)), basename(path))}: ${link.shownText?.slice(0, 80)} opens ${link.untrustedUrl.slice(0, 80)}`
      byCode.set(code, [...(byCode.get(code) ?? []), line])
    }
  }
  return Object.entries(mismatch.codes).map(([code, { severity }]) => {
    const misses = byCode.get(code) ?? []
    // Nine in ten of what is called false must be: honest mail may hardly hold any.
    const ok = severity === 'high' ? misses.length * 200 <= paths.length : null
    return { show: 'honest mail', measure: `mails with ${code}`, value: `${misses.length} of ${paths.length}`, ok, misses }
  })
}

interface Expectation {
  readonly suite: string
  readonly message: string
  readonly expect: readonly (readonly string[])[]
  readonly not_expect: readonly (readonly string[])[]
}

const FALSE_WORDS = /^(?:STRICT(?:ER)?_)?PHISHING$/

/** What another filter is tested for: the mails whose links it must call false, and those it must not. */
async function scoreFalseWords(folder: string): Promise<readonly Measure[]> {
  const lists = listFiles(folder, (name) => name === 'expect.jsonl')
  if (lists.length === 0) return [{ show: 'rspamd', measure: 'false words', value: NOT_HERE, ok: null, misses: [] }]
  let total = 0
  const misses: string[] = []
  for (const list of lists) {
    for (const row of readRows<Expectation>(list)) {
      const must = row.expect.some(([symbol = '']) => FALSE_WORDS.test(symbol))
      const mustNot = row.not_expect.some(([symbol = '']) => FALSE_WORDS.test(symbol))
      const path = join(dirname(list), 'messages', row.message)
      if ((!must && !mustNot) || !existsSync(path)) continue
      total += 1
      const isFalse = wordsOf(await opened(path)).some(({ sighting }) => sighting.code === 'LINK_TEXT_MISMATCH')
      if (isFalse !== must) misses.push(`${row.message}: ${must ? 'not caught' : 'caught, and must not be'}`)
    }
  }
  return [share('rspamd', 'false words as expected', total - misses.length, total, total, misses)]
}
