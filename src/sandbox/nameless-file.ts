/** A file that has no name, and where there is `/dev/shm` lies in memory alone: two processes see what the other writes, and nobody else can open it. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Linux has it, and as a tmpfs (tmpfs(5)): what strangers sent never reaches a disk that way. */
const IN_MEMORY = '/dev/shm'

export interface NamelessFile {
  readonly fd: number
  close(): void
}

/** What is no content may lie on a disk. */
export function openNameless(): NamelessFile {
  return openNamelessInMemory() ?? openIn(tmpdir())
}

/** Null where the system has no place in memory for it. */
export function openNamelessInMemory(): NamelessFile | null {
  try {
    return openIn(IN_MEMORY)
  } catch {
    return null
  }
}

function openIn(folder: string): NamelessFile {
  const path = join(folder, `forebay-${randomUUID()}`)
  const fd = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return { fd, close: () => closeSync(fd) }
}
