/** Reads a policy file: one YAML 1.2 document without surprises, every fault with its line. */
import { isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { ForebayError } from '../core/error.ts'
import type { Policy } from '../core/policy.ts'
import { type PolicyFault, policyInvalid } from './fault.ts'
import { checkPolicy, type Known } from './schema.ts'

/** The shipped files have about 6,000 characters. */
const MAX_CHARACTERS = 262_144
/** Aliases are a shorthand for a few levels alike; a bomb needs many more. */
const MAX_ALIASES = 20
/** Our deepest key is the fourth; deeper nesting is refused before anything recurses into it. */
const MAX_FLOW_DEPTH = 32
const MAX_INDENT = 64

/**
 * @param fileName for the messages: `config/channels/webchat.yaml`
 * @throws ForebayError `POLICY_INVALID` (422): `FILE:LINE: PATH: what was expected`; `field` is the path
 */
export function parsePolicyYaml(text: string, fileName: string, known: Known): Policy {
  const lines = new LineCounter()
  const refuse = (at: number | null, expected: string): ForebayError =>
    policyInvalid(at === null ? fileName : `${fileName}:${at}`, [{ path: [], expected }])
  if (text.length > MAX_CHARACTERS) throw refuse(null, `expected at most ${MAX_CHARACTERS} characters`)
  if (tooDeep(text)) throw refuse(null, 'expected a policy, which is not nested this deep')

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // It compares every key with every other: 20,000 of them would stall the process for most of a minute.
    uniqueKeys: false,
    version: '1.2',
    schema: 'core',
    logLevel: 'error',
  })
  // A warning is a tag that nobody knows, such as `!!js/function`: nothing that a policy needs.
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) throw refuse(lines.linePos(fault.pos[0]).line, YAML_FAULTS[fault.code] ?? 'this is not well-formed YAML')
  const twice = secondOfTwins(document)
  if (twice !== null) throw refuse(lines.linePos(twice).line, 'this key stands here twice')

  let untrusted: unknown
  try {
    untrusted = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    throw new ForebayError('POLICY_INVALID', `${fileName}: expected at most ${MAX_ALIASES} aliases, each of something above it`, {
      status: 422,
      field: 'policy',
      cause,
    })
  }
  const checked = checkPolicy(untrusted, known)
  if (checked.ok) return checked.policy
  const line = lineOf(document, checked.faults[0], lines)
  throw policyInvalid(line === null ? fileName : `${fileName}:${line}`, checked.faults)
}

/** The parser's own sentences quote the file; these do not. */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'this line is indented in a way that YAML cannot read',
  TAB_AS_INDENT: 'indented by a tab; YAML takes spaces',
  MULTIPLE_DOCS: 'expected one document',
  TAG_RESOLVE_FAILED: 'tags are not used in policies',
}

/** Where a key stands that its mapping has already; null when there is none. */
function secondOfTwins(document: ReturnType<typeof parseDocument>): number | null {
  let found: number | null = null
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name)) found = key.range?.[0] ?? 0
        if (found !== null) return visit.BREAK
        seen.add(name)
      }
      return undefined
    },
  })
  return found
}

/** Linear and cheap; the parser recurses by nesting and would run out of stack. Counts brackets in quotes too: nobody needs 32 of them. */
function tooDeep(text: string): boolean {
  let depth = 0
  let indent = 0
  let inIndent = true
  // `- - - -` nests on one line without brackets.
  let dashes = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\n') {
      indent = 0
      dashes = 0
      inIndent = true
    } else if (inIndent && character === ' ') indent += 1
    else if (inIndent && (character === '-' || character === '?') && text[at + 1] === ' ') dashes += 1
    else inIndent = false
    if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > MAX_FLOW_DEPTH || indent > MAX_INDENT || dashes > MAX_FLOW_DEPTH) return true
  }
  return false
}

/** The line of the key at fault, or of the nearest thing around it that stands in the file. */
function lineOf(document: ReturnType<typeof parseDocument>, fault: PolicyFault | undefined, lines: LineCounter): number | null {
  for (let length = fault?.path.length ?? 0; length > 0; length--) {
    const node = document.getIn(fault?.path.slice(0, length) ?? [], true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return null
}
