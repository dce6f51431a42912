/** Streams of a PDF are unpacked through all of their filters, or said not to be. */
import { deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { unpack } from '../../../src/parse/pdf/filters.ts'
import type { PdfDict, PdfValue } from '../../../src/parse/pdf/values.ts'
import { objectStreamOf, onePage, pdfOf } from '../../support/pdf.ts'
import { traitsOf } from './look.ts'

const resolve = (value: PdfValue): PdfValue => value
const parameters = (entries: Readonly<Record<string, number>>): PdfDict => ({
  type: 'dict',
  entries: new Map(Object.entries(entries)),
  overwritten: [],
})

function unpacked(name: string, packed: Buffer, more: PdfValue = null, maxBytes = 100_000): Buffer | string {
  const result = unpack(packed, [{ name, parameters: more }], maxBytes, resolve)
  return result.status === 'ok' ? result.bytes : result.status
}

/** 7.4.3 */
function ascii85(data: Buffer): Buffer {
  let out = ''
  for (let at = 0; at < data.length; at += 4) {
    const group = data.subarray(at, at + 4)
    let value = Buffer.concat([group, Buffer.alloc(4 - group.length)]).readUInt32BE()
    if (value === 0 && group.length === 4) {
      out += 'z'
      continue
    }
    const digits = Array.from({ length: 5 }, () => {
      const digit = value % 85
      value = Math.floor(value / 85)
      return String.fromCharCode(digit + 33)
    })
    out += digits
      .toReversed()
      .join('')
      .slice(0, group.length + 1)
  }
  return Buffer.from(`${out}~>`, 'latin1')
}

const asciiHex = (data: Buffer): Buffer => Buffer.from(`${data.toString('hex').replace(/(.{60})/g, '$1\n')}>`, 'latin1')

function runLength(data: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; at < data.length; ) {
    let run = 1
    while (run < 128 && data[at + run] === data[at]) run += 1
    if (run > 1) chunks.push(Buffer.from([257 - run, data[at]!]))
    else chunks.push(Buffer.from([0, data[at]!]))
    at += run
  }
  return Buffer.concat([...chunks, Buffer.from([128])])
}

/** 7.4.4.2, with codes that grow one early unless told otherwise. */
function lzw(data: Buffer, early = 1): Buffer {
  const bits: number[] = []
  let codes = new Map<string, number>()
  let width = 9
  let next = 258
  const put = (code: number): void => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((code >> bit) & 1)
  }
  const codeOf = (word: string): number => (word.length === 1 ? word.charCodeAt(0) : codes.get(word)!)
  put(256)
  let word = ''
  for (const byte of data) {
    const longer = word + String.fromCharCode(byte)
    if (longer.length === 1 || codes.has(longer)) {
      word = longer
      continue
    }
    put(codeOf(word))
    codes.set(longer, next)
    next += 1
    if (next + early - 1 >= 1 << width && width < 12) width += 1
    if (next > 4093) {
      put(256)
      codes = new Map()
      width = 9
      next = 258
    }
    word = String.fromCharCode(byte)
  }
  if (word !== '') put(codeOf(word))
  // The reader has made one more code by now.
  if (word !== '' && next + early >= 1 << width && width < 12) width += 1
  put(257)
  while (bits.length % 8 !== 0) bits.push(0)
  return Buffer.from(Array.from({ length: bits.length / 8 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2)))
}

/** PNG 9.2, one kind for each row in turn. */
function pngRows(data: Buffer, columns: number): Buffer {
  const rows: Buffer[] = []
  for (let row = 0; row * columns < data.length; row += 1) {
    const kind = row % 5
    const line = data.subarray(row * columns, (row + 1) * columns)
    const at = (index: number, up: number): number => (index < 0 || up < 0 ? 0 : data[up * columns + index]!)
    const out = Buffer.from(line).map((byte, index) => {
      const [a, b, c] = [at(index - 1, row), at(index, row - 1), index > 0 ? at(index - 1, row - 1) : 0]
      const p = a + b - c
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      return byte - [0, a, b, (a + b) >> 1, paeth][kind]!
    })
    rows.push(Buffer.concat([Buffer.from([kind]), out]))
  }
  return Buffer.concat(rows)
}

const BYTES = fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes))
const WORDS = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', 'ba '), maxLength: 4_000 }).map((text) => Buffer.from(text))

