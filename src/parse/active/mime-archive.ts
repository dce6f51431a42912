/** Opens a web page saved as one file of MIME (RFC 2557): each of its parts is a file inside. */
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { parseMail } from '../mime/mail.ts'
import { Seen } from './seen.ts'

export const mimeArchiveOpener: Opener = {
  id: 'parse/mime-archive',
  opens: (type) => type === 'application/x-mimearchive',
  open: async (bytes, type, context) => openArchive(bytes, type, context),
}

function openArchive(bytes: Uint8Array, type: string, context: OpenContext): Contents {
  const seen = new Seen(context)
  if (context.depth >= context.budget.limits.maxDepth) {
    seen.incomplete = 'MIME_TOO_DEEP'
    return seen.contents(type)
  }
  const mail = parseMail(bytes, context.budget, undefined, context.depth + 1)
  seen.incomplete = mail.incomplete
  for (const leaf of mail.leaves) {
    const extension = leaf.role === 'html' ? 'html' : leaf.role === 'text' ? 'txt' : 'bin'
    seen.carries(leaf.untrustedName ?? `part-${leaf.index + 1}.${extension}`, leaf.bytes)
  }
  return seen.contents(type)
}
