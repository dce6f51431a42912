/** Counts the original addresses that an agent could still click in what is released of a folder's mails: there must be none. */
import { readFileSync } from 'node:fs'
import { find as linkify } from 'linkifyjs'
import { parse } from 'parse5'
import { inspect, mergeReports } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { decide } from '../../src/policy/decide.ts'
import { type Known, parsePolicy } from '../../src/policy/schema.ts'
import { build } from '../../src/release/build.ts'
import { wordsIn } from '../../src/release/words/words.ts'
import { USUAL_LANGUAGES_DIR } from '../../src/settings/settings.ts'
import { readLanguages } from '../../src/wire-languages.ts'
import { listFiles, type Measure, notHere } from './measure.ts'
import { openMail } from './open-sample.ts'

const GATEWAY = 'https://gateway.forebay.example/l/'
const SHOW = '3 releases'
const KNOWN: Known = { codes: new Set(INSPECTORS.flatMap(({ codes }) => Object.keys(codes))), languages: new Set(['en']) }

/** @returns the clickable originals of all `.eml` and `.txt` mails in folders named `mail.*` */
export async function scoreClickable(folder: string): Promise<readonly Measure[]> {
  const mails = listFiles(folder, (name, path) => /\.(?:eml|txt)$/.test(name) && /(?:^|\/)(?:mail|mime)\.[^/]+\//.test(path))
  if (mails.length === 0) return [notHere(SHOW, 'original http(s) targets clickable')]
  const policy = parsePolicy({ channel: 'support-mail', kind: 'email', name: 'Mail' }, 'score', KNOWN)
  const words = wordsIn(readLanguages(USUAL_LANGUAGES_DIR).of(policy.language))
  const misses: string[] = []
  let links = 0
  for (const path of mails) {
    const message = await openMail(readFileSync(path))
    const parsed = { message, bytes: new Map(), listings: new Map(), outcomes: [] }
    const seen = inspect(
      parsed,
      INSPECTORS.filter(({ looksAt }) => looksAt !== 'part'),
      HOOKS,
    )
    const proof = { inspector: 'score', subject: { kind: 'message', id: 'm' }, status: 'ok', ms: 0 } as const
    const parts = message.parts.map(({ partId }) => ({ ...proof, subject: { kind: 'part', id: partId } as const }))
    const report = mergeReports(seen, { outcomes: [proof, ...parts], findings: [] })
    const identity = { level: 'anonymous', subject: null, evidence: [] } as const
    const verdict = decide({ message, report, identity, policy, policyVersion: 1, reviews: [] })
    const rewriteLink = ({ host, linkId }: { host: string; linkId: string }) => `${GATEWAY}${host}/${message.id}.${linkId}`
    const release = build({ message, report, verdict, identity, policy, revision: 1, words, rewriteLink })
    links += release.links.length
    for (const address of [...clickableIn(release.html), ...clickableWords(release.text ?? ''), ...clickableWords(release.subject ?? '')])
      misses.push(`${path}: ${address.slice(0, 120)}`)
  }
  return [
    {
      show: SHOW,
      measure: `original http(s) targets clickable, of ${links} links in ${mails.length} mails`,
      value: String(misses.length),
      ok: misses.length === 0,
      misses,
    },
  ]
}

const HOOKS = { now: () => performance.now(), enter: () => undefined, skips: new Map(), house: { protectedDomains: [] } }

interface Node {
  readonly nodeName: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

/** Every address that the page would open or load, by a parser that is not ours, and those in its words that programs link by themselves. */
function clickableIn(html: string | null): readonly string[] {
  if (html === null) return []
  const found: string[] = []
  const walk = (node: Node, insideAnchor: boolean): void => {
    for (const { name, value } of node.attrs ?? []) {
      const opens = /^(?:href|src|srcset|action|formaction|background|poster|data|ping|cite|xlink:href)$/.test(name)
      if (opens && /^\s*(?:https?:|\/\/)/i.test(value) && !value.startsWith(GATEWAY)) found.push(value)
    }
    if (node.value !== undefined && !insideAnchor) found.push(...clickableWords(node.value))
    for (const child of node.childNodes ?? []) walk(child, insideAnchor || node.nodeName === 'a')
  }
  walk(parse(html) as Node, false)
  return found
}

/** By linkifyjs, as many desks use it, and whatever is plainly a web address; less what may be there. */
export function clickableWords(words: string, mayStand = (address: string) => address.startsWith(GATEWAY)): readonly string[] {
  // A mail address opens no page, and the bare name of one's own machine none of a stranger's.
  const linked = linkify(words, 'url').flatMap(({ value }) => (/^(?:mailto:|localhost$)/i.test(value) ? [] : [value]))
  return [...linked, ...(words.match(/https?:\/\/\S+/gi) ?? [])].filter((address) => !mayStand(address))
}
