/** Every top-level file is listed with what became of it and why; a name is only ever shown made safe. */
import type { InboundMessage } from '../core/message.ts'
import type { ReleasedFile } from '../core/release.ts'
import type { Finding } from '../core/report.ts'
import type { Action } from '../core/verdict.ts'
import { explanationOf } from './explain.ts'
import { safeFileName } from './file-name.ts'
import type { Words } from './words/words.ts'

/** `actions` has one for each top-level file; a part without one is a body, or inside a file that has. */
export function listFiles(
  message: InboundMessage,
  actions: ReadonlyMap<string, Action>,
  findings: readonly Finding[],
  words: Words,
): readonly ReleasedFile[] {
  const files: ReleasedFile[] = []
  for (const part of message.parts) {
    const action = part.role === 'file' ? actions.get(part.partId) : undefined
    if (action === undefined) continue
    files.push({
      id: part.partId,
      name: safeFileName(part.untrustedName, words.fileWithoutName),
      type: part.detectedType,
      action: action.kind,
      reason: action.reason,
      explanation: explanationOf(action, findings, words),
      size: part.sizeBytes,
      sha256: part.sha256,
      // Those that open it are made for an agent when they ask (hand-to.ts): one that is kept would end, and be nobody's.
      url: null,
      viewUrl: null,
    })
  }
  return files
}
