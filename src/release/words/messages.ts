/** One sentence in ICU MessageFormat: refused unless it can be said in every case with what is filled in, and never says less than it should. */
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { READERS } from '../../core/sentences.ts'

export type Say = (filling: Readonly<Record<string, string | number>>) => string

const MAX_CHARACTERS = 1_000

/** What is wrong with a sentence, in words for its translator. */
export interface MessageFault {
  readonly expected: string
}

/**
 * @param placeholders those that the sentence has; all but `reader` must be in it, whichever plural is chosen
 * @param tag its language, which has the plural rules
 */
export function readMessage(text: string, placeholders: readonly string[], tag: string): Say | MessageFault {
  if (text === '') return { expected: 'expected a sentence' }
  if (text.length > MAX_CHARACTERS) return { expected: `expected at most ${MAX_CHARACTERS} characters` }
  if (/\p{Cc}/u.test(text)) return { expected: 'expected a sentence on one line' }
  let elements: readonly MessageFormatElement[]
  try {
    elements = parse(text, { ignoreTag: true })
  } catch (error) {
    return {
      expected: PARSER_FAULTS[(error as Error).message] ?? 'this is not a message that can be read: check its braces and apostrophes',
    }
  }
  const fault = faultOf(elements, placeholders)
  if (fault !== null) return { expected: fault }
  const said = saidAlways(elements)
  const missing = placeholders.find((name) => name !== 'reader' && !said.has(name))
  if (missing !== undefined) return { expected: `expected {${missing}} in it, in each of its forms` }
  const format = new IntlMessageFormat([...elements], tag)
  return (filling) => format.format(filling) as string
}

/** The parser's own messages are names of errors. */
const PARSER_FAULTS: Readonly<Record<string, string>> = {
  MISSING_OTHER_CLAUSE: 'each plural and select needs a form for "other"',
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a brace { is not closed',
  UNCLOSED_QUOTE_IN_ARGUMENT_STYLE: 'an apostrophe is not closed',
}

function faultOf(elements: readonly MessageFormatElement[], placeholders: readonly string[]): string | null {
  for (const element of elements) {
    const fault = faultOfOne(element, placeholders)
    if (fault !== null) return fault
  }
  return null
}

function faultOfOne(element: MessageFormatElement, placeholders: readonly string[]): string | null {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return null
    case TYPE.argument:
      if (element.value === 'reader') return 'reader is only for choosing: {reader, select, sender {…} other {…}}'
      return unknown(element.value, placeholders)
    case TYPE.plural:
      if (element.value !== 'count') return `only count has a plural, not ${printable(element.value)}`
      return unknown('count', placeholders) ?? faultInForms(element.options, placeholders)
    case TYPE.select: {
      if (element.value !== 'reader') return `only reader can be selected by, not ${printable(element.value)}`
      const stranger = Object.keys(element.options).find((name) => name !== 'other' && !(READERS as readonly string[]).includes(name))
      if (stranger !== undefined) return `reader is one of ${READERS.join(', ')} or other, which are not translated`
      return unknown('reader', placeholders) ?? faultInForms(element.options, placeholders)
    }
    case TYPE.number:
    case TYPE.date:
    case TYPE.time:
    case TYPE.tag:
      return 'expected placeholders, plurals and selects only'
  }
}

function faultInForms(
  forms: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
  placeholders: readonly string[],
) {
  for (const { value } of Object.values(forms)) {
    const fault = faultOf(value, placeholders)
    if (fault !== null) return fault
  }
  return null
}

function unknown(name: string, placeholders: readonly string[]): string | null {
  if (placeholders.includes(name)) return null
  const known = placeholders.length === 0 ? 'it has none' : `it has ${placeholders.map((one) => `{${one}}`).join(', ')}`
  return `{${printable(name)}} is no placeholder of this sentence; ${known}`
}

/** The placeholders that are in a sentence whichever forms are chosen. */
function saidAlways(elements: readonly MessageFormatElement[]): ReadonlySet<string> {
  const said = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.argument) said.add(element.value)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue
    said.add(element.value)
    const [first, ...others] = Object.values(element.options).map(({ value }) => saidAlways(value))
    for (const name of first ?? []) if (others.every((form) => form.has(name))) said.add(name)
  }
  return said
}

function printable(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '?').slice(0, 40)
}
