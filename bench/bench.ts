/** `npm run bench`: how much goes through, how long it takes and what it takes, each beside the bare blocks measured in the same run. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Asked, readArguments } from './arguments.ts'
import { document } from './document.ts'
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
  const table = renderTable(rows)
  process.stdout.write(`\n${machine}\n\n${table}\n`)
  if (!asked.save) return
  mkdirSync(fileURLToPath(new URL('../docs', import.meta.url)), { recursive: true })
  writeFileSync(DOCUMENT, document(machine, table))
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
