/** Files leave to be saved, never shown: no sniffing, no rendering, no script, no other site's page around them, whatever the bytes are. */
import type { Response } from 'express'
import { contentDisposition, safeMediaType } from './attachment-headers.ts'

/** Null for the headers alone (RFC 9110 9.3.2). */
export function sendFile(
  res: Response,
  { name, type, size }: { readonly name: string; readonly type: string; readonly size: number },
  bytes: Uint8Array | null,
): void {
  res.statusCode = 200
  res.setHeader('Content-Type', safeMediaType(type))
  res.setHeader('Content-Length', String(size))
  res.setHeader('Content-Disposition', contentDisposition(name))
  // Each answer is one whole download in the log.
  res.setHeader('Accept-Ranges', 'none')
  setClosed(res)
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  res.end(bytes)
}

/** A page of a file, drawn by us. Desks show them in pages of their own. */
export function sendDrawn(res: Response, png: Uint8Array | null): void {
  res.statusCode = 200
  res.setHeader('Content-Type', 'image/png')
  if (png !== null) res.setHeader('Content-Length', String(png.byteLength))
  res.setHeader('Content-Disposition', 'inline')
  setClosed(res)
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  res.end(png)
}

function setClosed(res: Response): void {
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('X-Robots-Tag', 'noindex, nofollow')
  res.setHeader('Cache-Control', 'private, no-store')
}