describe('unpacking gives back what was packed', () => {
  it.each<[string, (data: Buffer) => Buffer]>([
    ['FlateDecode', deflateSync],
    ['ASCII85Decode', ascii85],
    ['ASCIIHexDecode', asciiHex],
    ['RunLengthDecode', runLength],
    ['LZWDecode', (data) => lzw(data)],
  ])('by %s', (name, pack) => {
    fc.assert(
      fc.property(fc.oneof(BYTES, WORDS), (data) => {
        expect(unpacked(name, pack(data))).toEqual(data)
      }),
      { numRuns: 40 },
    )
  })

  it('by LZW whose codes grow when they must', () => {
    const data = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 251))
    expect(unpacked('LZWDecode', lzw(data, 0), parameters({ EarlyChange: 0 }))).toEqual(data)
    expect(unpacked('LZWDecode', lzw(data))).toEqual(data)
  })

  it('behind all predictors of PNG, and behind that of TIFF', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 70, maxLength: 70 }), (bytes) => {
        const data = Buffer.from(bytes)
        expect(unpacked('FlateDecode', deflateSync(pngRows(data, 7)), parameters({ Predictor: 15, Columns: 7 }))).toEqual(data)
        const differences = data.map((byte, at) => (at % 7 === 0 ? byte : byte - data[at - 1]!))
        expect(unpacked('FlateDecode', deflateSync(differences), parameters({ Predictor: 2, Columns: 7 }))).toEqual(data)
      }),
      { numRuns: 30 },
    )
  })

  it('also of what broke off, or lacks its head or its checksum', () => {
    const data = Buffer.from('words '.repeat(50))
    expect(unpacked('FlateDecode', deflateSync(data).subarray(0, -4))).toEqual(data)
    expect(unpacked('FlateDecode', Buffer.concat([deflateSync(data).subarray(0, -4), Buffer.alloc(4)]))).toEqual(data)
    expect(unpacked('FlateDecode', deflateRawSync(data))).toEqual(data)
  })
})

describe('unpacking ends', () => {
  it.each<[string, Buffer]>([
    ['FlateDecode', deflateSync(Buffer.alloc(200_000))],
    ['LZWDecode', lzw(Buffer.alloc(200_000))],
    ['RunLengthDecode', runLength(Buffer.alloc(200_000))],
    ['ASCII85Decode', ascii85(Buffer.alloc(200_000))],
  ])('where %s makes more than may be', (name, packed) => {
    expect(unpacked(name, packed)).toBe('too-big')
  })

  it('for too many filters, unknown ones and pictures', () => {
    const many = Array.from({ length: 9 }, () => ({ name: 'ASCIIHexDecode', parameters: null }))
    expect(unpack(Buffer.from('61>'), many, 100, resolve)).toEqual({ status: 'too-big' })
    expect(unpacked('DCTDecode', Buffer.alloc(9))).toBe('unsupported')
    expect(unpacked('FooDecode', Buffer.alloc(9))).toBe('unsupported')
  })

  it('without throwing, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('FlateDecode', 'LZWDecode', 'ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode'),
        fc.uint8Array({ maxLength: 400 }),
        fc.record({
          Predictor: fc.integer({ min: -2, max: 16 }),
          Columns: fc.integer({ min: -9, max: 99_999_999 }),
          Colors: fc.integer({ min: -1, max: 9 }),
        }),
        (name, bytes, fields) => {
          const result = unpacked(name, Buffer.from(bytes), parameters(fields))
          expect(typeof result === 'string' || result.length <= 100_000).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

it.each<[string, string, (data: Buffer) => Buffer]>([
  ['nothing', '', (data) => data],
  ['LZW', '/LZWDecode', (data) => lzw(data)],
  ['base 85', '[/ASCII85Decode]', ascii85],
  [
    'a chain',
    '[/ASCIIHexDecode /ASCII85Decode /RunLengthDecode /FlateDecode /LZWDecode]',
    (data) => asciiHex(ascii85(runLength(deflateSync(lzw(data))))),
  ],
  ['short names', '[/AHx /Fl]', (data) => asciiHex(deflateSync(data))],
])('a script in an object stream packed by %s is found', async (_name, filter, pack) => {
  expect(await traitsOf(pdfOf(onePage({ 6: objectStreamOf({ 7: '<< /S /JavaScript >>' }, filter, pack) })))).toEqual(['javascript'])
})
