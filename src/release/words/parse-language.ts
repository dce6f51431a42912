/** A language file is either whole, with every sentence and every placeholder in it, or refused with the file, the line and the key. */
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { ForebayError } from '../../core/error.ts'
import type { Language, Languages } from '../../core/language.ts'
import { SENTENCES, type SentenceKey } from '../../core/sentences.ts'
import { readMessage, type Say } from './messages.ts'

/** Shipped, and what a tag without a file is answered in. */
export const FALLBACK = 'en'

const KEYS = Object.keys(SENTENCES) as SentenceKey[]

/**
 * @param fileName for the messages; its last part without `.yaml` is the language's tag (BCP 47): `config/languages/pt-BR.yaml`
 * @throws ForebayError `LANGUAGE_INVALID`: `FILE:LINE: KEY: what was expected`
 */
export function parseLanguage(text: string, fileName: string): Language {
  const tag = tagOf(fileName)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', schema: 'failsafe' })
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined)
    throw invalid(
      `${fileName}:${lines.linePos(fault.pos[0]).line}`,
      fault.code === 'DUPLICATE_KEY' ? 'this key stands here twice' : UNREADABLE,
    )
  let untrusted: unknown
  try {
    untrusted = document.toJS({ maxAliasCount: 0 })
  } catch {
    throw invalid(fileName, 'expected each sentence written out, without aliases')
  }
  const parsed = schemaOf(tag).safeParse(untrusted, { reportInput: true })
  if (parsed.success) return languageOf(tag, parsed.data)
  const [first, ...more] = parsed.error.issues.flatMap(faultsOf)
  throw invalid(
    placeOf(fileName, first?.path ?? []),
    `${first?.expected ?? UNREADABLE}${more.length === 0 ? '' : ` (and ${more.length} more)`}`,
  )

  function placeOf(source: string, path: readonly string[]): string {
    const key = path.length === 0 ? '' : `: ${path.join('.')}`
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return `${source}:${lines.linePos(node.range[0]).line}${key}`
    }
    return `${source}${key}`
  }
}

const UNREADABLE = 'this is not well-formed YAML: a sentence with a colon, a brace or a quote in it needs quotes around it'

/** @throws ForebayError `LANGUAGE_INVALID` unless English is among them */
export function languagesOf(languages: readonly Language[]): Languages {
  const byTag = new Map(languages.map((language) => [language.tag, language]))
  const fallback = byTag.get(FALLBACK)
  if (fallback === undefined) throw invalid(`${FALLBACK}.yaml`, 'this language has to be there')
  return { tags: new Set(byTag.keys()), of: (tag) => byTag.get(tag) ?? fallback }
}

function tagOf(fileName: string): string {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '')
  try {
    if (Intl.getCanonicalLocales(name)[0] === name && Intl.PluralRules.supportedLocalesOf(name).length > 0) return name
  } catch {
    // Said below.
  }
  throw invalid(fileName, 'expected a file named by its language, such as fi.yaml or pt-BR.yaml (BCP 47)')
}

function invalid(place: string, expected: string): ForebayError {
  return new ForebayError('LANGUAGE_INVALID', `${place}: ${expected}`, { status: 422 })
}

type Sentences = { readonly [part: string]: Sentences | Say }

/** The keys of `SENTENCES`, nested at their dots. */
function schemaOf(tag: string): z.ZodType<Sentences> {
  return level('', KEYS)

  function level(prefix: string, keys: readonly SentenceKey[]): z.ZodType<Sentences> {
    const shape: Record<string, z.ZodType<Sentences | Say>> = {}
    for (const key of keys) {
      const rest = key.slice(prefix.length)
      const name = rest.split('.', 1)[0] ?? rest
      if (Object.hasOwn(shape, name)) continue
      const path = `${prefix}${name}`
      const inside = keys.filter((one) => one.startsWith(`${path}.`))
      shape[name] = inside.length === 0 ? sentence(key) : level(`${path}.`, inside)
    }
    return z.strictObject(shape)
  }

  function sentence(key: SentenceKey): z.ZodType<Say> {
    return z.string().transform((text, context): Say => {
      const read = readMessage(text.trim(), SENTENCES[key], tag)
      if (typeof read === 'function') return read
      context.addIssue({ code: 'custom', message: read.expected })
      return z.NEVER
    })
  }
}

function faultsOf(issue: z.core.$ZodIssue): readonly { readonly path: readonly string[]; readonly expected: string }[] {
  const path = issue.path.map(String)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key.slice(0, 80)], expected: 'is no key of a language file' }))
    case 'invalid_type':
      if (issue.input === undefined) return [{ path, expected: 'is missing' }]
      return [{ path, expected: issue.expected === 'string' ? 'expected a sentence' : 'expected keys with sentences' }]
    default:
      return [{ path, expected: issue.message }]
  }
}

function languageOf(tag: string, sentences: Sentences): Language {
  const say = new Map<string, Say>()
  const take = (prefix: string, part: Sentences): void => {
    for (const [name, one] of Object.entries(part)) {
      if (typeof one === 'function') say.set(`${prefix}${name}`, one)
      else take(`${prefix}${name}.`, one)
    }
  }
  take('', sentences)
  // The schema has every key.
  return { tag, direction: directionOf(tag), say: (key, ...filling) => (say.get(key) as Say)(filling[0] ?? {}) }
}

/** Of its usual script (ECMA-402, Intl Locale Info). */
function directionOf(tag: string): Language['direction'] {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo(): { readonly direction?: string } }
  return locale.getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr'
}
