/** A parcel arrives whole whichever way it goes, and nothing of it stays behind in memory. */
import { once } from 'node:events'
import { closeSync, fstatSync, openSync, readSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { openBox, receiveParcel } from '../../src/sandbox/box.ts'
import { openSlot, openSlotWriter } from '../../src/sandbox/slot.ts'

/** What a process would read from its pipe, as a file. */
async function piped(send: (pipe: PassThrough) => void): Promise<number> {
  const pipe = new PassThrough()
  const chunks: Buffer[] = []
  pipe.on('data', (chunk: Buffer) => chunks.push(chunk))
  send(pipe)
  pipe.end()
  await once(pipe, 'end')
  const path = join(tmpdir(), `forebay-box-${process.pid}`)
  writeFileSync(path, Buffer.concat(chunks))
  const fd = openSync(path, 'r')
  unlinkSync(path)
  return fd
}

describe('a parcel', () => {
  it.each([
    ['small', 100],
    ['big', 3_000_000],
  ])('that is %s arrives whole', async (_, bytes) => {
    const box = openBox()
    const parts = [Buffer.alloc(7, 1), new Uint8Array(0), Buffer.alloc(bytes, 2), Buffer.alloc(9, 3)]
    const pipe = await piped((to) => box.send(parts, to))
    const parcel = receiveParcel(pipe, box.fd ?? -1)
    expect(Buffer.concat(parts).equals(parcel ?? Buffer.alloc(0))).toBe(true)
    box.empty()
    if (box.fd !== null) expect(fstatSync(box.fd).size).toBe(0)
    closeSync(pipe)
    box.close()
  })

  it('that is big goes through memory where there is such a place, and leaves the pipe free', async () => {
    const box = openBox()
    if (box.fd === null) return
    const pipe = await piped((to) => box.send([Buffer.alloc(100_000)], to))
    expect(fstatSync(pipe).size).toBe(5)
    expect(fstatSync(box.fd).size).toBe(100_000)
    // It has no name that anybody could open it by.
    expect(fstatSync(box.fd).nlink).toBe(0)
    expect(fstatSync(box.fd).dev).toBe(statSync('/dev/shm').dev)
    closeSync(pipe)
    box.close()
  })

  it('that breaks off is none', async () => {
    const pipe = await piped((to) => void to.write(Buffer.from([0, 200, 0, 0, 0, 1, 2, 3])))
    expect(receiveParcel(pipe, -1)).toBeNull()
    closeSync(pipe)
  })
})

describe('the place of a process in its work', () => {
  it('is read as it was written, and after the process is gone', () => {
    const slot = openSlot()
    const writer = openSlotWriter(slot.fd)
    slot.place.begin()
    expect([slot.place.claimed(), slot.place.step()]).toEqual([0, ''])
    writer.claim()
    const before = slot.place.mark()
    writer.enter('files/macro@p2')
    expect([slot.place.claimed(), slot.place.step()]).toEqual([1, 'files/macro@p2'])
    expect(slot.place.mark()).not.toBe(before)
    slot.close()
    expect(slot.place.step()).toBe('files/macro@p2')
  })

  it('stays in its bounds whatever is in it', () => {
    const slot = openSlot()
    openSlotWriter(slot.fd).enter('x'.repeat(10_000))
    expect(slot.place.step()).toBe('x'.repeat(240))
    const bytes = Buffer.alloc(300)
    expect(readSync(slot.fd, bytes, 0, 300, 0)).toBe(252)
    slot.close()
  })
})
