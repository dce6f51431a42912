/** `npm run bench`: how much goes through, how long it takes and what it takes, each beside the bare blocks measured in the same run. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Asked, readArguments } from './arguments.ts'
import { document, readTables, type Tables } from './document.ts'
import { disarmRows, renderDisarmTable, renderScanTable, scanRows } from './files.ts'
import { htmlBodiesOf, htmlRows, renderHtmlTable } from './html.ts'
import { linkRows, renderLinkTable } from './links.ts'
import { measureLists, printLists } from './lists.ts'
import { loadMails } from './mails.ts'
import { inspectionRow, type Row, servedRow } from './rows.ts'
import { describeMachine, renderTable } from './table.ts'

const DOCUMENT = fileURLToPath(new URL('../docs/BENCHMARKS.md', import.meta.url))

async function main(asked: Asked): Promise<void> {
  const rows: Row[] = []
  for (const workload of asked.workloads) {
    if (workload === 'D') rows.push(await told('D', () => inspectionRow(asked)))
    else for (const backend of asked.backends) rows.push(await told(`${workload} ${backend}`, () => servedRow(workload, backend, asked)))
  }
  const machine = describeMachine(new Date())
  const tables: Partial<Tables> = {
    ...(rows.length === 0 ? {} : { services: `${machine}\n\n${renderTable(rows)}` }),
    ...(asked.html ? { html: `${machine}\n\n${await htmlTable(asked)}` } : {}),
    ...(asked.files ? { files: `${machine}\n\n${await filesTables(asked.seconds)}` } : {}),
    ...(asked.links ? { links: `${machine}\n\n${await linkTables(asked.seconds)}` } : {}),
  }
  process.stdout.write(`\n${Object.values(tables).join('\n\n')}\n`)
  if (!asked.save) return
  mkdirSync(fileURLToPath(new URL('../docs', import.meta.url)), { recursive: true })
  // What was not measured now stays as it was.
  const before = existsSync(DOCUMENT) ? readTables(readFileSync(DOCUMENT, 'utf8')) : {}
  writeFileSync(DOCUMENT, document({ ...before, ...tables }))
}

async function htmlTable({ mailsFolder, seconds }: Asked): Promise<string> {
  process.stderr.write('html …')
  const bodies = htmlBodiesOf(await loadMails(mailsFolder))
  const rows = await htmlRows(bodies, seconds)
  process.stderr.write('\n')
  return renderHtmlTable(rows, bodies)
}

async function filesTables(seconds: number): Promise<string> {
  process.stderr.write('files …')
  const scans = renderScanTable(await scanRows(seconds))
  const disarming = renderDisarmTable(await disarmRows(Math.min(seconds, 5)))
  process.stderr.write('\n')
  return `${scans}\n\n${disarming}`
}

async function linkTables(seconds: number): Promise<string> {
  process.stderr.write('links …')
  const table = renderLinkTable(linkRows(Math.min(seconds, 5)))
  process.stderr.write(' lists …')
  const lists = await measureLists()
  process.stderr.write('\n')
  const printed: string[] = []
  printLists(lists, { write: (text) => printed.push(text) })
  return `${table}\n\n\`\`\`\n${printed.join('').trimEnd()}\n\`\`\``
}

async function told(name: string, run: () => Promise<Row>): Promise<Row> {
  process.stderr.write(`${name} …`)
  const startedAt = performance.now()
  try {
    const row = await run()
    process.stderr.write(` ${Math.round((performance.now() - startedAt) / 1_000)} s\n`)
    return row
  } catch (error) {
    process.stderr.write('\n')
    throw error
  }
}

try {
  await main(readArguments(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
