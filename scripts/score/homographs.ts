/** Scores what the inspectors of names say: imitations found, honest names and the most visited sites let alone, and at what cost. */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { House, Sighting } from '../../src/core/inspector.ts'
import { type InboundMessage, type Link, NOTHING_ASIDE } from '../../src/core/message.ts'
import { imitation, lookalike } from '../../src/inspection/links/lookalike.ts'
import { hostFaults, mixedScript } from '../../src/inspection/links/mixed-script.ts'
import { type ParsedUrl, parseUrl } from '../../src/parse/url.ts'
import { listFiles, type Measure, NOT_HERE, notHere, share } from './measure.ts'
import { type NamedHost, readNamedHosts } from './named-hosts.ts'
import { openMail } from './open-sample.ts'

const TRANCO = /^tranco_.*\.(?:txt|csv)$/
const NAMES_SET = /homograph|idn|spoof|lookalike|punycode/i
const NO_TEXT = /^(?:LICEN[CS]E|README|MANIFEST|NOTICE|ATTRIBUTION)/i
const PUNYCODE_MAIL = /^punycode.*\.eml$/
const NONE: House = { protectedDomains: [] }
// The share that must be found of a set of imitations, and how many honest names of one may be flagged.
const FOUND_SHARE = 120 / 128
const FLAGGED_SHARE = 1 / 61

// Neither inspector of names reads the message; the contract wants one.
const MESSAGE: InboundMessage = {
  ...{ id: 'm', channel: 'c', kind: 'email', conversationId: null, receivedAt: 0, sentAt: null, sender: null, recipients: [] },
  ...{ subject: null, messageIdHeader: null, parts: [], links: [], text: null, html: null, ...NOTHING_ASIDE },
}

export async function scoreHomographs(folder: string): Promise<readonly Measure[]> {
  return [...scoreTranco(folder), ...scoreNames(folder), ...(await scoreMails(folder))]
}

function judge(link: Link, house: House = NONE): readonly Sighting[] {
  return [mixedScript, lookalike].flatMap((inspector) => inspector.inspect(link, MESSAGE, house).sightings)
}

function linkTo(host: string): Link {
  const untrustedUrl = host.includes('://') ? host : `https://${host}/`
  const url = parseUrl(untrustedUrl)?.href ?? null
  return { linkId: 'l1', partId: 'p1', untrustedUrl, url, shownText: null, source: 'text', via: 'text' }
}

function said(host: string, sightings: readonly Sighting[]): string {
  return `${host}: ${sightings.map(({ code, evidence = [] }) => `${code} (${evidence.map(({ value }) => value).join(', ')})`).join('; ')}`
}

function scoreTranco(folder: string): readonly Measure[] {
  const lists = listFiles(folder, (name) => TRANCO.test(name))
  if (lists.length === 0) return [notHere('Tranco', 'most visited sites flagged')]
  return lists.flatMap((path) => {
    const names = readRanked(path)
    const flagged = (some: readonly string[]): readonly string[] =>
      some.flatMap((host) => {
        const sightings = judge(linkTo(host))
        return sightings.length === 0 ? [] : [said(host, sightings)]
      })
    const visited = names.slice(0, Math.ceil(names.length / 2))
    const [inHalf, inAll] = [flagged(visited), flagged(names)]
    const show = basename(path)
    return [
      {
        show,
        measure: 'most visited half flagged',
        value: `${inHalf.length} of ${visited.length}`,
        ok: visited.length > 0 && inHalf.length === 0,
        misses: inHalf,
      },
      { show, measure: 'all flagged', value: `${inAll.length} of ${names.length}`, ok: null, misses: inAll },
      ...costs(show, names),
    ]
  })
}

/** One name a line, or `rank,name`; in the order of the ranking. */
function readRanked(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  const rows = lines.map((line, at) => {
    const [first = '', second] = line.trim().split(/[,\t]/)
    return second === undefined ? { rank: at, name: first } : { rank: Number(first), name: second }
  })
  return rows
    .filter(({ rank, name }) => name !== '' && !Number.isNaN(rank))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name)
}

const ROUNDS = 3

