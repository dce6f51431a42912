/** Packs a value for a process so that the bytes in it are neither copied into it nor sent back to whoever has them already. */
import { Deserializer, Serializer } from 'node:v8'

/** Written in order. */
export type Parcel = readonly Uint8Array[]

/** Where bytes of a value are: sent along with it, or a stretch of bytes that the reader has. */
const SENT = 0
const KNOWN = 1

/**
 * Layout, numbers being 32 bits, little-endian: how many stretches of bytes, the length of each, the length of the value in V8's
 * format, the value, the stretches.
 */
const WORD = 4

/** What Node gives its own serializer and does not type. */
interface HostObjects {
  _writeHostObject(view: ArrayBufferView): void
  _setTreatArrayBufferViewsAsHostObjects(on: boolean): void
}

/** @param known bytes that the reader has, in an order that it knows */
export function pack(value: unknown, known: readonly Uint8Array[] = []): Parcel {
  const sent: Uint8Array[] = []
  const serializer = new Serializer()
  const hosting = serializer as unknown as HostObjects
  hosting._writeHostObject = (view) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    const at = known.findIndex((whole) => isWithin(bytes, whole))
    if (at !== -1) {
      for (const word of [KNOWN, at, bytes.byteOffset - known[at]!.byteOffset, bytes.byteLength]) serializer.writeUint32(word)
      return
    }
    const same = sent.findIndex((one) => one.buffer === bytes.buffer && one.byteOffset === bytes.byteOffset && one.length === bytes.length)
    serializer.writeUint32(SENT)
    serializer.writeUint32(same === -1 ? sent.push(bytes) - 1 : same)
  }
  hosting._setTreatArrayBufferViewsAsHostObjects(true)
  serializer.writeHeader()
  serializer.writeValue(value)
  const body = serializer.releaseBuffer()
  const head = Buffer.alloc(WORD * (sent.length + 2))
  for (const [at, word] of [sent.length, ...sent.map(({ length }) => length), body.length].entries()) head.writeUInt32LE(word, at * WORD)
  return [head, body, ...sent]
}

export interface Unpacked {
  readonly value: unknown
  /** The stretches of bytes that came with it, in order: what a reader of the answer may call known. */
  readonly sent: readonly Uint8Array[]
}

/**
 * All bytes of the value are views of `parcel`, or of `known`.
 * @throws RangeError, TypeError or Error for what `pack` did not make
 */
export function unpack(parcel: Uint8Array, known: readonly Uint8Array[] = []): Unpacked {
  const words = Buffer.from(parcel.buffer, parcel.byteOffset, parcel.byteLength)
  const count = words.readUInt32LE(0)
  const sent: Uint8Array[] = []
  let at = WORD * (count + 2)
  if (at > parcel.length) throw new RangeError('more stretches than there are bytes')
  const bodyEnd = at + words.readUInt32LE(at - WORD)
  const body = parcel.subarray(at, bodyEnd)
  at = bodyEnd
  for (let index = 0; index < count; index += 1) {
    const end = at + words.readUInt32LE(WORD * (index + 1))
    sent.push(view(parcel, at, end))
    at = end
  }
  if (at !== parcel.length) throw new RangeError('a parcel of another length')
  const deserializer = new Deserializer(body)
  const hosting = deserializer as unknown as { _readHostObject(): Uint8Array }
  hosting._readHostObject = () => {
    const where = deserializer.readUint32()
    const index = deserializer.readUint32()
    const found = (where === KNOWN ? known : sent)[index]
    if (found === undefined) throw new RangeError('bytes that are not there')
    if (where !== KNOWN) return found
    const from = deserializer.readUint32()
    return view(found, from, from + deserializer.readUint32())
  }
  deserializer.readHeader()
  return { value: deserializer.readValue(), sent }
}

/** A plain array, as a thread gets it, whatever the kind of `whole`. */
function view(whole: Uint8Array, from: number, end: number): Uint8Array {
  if (end > whole.length) throw new RangeError('bytes beyond the end')
  return new Uint8Array(whole.buffer, whole.byteOffset + from, end - from)
}

function isWithin(part: Uint8Array, whole: Uint8Array): boolean {
  return (
    part.buffer === whole.buffer && part.byteOffset >= whole.byteOffset && part.byteOffset + part.length <= whole.byteOffset + whole.length
  )
}
