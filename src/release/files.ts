/** Every top-level file is listed with what became of it and why; a name is only ever shown made safe. */
import type { Rebuilding } from '../core/disarmed.ts'
import type { InboundMessage, Part } from '../core/message.ts'
import type { ReleasedFile } from '../core/release.ts'
import type { Finding } from '../core/report.ts'
import type { Action } from '../core/verdict.ts'
import { explanationOf } from './explain.ts'
import { safeFileName } from './file-name.ts'
import { lossKey } from './losses.ts'
import type { Words } from './words/words.ts'

/** Those that open it are made for an agent when they ask (hand-to.ts): one that is kept would end, and be nobody's. */
const NO_ADDRESSES = { url: null, viewUrl: null }

/** `actions` has one for each top-level file; a part without one is a body, or inside a file that has. */
export function listFiles(
  message: InboundMessage,
  actions: ReadonlyMap<string, Action>,
  findings: readonly Finding[],
  words: Words,
  rebuilt: readonly Rebuilding[] = [],
): readonly ReleasedFile[] {
  const files: ReleasedFile[] = []
  for (const part of message.parts) {
    const action = part.role === 'file' ? actions.get(part.partId) : undefined
    if (action === undefined) continue
    const fate = { action: action.kind, reason: action.reason, explanation: explanationOf(action, findings, words) }
    const made =
      action.kind === 'disarm' ? rebuilt.find((one) => one.partId === part.partId && one.originalSha256 === part.sha256) : undefined
    files.push(
      made?.status === 'done'
        ? { id: part.partId, ...newFile(part, made, words), ...fate, ...NO_ADDRESSES }
        : { id: part.partId, ...asItCame(part, words), ...fate, ...NO_ADDRESSES },
    )
  }
  return files
}

function asItCame({ untrustedName, detectedType, sizeBytes, sha256 }: Part, words: Words) {
  return { name: safeFileName(untrustedName, words.fileWithoutName), type: detectedType, size: sizeBytes, sha256 }
}

/** Told about as what it is now; what it was stands beside it. */
function newFile(part: Part, made: Extract<Rebuilding, { readonly status: 'done' }>, words: Words) {
  const { name, type, size, sha256 } = asItCame(part, words)
  return {
    name: made.extension === null ? name : safeFileName(`${name}${made.extension}`, words.fileWithoutName),
    type: made.type,
    size: made.size,
    sha256: made.sha256,
    lost: made.losses.map((loss) => ({ kind: loss.kind, count: loss.count, text: words.loss(lossKey(loss)) })),
    original: { size, sha256, type },
  }
}
