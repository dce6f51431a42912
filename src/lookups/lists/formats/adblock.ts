/** Reads the rules of ad blockers that name a whole host or a path on one (AdGuard, uBlock, Adblock Plus); the rest is counted, never guessed at. */
import { readEntry, refused } from '../entry.ts'
import { type EntrySink, type Feed, lineFeed, looksLikeIp } from './feed.ts'

/** Of the modifiers only those that leave an address an address when it is opened as a page; `third-party` and the like are about embedding. */
const HARMLESS_OPTIONS: ReadonlySet<string> = new Set(['all', 'doc', 'document', 'important', 'popup'])
// `##`, `#@#`, `#?#`, `#$#`, `#%#`: rules about parts of pages. Source: https://adguard.com/kb/general/ad-filtering/create-own-filters/
const COSMETIC = /#[@?$%]{0,3}#|\$\$|\$@\$/
/** `||host^`, `||*.host`, `||host/path^`, `||host^|`: no wildcard but the first. */
const ADDRESS_RULE = /^\|\|([^\s*^|/$,]+|\*\.[^\s*^|/$,]+)(\/[^\s*^|]*)?(\^?)\|?$/
/** `! words`, `# words`, `#####`; `##.ad` is a rule. */
export const COMMENT = /^[!;]|^#(?![#@?$%]+[^\s#])/
const OPTIONS = /\$([a-z0-9~_,=.|-]+)$/

export function adblockFeed(sink: EntrySink): Feed {
  return lineFeed(sink, (line, number) => {
    const text = line.trim()
    if (text === '' || COMMENT.test(text) || /^\[.*\]$/.test(text)) return
    const exception = text.startsWith('@@')
    const entries = readRule(exception ? text.slice(2) : text)
    if (entries === null) sink.take(refused('UNSUPPORTED_RULE'), number)
    else for (const entry of entries) sink.take(readEntry(entry), number, exception)
  })
}

/** The hosts and addresses that a rule is about; null when it is about something else. */
function readRule(rule: string): readonly string[] | null {
  // Between slashes stands a regular expression.
  if (COSMETIC.test(rule) || (rule.startsWith('/') && /\/(?:\$.*)?$/.test(rule))) return null
  const options = OPTIONS.exec(rule)
  if (options?.[1]?.split(',').some((option) => !HARMLESS_OPTIONS.has(option))) return null
  const pattern = options === null ? rule : rule.slice(0, options.index)

  if (pattern.startsWith('||')) {
    const [, host, path = '', separator] = ADDRESS_RULE.exec(pattern) ?? []
    if (host === undefined) return null
    // A separator is the end, `?` or `/`. The first two are the path itself, the third is a folder.
    return separator === '^' && path !== '' && !path.endsWith('/') ? [host + path, `${host}${path}/`] : [host + path]
  }
  const anchored = /^\|(https?:\/\/[^\s*^|]+)\|?$/.exec(pattern)?.[1]
  if (anchored !== undefined) return [anchored]
  // Lists for DNS filters also have the lines of hosts files and bare hosts.
  const [first = '', ...names] = pattern.split(/\s+/)
  if (names.length > 0 && looksLikeIp(first)) return names
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}-]+$/u.test(pattern) ? [pattern] : null
}
