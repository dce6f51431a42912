/** `npm run golden`: the verdicts of our sample messages are the recorded ones, or it prints what changed and fails; `--update` records them anew. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diff } from 'node:util'
import pc from 'picocolors'
import { listInputs, readInput } from '../src/cli/inputs.ts'
import type { MessageRecord } from '../src/core/record.ts'
import { openAssessor } from './assessor.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
export const MESSAGES = join(root, 'fixtures', 'messages')
export const GOLDEN = join(root, 'fixtures', 'golden')

export interface GoldenDifference {
  readonly name: string
  /** Lines that begin with `-` (recorded), `+` (now) or a blank. */
  readonly lines: readonly string[]
}

/** What each sample message becomes now, by file name: `receipt.eml` gives `receipt.eml.json`. */
export async function assessSamples(folder = MESSAGES): Promise<ReadonlyMap<string, string>> {
  const assessor = openAssessor()
  try {
    const results = new Map<string, string>()
    for (const path of await listInputs([folder])) {
      const input = await readInput(path, [] as never)
      const asSent = essence(await assessor.assess(input, null))
      const { status, actions } = essence(await assessor.assess(input, 'authenticated'))
      results.set(`${basename(path)}.json`, `${JSON.stringify({ asSent, fromAnIdentifiedSender: { status, actions } }, null, 2)}\n`)
    }
    return results
  } finally {
    await assessor.close()
  }
}

/** What a change of code or policy may change for people, and nothing that differs from run to run. */
function essence({ status, identity, report, verdict, release }: MessageRecord) {
  const codeOf = new Map(report.findings.map(({ id, code }) => [id, code]))
  const nameOf = new Map([
    ...(release?.files ?? []).map(({ id, name }) => [id, `${id} ${name}`] as const),
    ...(release?.links ?? []).map(({ id, display }) => [id, `${id} ${display}`] as const),
  ])
  let text = release?.text ?? ''
  for (const { url, display } of release?.links ?? []) if (url !== null) text = text.replaceAll(url, `‹${display}›`)
  return {
    status,
    level: identity.level,
    findings: report.findings.map(({ code, severity, subject }) => `${code} ${severity} ${subject.id}`),
    notSeen: report.outcomes
      .filter((outcome) => outcome.status !== 'ok')
      .map(({ inspector, subject, status, reason }) => `${inspector} ${subject.id} ${reason ?? status}`),
    actions: (verdict?.actions ?? []).map(({ kind, subject, reason, rule, because }) => {
      const codes = [...new Set(because.map((id) => codeOf.get(id) ?? id))].join(', ')
      return `${kind} ${nameOf.get(subject.id) ?? subject.id}: ${reason} by ${rule}${codes === '' ? '' : ` because ${codes}`}`
    }),
    subject: release?.subject ?? null,
    reads: text.split('\n'),
  }
}

export function compare(now: ReadonlyMap<string, string>, golden: ReadonlyMap<string, string>): readonly GoldenDifference[] {
  return [...new Set([...golden.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [before, after] = [golden.get(name) ?? '', now.get(name) ?? '']
    return before === after ? [] : [{ name, lines: changedLines(before, after) }]
  })
}

export function readGolden(folder = GOLDEN): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Changed lines with two unchanged ones around them. */
function changedLines(before: string, after: string): readonly string[] {
  const marks: Readonly<Record<number, string>> = { [-1]: '+', 0: ' ', 1: '-' }
  const lines = diff(before.split('\n'), after.split('\n')).map(([operation, line]) => `${marks[operation]} ${line}`)
  const near = (index: number) => lines.slice(Math.max(0, index - 2), index + 3).some((line) => !line.startsWith(' '))
  return lines.filter((_, index) => near(index))
}

async function main(): Promise<number> {
  mkdirSync(GOLDEN, { recursive: true })
  const now = await assessSamples()
  const golden = readGolden()
  const differences = compare(now, golden)
  for (const { name, lines } of differences) {
    process.stdout.write(`${pc.bold(name)}\n`)
    for (const line of lines) {
      const paint = line.startsWith('-') ? pc.red : line.startsWith('+') ? pc.green : pc.dim
      process.stdout.write(`${paint(line)}\n`)
    }
    process.stdout.write('\n')
  }
  if (!process.argv.includes('--update')) {
    const what = differences.length === 0 ? 'as recorded' : `${differences.length} differ; if that is meant: npm run golden -- --update`
    process.stdout.write(`${now.size} messages, ${what}\n`)
    return differences.length === 0 && now.size > 0 ? 0 : 1
  }
  for (const name of golden.keys()) if (!now.has(name)) rmSync(join(GOLDEN, name))
  for (const [name, json] of now) writeFileSync(join(GOLDEN, name), json)
  process.stdout.write(`${now.size} messages recorded, ${differences.length} of them anew\n`)
  return 0
}

if (import.meta.main) process.exitCode = await main()
