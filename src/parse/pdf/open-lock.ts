/** Finds what a PDF is locked with and opens it: by no password first, as every reader does, then by the one that was given. */
import { type Lock, unlock } from './lock.ts'
import { entryOf, everyValue, isArray, isDict, isRef, isString, type PdfDict, type PdfValue } from './values.ts'

export type OpenedLock =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly lock: Lock }
  | { readonly status: 'closed'; readonly problem: 'PDF_ENCRYPTED' | 'PDF_PASSWORD_WRONG' }

/** CF, a filter in it, and no further. */
const MAX_DEPTH = 3

/** `read` gives what a reference stands for, where nothing is locked yet. */
export function openLock(trailers: readonly PdfDict[], password: string | null, read: (value: PdfValue) => PdfValue): OpenedLock {
  const written = trailers.flatMap((trailer) => everyValue(trailer, 'Encrypt')).filter((value) => value !== null)
  if (written.length === 0) return { status: 'none' }
  const locks = new Map(written.map((value) => [isRef(value) ? value.number : value, read(value)]))
  const fileId = trailers.map((trailer) => read(entryOf(trailer, 'ID'))).find(isArray)
  const [first = null] = fileId ?? []
  const id = read(first)
  const [encrypt] = locks.values()
  const differing = new Set([...locks.values()].map((value) => JSON.stringify(isDict(value) ? [...value.entries] : null)))
  // Two locks are no honest file's, and which of them counts depends on the reader.
  if (differing.size > 1 || !isDict(encrypt)) return { status: 'closed', problem: 'PDF_ENCRYPTED' }
  for (const attempt of password === null ? [''] : ['', password]) {
    const unlocked = unlock(inlined(encrypt, read, 0), isString(id) ? id.bytes : Buffer.alloc(0), attempt)
    if (unlocked.status === 'open') return unlocked
  }
  return { status: 'closed', problem: password === null ? 'PDF_ENCRYPTED' : 'PDF_PASSWORD_WRONG' }
}

function inlined(dict: PdfDict, read: (value: PdfValue) => PdfValue, depth: number): PdfDict {
  const entries = [...dict.entries].map(([key, value]): [string, PdfValue] => {
    const direct = read(value)
    return [key, isDict(direct) && depth < MAX_DEPTH ? inlined(direct, read, depth + 1) : direct]
  })
  return { ...dict, entries: new Map(entries) }
}