function costs(show: string, names: readonly string[]): readonly Measure[] {
  const addresses = names.map((name) => parseUrl(`https://${name}/`)).filter((address) => address !== null)
  return [
    { show, measure: 'links/mixed-script a host', value: timed(addresses, hostFaults), ok: null, misses: [] },
    { show, measure: 'links/lookalike a host', value: timed(addresses, (address) => imitation(address, NONE)), ok: null, misses: [] },
  ]
}

function timed(addresses: readonly ParsedUrl[], work: (address: ParsedUrl) => unknown): string {
  for (const address of addresses) work(address)
  const start = performance.now()
  for (let round = 0; round < ROUNDS; round += 1) for (const address of addresses) work(address)
  const us = ((performance.now() - start) * 1_000) / (ROUNDS * Math.max(1, addresses.length))
  return `${us.toFixed(2)} µs`
}

function scoreNames(folder: string): readonly Measure[] {
  const files = listFiles(folder, (name, path) => NAMES_SET.test(dirname(path).slice(folder.length)) && !NO_TEXT.test(name))
  if (files.length === 0) return [notHere('names', 'imitations found')]
  const bySet = Map.groupBy(files, (path) => dirname(path))
  return [...bySet].flatMap(([set, paths]) => scoreSet(basename(set), paths))
}

function scoreSet(show: string, paths: readonly string[]): readonly Measure[] {
  const rows = paths.flatMap((path) => readNamedHosts(path))
  const attacks = rows.filter(({ kind }) => kind === 'attack')
  const safe = rows.filter(({ kind }) => kind === 'safe')
  if (attacks.length === 0 && safe.length === 0) {
    return [{ show, measure: 'CANNOT BE READ', value: `${rows.length} rows without a class`, ok: false, misses: paths }]
  }
  const missed = attacks.filter(({ host }) => judge(linkTo(host)).length === 0)
  const flagged = safe.filter(({ host }) => judge(linkTo(host)).length > 0)
  const found = attacks.length - missed.length
  return [
    share(
      show,
      'imitations found',
      found,
      attacks.length,
      Math.floor(attacks.length * FOUND_SHARE),
      missed.map(({ host }) => shown(host)),
    ),
    {
      show,
      measure: 'honest names flagged',
      value: `${flagged.length} of ${safe.length}`,
      ok: safe.length > 0 && flagged.length <= Math.ceil(safe.length * FLAGGED_SHARE),
      misses: flagged.map(({ host }) => said(shown(host), judge(linkTo(host)))),
    },
    ...whenProtected(show, attacks),
    ...aside(show, rows),
  ]
}

/** Where a set names what each one imitates: what an installation that protects those names would find. */
function whenProtected(show: string, attacks: readonly NamedHost[]): readonly Measure[] {
  const protectedDomains = [...new Set(attacks.map(({ imitates }) => imitates).filter((each) => each !== null))]
  if (protectedDomains.length === 0) return []
  const missed = attacks.filter(({ host }) => judge(linkTo(host), { protectedDomains }).length === 0)
  const measure = 'imitations found where the imitated are protected'
  return [
    share(
      show,
      measure,
      attacks.length - missed.length,
      attacks.length,
      null,
      missed.map(({ host }) => shown(host)),
    ),
  ]
}

function aside(show: string, rows: readonly NamedHost[]): readonly Measure[] {
  const others = rows.filter(({ kind }) => kind === 'other')
  if (others.length === 0) return []
  const flagged = others.filter(({ host }) => judge(linkTo(host)).length > 0)
  return [share(show, 'of other classes flagged', flagged.length, others.length, null, [])]
}

function shown(host: string): string {
  const unicode = parseUrl(host.includes('://') ? host : `https://${host}/`)?.unicodeHost ?? null
  return unicode === null || unicode === host ? host : `${host} (${unicode})`
}

async function scoreMails(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name) => PUNYCODE_MAIL.test(name))
  if (paths.length === 0) return [{ show: 'mail', measure: 'coded names found', value: NOT_HERE, ok: null, misses: [] }]
  const missed: string[] = []
  for (const path of paths) {
    const message = await openMail(readFileSync(path))
    if (!message.links.some((link) => judge(link).length > 0)) missed.push(basename(path))
  }
  return [share('mail', 'mails with an imitating link found', paths.length - missed.length, paths.length, paths.length, missed)]
}
