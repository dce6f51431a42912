/** Scores whether every address that another parser finds in the HTML of real mail is among the links that we report. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import PostalMime from 'postal-mime'
import type { OpenedArrival } from '../../src/parse/message.ts'
import { listFiles, type Measure, notHere } from './measure.ts'
import { openSample } from './open-sample.ts'

const SHOW = 'hrefs of real mail'
const TARGET = 0.995
const WANTED = ['href', 'action', 'formaction']
/** These open no page; they stay words, in HTML as in plain text. */
const WORDS_ONLY = /^(?:#|(?:mailto|tel|cid|mid|about):)/i
const NO_MAIL = /^(?:LICENSE.*|COPYING|README.*|MANIFEST.*)$|\.(?:conf|jsonl?|robot|md|py|csv|ya?ml)$/i

export async function scoreHrefs(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name, path) => /\/mail[^/]*\//.test(path.slice(folder.length)) && !NO_MAIL.test(name))
  if (paths.length === 0) return [notHere(SHOW, 'found')]
  const misses: string[] = []
  let total = 0
  let words = 0
  for (const path of paths) {
    const bytes = readFileSync(path)
    const html = /\.html?$/i.test(path) ? bytes.toString('utf8') : await htmlOf(bytes)
    if (html === '') continue
    const content = /\.html?$/i.test(path)
      ? ({ type: 'words', words: { html }, files: [] } as const)
      : ({ type: 'mail', raw: bytes } as const)
    const missed = await missedIn(html, content)
    total += missed.total
    words += missed.words
    misses.push(...missed.addresses.map((address) => `${basename(path)}: ${address}`))
  }
  const ratio = total === 0 ? 0 : (total - misses.length) / total
  return [
    {
      show: SHOW,
      measure: 'found',
      value: `${total - misses.length} of ${total} (${(100 * ratio).toFixed(2)} %)`,
      ok: ratio >= TARGET,
      misses,
    },
    { show: SHOW, measure: 'left out: mail addresses, numbers, fragments', value: String(words), ok: null, misses: [] },
  ]
}

async function htmlOf(bytes: Uint8Array): Promise<string> {
  // An attached message is a file for us, and its HTML is inspected as one.
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true }).catch(() => null)
  return mail?.html ?? ''
}

/** Of one message: how many addresses parse5 finds in `html`, and which of them are no links of ours. */
export async function missedIn(html: string, content: OpenedArrival['content']) {
  const message = await openSample('email', content)
  const written = new Set(message.links.map((link) => trimmed(link.untrustedUrl)))
  const opened = new Set(message.links.map((link) => link.url))
  const { addresses, base } = readAddresses(html)
  const places = addresses.filter((address) => !WORDS_ONLY.test(address))
  const missed = places.filter((address) => !written.has(address) && !opened.has(URL.parse(address, base)?.href ?? ''))
  return { total: places.length, words: addresses.length - places.length, addresses: missed }
}

function readAddresses(html: string): { readonly addresses: readonly string[]; readonly base: string | undefined } {
  const addresses: string[] = []
  let base: string | undefined
  const stack: DefaultTreeAdapterTypes.Node[] = [parse(html, { scriptingEnabled: false })]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('attrs' in node) {
      for (const { name, value } of node.attrs) {
        if (!WANTED.includes(name) || trimmed(value) === '') continue
        addresses.push(trimmed(value))
        if (node.tagName === 'base' && name === 'href') base ??= URL.parse(value)?.href
      }
    }
    if ('childNodes' in node) stack.push(...node.childNodes.toReversed())
  }
  return { addresses, base }
}

/** WHATWG URL: C0 controls and blanks around an address, and tabs and newlines in it, are dropped. */
function trimmed(untrustedUrl: string): string {
  return untrustedUrl
    .replace(/^[\0-\x20]+/, '')
    .replace(/[\t\n\r]+/g, '')
    .trimEnd()
}
