/** Hands a parcel to a process: through memory that both see when it is big, and else down the pipe. */
import { ftruncateSync, readSync, writevSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { type NamelessFile, openNamelessInMemory } from './nameless-file.ts'
import type { Parcel } from './parcel.ts'

/** A pipe takes some 200 KB at a time, and each time the reader has to be woken. */
const BIG_BYTES = 64 * 1024
const PIPED = 0
const BOXED = 1
/** Which way it comes, and its length in 32 bits, little-endian. */
const HEAD_BYTES = 5

// ---------------------------------------------------------------- the service's side

export interface Box {
  /** Null where there is no such memory: then all goes down the pipe. */
  readonly fd: number | null
  send(parcel: Parcel, pipe: Duplex): void
  /** The process has read what was sent. */
  empty(): void
  close(): void
}

export function openBox(): Box {
  let file = openNamelessInMemory()
  let isFull = false
  return {
    fd: file?.fd ?? null,
    send(parcel, pipe) {
      const length = bytesOf(parcel)
      isFull = file !== null && length >= BIG_BYTES
      const isBoxed = file !== null && isFull && fill(file, parcel)
      const head = Buffer.alloc(HEAD_BYTES)
      head[0] = isBoxed ? BOXED : PIPED
      head.writeUInt32LE(length, 1)
      pipe.cork()
      for (const part of isBoxed ? [head] : [head, ...parcel]) if (part.length > 0) pipe.write(part)
      pipe.uncork()
    },
    empty() {
      if (file !== null && isFull) ftruncateSync(file.fd)
      isFull = false
    },
    close() {
      file?.close()
      file = null
    },
  }
}

/** False when the memory is full, as it soon is in a container that has 64 MB of it. */
function fill({ fd }: NamelessFile, parcel: Parcel): boolean {
  try {
    let left = parcel.filter(({ length }) => length > 0)
    for (let at = 0; left.length > 0; ) {
      const written = writevSync(fd, left, at)
      at += written
      left = without(left, written)
    }
    return true
  } catch {
    ftruncateSync(fd)
    return false
  }
}

export function bytesOf(parcel: Parcel): number {
  return parcel.reduce((sum, { length }) => sum + length, 0)
}

/** What is left of it when so much was written. */
export function without(parcel: Parcel, written: number): Uint8Array[] {
  const left: Uint8Array[] = []
  let gone = written
  for (const part of parcel) {
    if (gone < part.length) left.push(gone > 0 ? part.subarray(gone) : part)
    gone = Math.max(0, gone - part.length)
  }
  return left
}

// ---------------------------------------------------------------- the process's side

/** Waits for it as the only work there is: no event loop stands between the service and the task. Null when the service is gone. */
export function receiveParcel(pipe: number, box: number): Uint8Array | null {
  const head = Buffer.alloc(HEAD_BYTES)
  if (!fillFrom(pipe, head, null)) return null
  const parcel = Buffer.allocUnsafeSlow(head.readUInt32LE(1))
  return (head[0] === BOXED ? fillFrom(box, parcel, 0) : fillFrom(pipe, parcel, null)) ? parcel : null
}

/** @param from null reads on where it is, as a pipe must be */
function fillFrom(fd: number, buffer: Uint8Array, from: number | null): boolean {
  for (let at = 0; at < buffer.length; ) {
    const read = readSync(fd, buffer, at, buffer.length - at, from === null ? null : from + at)
    if (read === 0) return false
    at += read
  }
  return true
}
