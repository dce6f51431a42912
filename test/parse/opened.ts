/** Opens words and mails as the sandbox does, with a clock that stands still. */
import type { Parsed } from '../../src/core/parsed.ts'
import type { SkippedStep } from '../../src/core/steps.ts'
import { type OpenedArrival, type OpenedFile, parseMessage } from '../../src/parse/message.ts'

const NO_SKIPS: ReadonlyMap<string, SkippedStep> = new Map()

export interface Opened extends Parsed {
  /** Names of the steps, in the order in which they were entered. */
  readonly entered: readonly string[]
}

export async function openContent(content: OpenedArrival['content'], skips: ReadonlyMap<string, SkippedStep> = NO_SKIPS): Promise<Opened> {
  const entered: string[] = []
  const hooks = { enter: (step: string) => void entered.push(step), skips, now: () => 0, readBarcodes: null }
  const arrival: OpenedArrival = { id: 'm1', channel: 'chat', kind: 'chat', conversationId: 'c1', receivedAt: 1_000, content }
  return { ...(await parseMessage(arrival, hooks)), entered }
}

export function openMail(raw: Uint8Array, skips?: ReadonlyMap<string, SkippedStep>): Promise<Opened> {
  return openContent({ type: 'mail', raw }, skips)
}

export function aFile(untrustedName: string, bytes: Uint8Array | string, untrustedType = 'application/octet-stream'): OpenedFile {
  return { untrustedName, untrustedType, bytes: Buffer.from(bytes as string) }
}

/** One line a part: `p2.1 < p2 file application/zip a.zip`. */
export function outline({ message }: Parsed): readonly string[] {
  return message.parts.map(({ partId, parentId, role, detectedType, untrustedName }) =>
    [partId, parentId === null ? '' : `< ${parentId}`, role, detectedType, untrustedName ?? ''].filter((word) => word !== '').join(' '),
  )
}

/** One line for each step that did not end well: `parse/html@p2 timed_out STEP_TIMED_OUT`. */
export function troubles({ outcomes }: Parsed): readonly string[] {
  return outcomes
    .filter(({ status }) => status !== 'ok')
    .map(({ inspector, subject, status, reason }) => `${inspector}@${subject.id} ${status} ${reason}`)
}
