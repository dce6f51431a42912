/** `forebay check`: says what an agent would get of any file, with the code, policies and inspectors of the service and no server. */
import { ForebayError } from '../core/error.ts'
import type { PolicyVersion } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import { assessInput, type InputAssessing } from './assess-input.ts'
import { keptBack, renderCard, renderLine } from './card.ts'
import type { Command } from './command.ts'
import { type Input, listInputs, readInput } from './inputs.ts'
import { createProgress } from './progress.ts'
import type { Page } from './rows.ts'
import { counted, plain, terminalJson, wrap } from './terminal.ts'
import { renderTimes } from './times.ts'

export type CheckCommand = Extract<Command, { readonly name: 'check' }>

export interface Checking extends Omit<InputAssessing, 'level'> {
  /** Null for a channel that there is not. */
  policyOf(channel: string): PolicyVersion | null
  readonly defaultChannels: Readonly<Record<Input['kind'], string>>
  readonly parallel: number
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly page: Page
}

type Checked =
  | { readonly path: string; readonly input: Input; readonly record: MessageRecord }
  | { readonly path: string; readonly fault: ForebayError }

interface Tally {
  readonly statuses: Map<MessageRecord['status'], number>
  withheld: number
  /** Released, but not all that they carried. */
  partly: number
  unscanned: number
  faults: number
  /** Of each record, in milliseconds. */
  readonly times: MessageRecord['timings'][]
}

const NO_SCANNER = 'Without a virus scanner (CLAMD_URL) no file is called clean: here and in the service it waits for one.'
/** Full cards up to this many inputs, a line each above. */
const MOST_CARDS = 5

/**
 * @returns the exit code: 0 all released with all they carried, 1 something was held, removed or blocked, 2 a file could not be read.
 * @throws ForebayError `USAGE` for a channel that there is not, `INPUT_UNREADABLE` for a path that there is not
 */
export async function check(command: CheckCommand, checking: Checking): Promise<0 | 1 | 2> {
  if (command.channel !== null && checking.policyOf(command.channel) === null)
    throw new ForebayError('USAGE', `There is no channel ${command.channel}. See forebay --help.`)
  const paths = await listInputs(command.paths)
  const progress = createProgress(paths.length, checking.stderr)
  const tally: Tally = { statuses: new Map(), withheld: 0, partly: 0, unscanned: 0, faults: 0, times: [] }
  // One after another while each is shown with its times.
  const parallel = paths.length <= MOST_CARDS ? 1 : checking.parallel
  for await (const checked of inOrder(paths, parallel, (path) => checkOne(path, command, checking))) {
    if ('fault' in checked) {
      tally.faults += 1
      progress.step(() => checking.stderr.write(`forebay: ${plain(checked.fault.publicMessage)}\n`))
    } else {
      count(checked.record, tally)
      progress.step(() => checking.stdout.write(render(checked, paths.length, command, checking)))
    }
  }
  progress.end()
  // Beside the records and not among them: JSON lines stay JSON lines.
  if (tally.times.length > MOST_CARDS) checking.stderr.write(renderTimes(tally.times))
  if (!command.json) checking.stdout.write(summary(tally, paths.length, checking.page))
  if (tally.faults > 0) return 2
  return tally.withheld > 0 ? 1 : 0
}

async function checkOne(path: string, command: CheckCommand, checking: Checking): Promise<Checked> {
  try {
    const input = await readInput(path, checking.stdin)
    const version = versionFor(input, command, checking)
    return { path, input, record: await assessInput(input, version, { ...checking, level: command.level }) }
  } catch (error) {
    // One file of many that cannot be read must not end the check of the others.
    if (error instanceof ForebayError && error.code === 'INPUT_UNREADABLE') return { path, fault: error }
    throw error
  }
}

function versionFor(input: Input, command: CheckCommand, checking: Checking): PolicyVersion {
  const channel = command.channel ?? input.channel ?? checking.defaultChannels[input.kind]
  const version = checking.policyOf(channel)
  if (version !== null) return version
  throw new ForebayError('INPUT_UNREADABLE', `${input.path}: there is no channel ${channel}; --channel chooses another one.`)
}

function render({ path, input, record }: Extract<Checked, { input: Input }>, total: number, command: CheckCommand, checking: Checking) {
  if (command.json) return `${terminalJson({ input: path, ...record })}\n`
  return total <= MOST_CARDS ? renderCard(path, input.sizeBytes, record, checking.page) : renderLine(path, record, checking.page)
}

function count(record: MessageRecord, tally: Tally): void {
  tally.times.push(record.timings)
  tally.statuses.set(record.status, (tally.statuses.get(record.status) ?? 0) + 1)
  if (withheld(record)) tally.withheld += 1
  if (keptBack(record) !== '') tally.partly += 1
  if (record.report.outcomes.some(({ reason }) => reason === 'SCANNER_UNAVAILABLE')) tally.unscanned += 1
}

function summary({ statuses, partly, unscanned, faults }: Tally, total: number, { colors, columns }: Page): string {
  const lines: string[] = []
  if (total > 1) {
    const told = [...statuses].map(
      ([status, many]) => `${many} ${status}${status === 'released' && partly > 0 ? ` (${partly} in part)` : ''}`,
    )
    if (faults > 0) told.push(`${faults} not readable`)
    lines.push(`${counted(total, 'file')}: ${told.join(', ')}`)
  }
  if (unscanned > 0) lines.push(...wrap(NO_SCANNER, columns).map((line) => colors.dim(line)))
  return lines.map((line) => `${line}\n`).join('')
}

function withheld(record: MessageRecord): boolean {
  const kept = record.verdict?.actions.some(({ kind }) => kind === 'hold' || kind === 'block') ?? true
  return kept || record.status !== 'released' || (record.release?.files.some(({ action }) => action !== 'release') ?? false)
}

/** Some at once, results in the order of the paths. */
async function* inOrder<T>(paths: readonly string[], parallel: number, run: (path: string) => Promise<T>): AsyncGenerator<T> {
  const running: Promise<T>[] = []
  let next = 0
  const fill = () => {
    while (running.length < parallel && next < paths.length) {
      const result = run(paths[next++] as string)
      // It is awaited in its turn; until then a failure must not count as unhandled.
      result.catch(() => undefined)
      running.push(result)
    }
  }
  for (fill(); running.length > 0; fill()) yield await (running.shift() as Promise<T>)
}
