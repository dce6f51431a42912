/** A process's place in its work, in a file that it shares with the service: still readable when the process hangs or is gone, and written without waking anybody. */
import { readSync, writeSync } from 'node:fs'
import type { Place } from './host.ts'
import { openNameless } from './nameless-file.ts'

// Three numbers of 32 bits, little-endian: a counter that moves with every step, whether the task was claimed, the length of the step's name; then the name.
const MARK = 0
const CLAIMED = 4
const NAME_LENGTH = 8
const HEAD_BYTES = 12
const MAX_NAME_BYTES = 240
/** All that a process may write to any file. */
export const SLOT_BYTES = HEAD_BYTES + MAX_NAME_BYTES

// ---------------------------------------------------------------- the service's side

export interface Slot {
  readonly fd: number
  readonly place: Place
  /** What it said last is still known. */
  close(): void
}

export function openSlot(): Slot {
  const file = openNameless()
  const seen = Buffer.alloc(SLOT_BYTES)
  let open = true
  const look = (): Buffer => {
    if (open) readSync(file.fd, seen, 0, SLOT_BYTES, 0)
    return seen
  }
  writeSync(file.fd, seen, 0, SLOT_BYTES, 0)
  return {
    fd: file.fd,
    place: {
      begin() {
        if (open) writeSync(file.fd, Buffer.alloc(HEAD_BYTES - CLAIMED), 0, HEAD_BYTES - CLAIMED, CLAIMED)
      },
      claimed: () => Math.min(look().readUInt32LE(CLAIMED), 1),
      // One task a batch: nothing is left to take away.
      withdrawRest: () => Math.min(look().readUInt32LE(CLAIMED), 1),
      mark: () => look().readUInt32LE(MARK),
      step() {
        const length = Math.min(look().readUInt32LE(NAME_LENGTH), MAX_NAME_BYTES)
        return seen.toString('latin1', HEAD_BYTES, HEAD_BYTES + length)
      },
    },
    close() {
      look()
      open = false
      file.close()
    },
  }
}

// ---------------------------------------------------------------- the process's side

export interface SlotWriter {
  claim(): void
  /** Step names are ASCII; one that is not, or is too long, is mangled and then can be timed but not left out. */
  enter(step: string): void
}

export function openSlotWriter(fd: number): SlotWriter {
  const slot = Buffer.alloc(SLOT_BYTES)
  let mark = 0
  const write = (step: string): void => {
    const length = slot.write(step.slice(0, MAX_NAME_BYTES), HEAD_BYTES, 'latin1')
    mark = (mark + 1) >>> 0
    slot.writeUInt32LE(mark, MARK)
    slot.writeUInt32LE(1, CLAIMED)
    slot.writeUInt32LE(length, NAME_LENGTH)
    writeSync(fd, slot, 0, HEAD_BYTES + length, 0)
  }
  return { claim: () => write(''), enter: write }
}
