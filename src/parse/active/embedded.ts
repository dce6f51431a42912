/** Takes files out of text that carries them as base64 or percent-encoding, where they stand plainly; nothing is run. */
import { startsAs } from '../file/second-format.ts'
import type { Seen } from './seen.ts'

/** Fewer letters hold no file that does anything. */
const MIN_LETTERS = 64
/** Enough for the marks of all formats that are told here. */
const HEAD_LETTERS = 4_096
/** Letters of base64, in pieces that a script adds up: `'TVqQ' + 'AAMA'`. */
const RUNS = /[\w+/-]{40,}={0,2}(?:["'`]\s{0,40}[+,]\s{0,40}["'`][\w+/-]{1,1000000}={0,2})*/g
/** Pictures, sound and fonts in a page are what a page is made of. */
const OF_PAGES = new Set(['png', 'gif', 'jpeg', 'riff', 'bmp', 'tiff', 'ogg', 'flac', 'sound', 'video'])

/** A `data:` address (RFC 2397); what it holds becomes a file of its own, unless it is part of the page's look. */
export function readEmbedded(untrustedAddress: string, seen: Seen): string | null {
  const match = /^\s*data:([\w.+-]{1,80}\/[\w.+-]{1,80})?((?:;[^;,]{0,200})*),/i.exec(untrustedAddress.slice(0, 1_000))
  if (match === null) return null
  const type = (match[1] ?? 'text/plain').toLowerCase()
  if (/^(?:image\/(?!svg)|font\/|application\/(?:x-)?font|audio\/|video\/|text\/css)/.test(type)) return null
  const body = untrustedAddress.slice(match[0].length)
  const bytes = /;\s*base64\s*$/i.test(match[2] ?? '') ? fromBase64(body) : fromPercent(body)
  seen.carries(`data.${type.slice(type.indexOf('/') + 1)}`, bytes)
  return type
}

/** Files in a script's text; true when there was one, or so many letters that nothing else explains them. */
export function readPayloads(untrustedScript: string, seen: Seen): 'file' | 'letters' | null {
  let found: 'file' | 'letters' | null = null
  for (const [run] of untrustedScript.matchAll(RUNS)) {
    const letters = run.includes('"') || run.includes("'") || run.includes('`') ? run.replace(/=*["'`]\s{0,40}[+,]\s{0,40}["'`]/g, '') : run
    if (letters.length < MIN_LETTERS) continue
    const head = fromBase64(letters.slice(0, HEAD_LETTERS))
    const format =
      startsAs(head, 0) ??
      (head.toString('latin1', 0, 5) === '%PDF-'
        ? 'pdf'
        : /^\s*<(?:!doctype|html|script|svg|\?xml)/i.test(head.toString('latin1', 0, 200))
          ? 'html'
          : null)
    if (format !== null && !OF_PAGES.has(format)) {
      found = 'file'
      seen.carries(`payload.${format}`, fromBase64(letters))
    } else if (format === null && letters.length > 16_384 && /\d/.test(letters.slice(0, 200)) && /[A-Z]/.test(letters.slice(0, 200)))
      found ??= 'letters'
  }
  for (const [, encoded] of untrustedScript.matchAll(
    /(?:unescape|decodeURI(?:Component)?)\s{0,10}\(\s{0,10}["'`]((?:%[0-9a-f]{2}|[^%"'`\n]){20,})["'`]/gi,
  )) {
    const bytes = fromPercent(encoded ?? '')
    if (/<(?:script|form|html|body|iframe|input)\b/i.test(bytes.toString('latin1'))) {
      found = 'file'
      seen.carries('unescaped.html', bytes)
    }
  }
  return found
}

/** RFC 4648 4 and 5, blanks passed over. */
function fromBase64(untrusted: string): Buffer {
  return Buffer.from(
    untrusted.includes('%')
      ? untrusted.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : untrusted,
    'base64',
  )
}

function fromPercent(untrusted: string): Buffer {
  return Buffer.from(
    untrusted.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
