/** Reads the payloads and messages of a folder, whatever they are kept in; nothing that has words is left out without being told. */
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Input } from '../../src/cli/inputs.ts'
import { readInput } from '../../src/cli/inputs.ts'

export interface Case {
  /** `a/payloads.jsonl:12`, `a/mail.eml` */
  readonly where: string
  /** What it came in: `jsonl`, `html`, `mail`, `chat`, `json`, `text`. */
  readonly format: string
  readonly input: Input
  /** The HTML as it stands, to be shown to a browser as a control; null for a message. */
  readonly untrustedHtml: string | null
}

const FIELDS = ['payload', 'html', 'input']
/** A list has some thousands; a file of another kind that happens to be JSON may have any number. */
const MAX_STRINGS = 20_000
const MAIL_FIELD = /^(?:From |[!-9;-~]{1,76}:)/

/** @returns no case for a file of another kind: a licence, a list of expected answers, a picture. */
export async function readCases(path: string): Promise<readonly Case[]> {
  switch (extname(path).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return readRows(path)
    case '.html':
    case '.htm':
    case '.xhtml':
    case '.svg':
      return [payload('html', path, path, readFileSync(path, 'utf8'))]
    case '.eml':
    case '.raw':
    case '.mbox':
      return [mail(path)]
    case '.json':
      return readJson(path)
    case '.md':
    case '.js':
    case '.csv':
    case '.lst':
      return readLines(path)
    case '.txt':
      return isMail(path) ? [mail(path)] : readLines(path)
    default:
      return isMail(path) ? [mail(path)] : []
  }
}

/** A row is JSON, with a field for the payload or with payloads somewhere in it; a row that is none is a payload itself. */
function readRows(path: string): readonly Case[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      line.trim() === '' ? [] : payloadsIn(parseJson(line)).map((words) => payload('jsonl', `${path}:${at + 1}`, path, words)),
    )
}

function payloadsIn(row: unknown): readonly string[] {
  const fields = row as Readonly<Record<string, unknown>> | null
  const named = FIELDS.map((name) => fields?.[name]).find((value) => typeof value === 'string')
  if (typeof row === 'string') return [row]
  return named === undefined ? stringsIn(row).filter(isAttack) : [named as string]
}

/** What is no JSON is words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A submission is a message; of any other JSON every string is a payload, once as HTML and once where Markdown and links have their addresses. */
async function readJson(path: string): Promise<readonly Case[]> {
  const input = await readInput(path, [] as never)
  if (input.content.type === 'words' && input.content.files.every(({ untrustedName }) => !path.endsWith(untrustedName)))
    return [{ where: path, format: 'chat', input, untrustedHtml: input.content.words.html ?? null }]
  const value = parseJson(readFileSync(path, 'utf8'))
  if (typeof value === 'string') return readLines(path)
  const strings = stringsIn(value)
  return isPayloadList(strings) ? strings.flatMap((words, at) => everyWay('json', `${path}:${at + 1}`, path, words)) : []
}

function readLines(path: string): readonly Case[] {
  const whole = readFileSync(path, 'utf8')
  const lines = whole.split(/\r?\n/)
  if (!isPayloadList(lines)) return []
  const each = lines.flatMap((line, at) => (line.trim() === '' ? [] : everyWay('text', `${path}:${at + 1}`, path, line)))
  return [payload('text', path, path, whole), ...each]
}

/** Of words that people write, few hold markup or an address that runs; of a list of attacks most do. */
function isPayloadList(strings: readonly string[]): boolean {
  const attacks = strings.filter(isAttack)
  return attacks.length > 0 && attacks.length >= strings.length / 10
}

function isAttack(words: string): boolean {
  return /<[a-z!/?]|&#|\bon[a-z]{3,20}\s*=|(?:javascript|vbscript|data):/i.test(words)
}

function everyWay(format: string, where: string, path: string, words: string): readonly Case[] {
  const quoted = words.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return [
    payload(format, where, path, words),
    payload(format, `${where} as an address`, path, `<a href="${quoted}">x</a><img src="${quoted}" alt="${quoted}">`),
    payload(format, `${where} in an attribute`, path, `<a href=${words}>x</a><img alt=${words}>`),
    payload(format, `${where} as Markdown`, path, null, `[x](${words}) ![x](${words}) <${words}>\n\n[y]: ${words}`),
  ]
}

/** As HTML and as words, so that both renderings are looked at. */
function payload(format: string, where: string, path: string, untrustedHtml: string | null, untrustedText?: string): Case {
  const words = {
    ...(untrustedHtml === null ? {} : { html: untrustedHtml, subject: untrustedHtml }),
    ...(untrustedText === undefined ? {} : { text: untrustedText }),
  }
  const sizeBytes = Buffer.byteLength(untrustedHtml ?? untrustedText ?? '')
  const input: Input = { path, sizeBytes, kind: 'chat', channel: null, content: { type: 'words', words, files: [] } }
  return { where, format, input, untrustedHtml }
}

function mail(path: string): Case {
  const raw = readFileSync(path)
  const input: Input = { path, sizeBytes: raw.byteLength, kind: 'email', channel: null, content: { type: 'mail', raw } }
  return { where: path, format: 'mail', input, untrustedHtml: null }
}

function isMail(path: string): boolean {
  const head = readFileSync(path).subarray(0, 4096).toString('latin1').trimStart()
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2)
  return MAIL_FIELD.test(first) && (MAIL_FIELD.test(second) || /^[ \t]/.test(second))
}

function stringsIn(value: unknown): readonly string[] {
  const found: string[] = []
  const left = [value]
  while (left.length > 0 && found.length < MAX_STRINGS) {
    const next = left.shift()
    if (typeof next === 'string') found.push(next)
    else if (typeof next === 'object' && next !== null) left.push(...Object.values(next))
  }
  return found
}
