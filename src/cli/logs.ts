/** `forebay logs verify`: walks every log from its first line to its last and says whether it is as it was written. */
import type { LogName } from '../core/log-entry.ts'
import type { Store } from '../core/store.ts'
import { counted } from './terminal.ts'

export interface LogsDeps {
  readonly store: Pick<Store, 'verifyLog'>
  readonly stdout: { write(text: string): unknown }
}

const LOGS: Readonly<Record<LogName, true>> = { access: true, archive: true, changes: true }

/** @returns 0 when all logs are intact, 1 else. */
export async function verifyLogs({ store, stdout }: LogsDeps): Promise<0 | 1> {
  const found: (readonly [log: string, lines: string, verdict: string])[] = []
  let allIntact = true
  for (const log of Object.keys(LOGS) as LogName[]) {
    const { entries, brokenAt } = await store.verifyLog(log)
    if (brokenAt !== null) allIntact = false
    found.push([
      log,
      counted(entries, 'line'),
      brokenAt === null ? 'intact' : `BROKEN at line ${brokenAt}: it was changed, dropped or put in`,
    ])
  }
  const [logWidth, linesWidth] = [0, 1].map((column) => Math.max(...found.map((row) => row[column]!.length)))
  for (const [log, lines, verdict] of found) stdout.write(`${log.padEnd(logWidth!)}  ${lines.padStart(linesWidth!)}  ${verdict}\n`)
  return allIntact ? 0 : 1
}
