/** Web pages become plain text that reads as they were written, and that no program takes for a page any more. */
import type { Disarmer } from '../../core/disarmed.ts'

const TYPES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml', 'image/svg+xml'])
/** A reader that sniffs takes what begins with it for text, whatever follows (WHATWG MIME Sniffing 7.1). */
const BYTE_ORDER_MARK = '\ufeff'

export const textDisarmer: Disarmer = {
  id: 'disarm/text',
  disarms: (detectedType) => TYPES.has(detectedType),
  async disarm(bytes) {
    const listed = wordsOf(bytes)
      ?.replace(/^/gm, '| ')
      .replace(/<(?=[a-z/!?%])/gi, '< ')
    if (listed === undefined) return { status: 'refused', reason: 'DISARM_UNSUPPORTED' }
    return {
      status: 'done',
      bytes: new TextEncoder().encode(BYTE_ORDER_MARK + listed),
      type: 'text/plain',
      extension: '.txt',
      losses: [{ kind: 'formatting', count: 1 }],
    }
  },
}

function wordsOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: what it says would be a guess.
    return undefined
  }
}
