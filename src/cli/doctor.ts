/** `forebay doctor`: says what is configured, what answers, and what a canary finds; a canary that is missed is the loudest line. */
import type { Colors } from 'picocolors/types.ts'
import type { PolicyVersion } from '../core/policy.ts'
import type { Scanner } from '../core/ports.ts'
import type { MessageRecord } from '../core/record.ts'

export interface Doctoring {
  readonly settings: Readonly<Record<string, string>>
  readonly policies: () => readonly Pick<PolicyVersion, 'channel'>[]
  /** Null when it answers, else a stable code. */
  pingStore(): Promise<string | null>
  pingQueue(): Promise<string | null>
  readonly scanner: Scanner
  /** A message with a file, through everything that a message passes. */
  assessFile(name: string, bytes: Uint8Array): Promise<MessageRecord>
  readonly stdout: { write(text: string): unknown }
  readonly colors: Colors
}

/** EICAR's test file (https://www.eicar.org), put together here so that no scanner takes this source for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*'].join('')

/** @returns 0 when all that is configured works, 1 else. */
export async function doctor(deps: Doctoring): Promise<0 | 1> {
  const { stdout, colors } = deps
  let allWell = true
  const line = (state: 'ok' | 'off' | 'bad', what: string, detail: string) => {
    if (state === 'bad') allWell = false
    const mark = { ok: colors.green('ok '), off: colors.yellow('-- '), bad: colors.red('BAD') }[state]
    stdout.write(`${mark}  ${what.padEnd(12)} ${detail}\n`)
  }
  for (const [name, value] of Object.entries(deps.settings)) stdout.write(`${colors.dim(`     ${name.padEnd(12)} ${value}`)}\n`)

  try {
    line(
      'ok',
      'policies',
      deps
        .policies()
        .map(({ channel }) => channel)
        .join(', '),
    )
  } catch (error) {
    line('bad', 'policies', error instanceof Error ? error.message : 'unreadable')
  }
  for (const [what, ping] of [
    ['database', deps.pingStore],
    ['queue', deps.pingQueue],
  ] as const) {
    const fault = await ping()
    line(fault === null ? 'ok' : 'bad', what, fault ?? 'answers')
  }
  const { configured, reachable, version, address } = await deps.scanner.describe()
  if (!configured) line('off', 'scanner', 'none is configured (CLAMD_URL): every file is held as SCANNER_UNAVAILABLE, words go on')
  else
    line(
      reachable ? 'ok' : 'bad',
      'scanner',
      reachable ? `${version} at ${address}` : `${address} does not answer: files are held, words go on`,
    )

  await canaries(deps, reachable, line)
  return allWell ? 0 : 1
}

async function canaries(
  deps: Doctoring,
  reachable: boolean,
  line: (state: 'ok' | 'off' | 'bad', what: string, detail: string) => void,
): Promise<void> {
  const bad = await deps.assessFile('canary.txt', new TextEncoder().encode(EICAR))
  const found = bad.report.findings.some(({ code }) => code === 'FILE_MALWARE')
  const kept = bad.release?.files.every(({ action }) => action !== 'release') ?? true
  if (!kept) line('bad', 'canary', 'the EICAR test file would have been RELEASED')
  else if (found) line('ok', 'canary', 'the EICAR test file is found and kept back')
  else
    line(
      reachable ? 'bad' : 'off',
      'canary',
      reachable
        ? 'the scanner does not know the EICAR test file: are its signatures there?'
        : 'kept back unscanned, as it must be without a scanner',
    )
  if (!reachable) return
  const good = await deps.assessFile('canary.txt', new TextEncoder().encode('A clean canary.\n'))
  const clean = !good.report.findings.some(({ code }) => code === 'FILE_MALWARE')
  line(clean ? 'ok' : 'bad', 'canary', clean ? 'a clean file is called clean' : 'a clean file is called malware')
}
