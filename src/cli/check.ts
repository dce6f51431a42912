/** `forebay check`: says what an agent would get of any file, with the code, policies and inspectors of the service and no server. */
import type { Colors } from 'picocolors/types.ts'
import type { Identity, IdentityLevel } from '../core/identity.ts'
import type { PolicyVersion } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import { type Assessing, conclude, lookFurther, see } from '../pipeline/assess.ts'
import { renderCard, renderLine } from './card.ts'
import { type Input, listInputs, readInput } from './inputs.ts'
import { createProgress } from './progress.ts'

export interface CheckOptions {
  readonly paths: readonly string[]
  /** Instead of the default channel of the kind. */
  readonly channel: string | null
  readonly json: boolean
  /** Assume that the sender had this level. */
  readonly level: IdentityLevel | null
}

export interface Checking {
  readonly assessing: Assessing
  /** @throws ForebayError `CHANNEL_UNKNOWN` */
  policyOf(channel: string): PolicyVersion
  readonly defaultChannels: Readonly<Record<Input['kind'], string>>
  readonly newId: () => string
  readonly clock: () => number
  readonly parallel: number
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; isTTY?: boolean }
  readonly colors: Colors
}

/** Full cards up to this many inputs, a line each above. */
const MOST_CARDS = 5

/** @returns the exit code: 0 all released with all they carried, 1 something was held, removed or blocked. */
export async function check(options: CheckOptions, checking: Checking): Promise<0 | 1> {
  const paths = await listInputs(options.paths)
  const progress = createProgress(paths.length, checking.stderr)
  const { stdout, colors } = checking
  const counts = new Map<string, number>()
  let anyWithheld = false
  for await (const { input, record } of inOrder(paths, checking.parallel, (path) => assess(path, options, checking))) {
    progress.step()
    counts.set(record.status, (counts.get(record.status) ?? 0) + 1)
    anyWithheld ||= withheld(record)
    if (options.json) stdout.write(`${JSON.stringify({ input: input.path, ...record })}\n`)
    else if (paths.length <= MOST_CARDS) stdout.write(renderCard(input.path, input.sizeBytes, record, colors))
    else stdout.write(renderLine(input.path, record, colors))
  }
  progress.end()
  if (!options.json && paths.length > 1) stdout.write(`\n${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}\n`)
  return anyWithheld ? 1 : 0
}

async function assess(path: string, options: CheckOptions, checking: Checking): Promise<{ input: Input; record: MessageRecord }> {
  const input = await readInput(path, checking.stdin)
  const version = checking.policyOf(options.channel ?? checking.defaultChannels[input.kind])
  const { policy } = version
  const receivedAt = checking.clock()
  const arrival = {
    id: checking.newId(),
    channel: policy.channel,
    kind: policy.kind,
    conversationId: null,
    receivedAt,
    content: input.content,
  }
  const seen = await see(arrival, checking.assessing)
  const further = seen.files.size > 0 ? await lookFurther(seen, checking.assessing, new AbortController().signal) : seen
  const identity = identityFor(options.level ?? (seen.message.sender ? 'claimed' : 'anonymous'), options.level !== null)
  const standing = { identity, policy, policyVersion: version.version, reviews: [], revision: 1 }
  return { input, record: conclude(further, standing, checking.assessing, checking.clock()).record }
}

function identityFor(level: IdentityLevel, assumed: boolean): Identity {
  if (level === 'anonymous') return { level, subject: null, evidence: [] }
  const detail = assumed ? 'Assumed on the command line.' : 'The message names its sender; nothing proves it.'
  return { level, subject: null, evidence: [{ kind: 'claim', result: 'none', detail, supports: level }] }
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
