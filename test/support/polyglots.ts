/** Makes files that are two things, from the same parts that their programs tell them by: hosts that take something in or after, and what goes there. */
import { crc32 } from 'node:zlib'
import { makePdf, makePng, makeTar, makeZip } from './files.ts'

const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1')

function u32be(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value >>> 0)
  return buffer
}
function u32le(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value >>> 0)
  return buffer
}

// ---------------------------------------------------------------- hosts: whole with nothing inside, and with something in a place that viewers pass over

export interface Host {
  readonly name: string
  /** The most bytes that its place can hold. */
  readonly room: number
  make(inside?: Buffer): Buffer
}

export const HOSTS: readonly Host[] = [
  { name: 'png', room: 1e9, make: pngAround },
  { name: 'jpg', room: 65_000, make: jpegAround },
  { name: 'gif', room: 1e9, make: gifAround },
  { name: 'bmp', room: 1e9, make: bmpAround },
  { name: 'wav', room: 1e9, make: (inside) => riffAround('WAVE', wavChunks(), inside) },
  { name: 'webp', room: 1e9, make: (inside) => riffAround('WEBP', webpChunks(), inside) },
  { name: 'mp4', room: 1e9, make: mp4Around },
]

export function pngAround(inside?: Buffer): Buffer {
  const png = makePng()
  if (inside === undefined) return png
  const chunk = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([latin1(type), body])
    return Buffer.concat([u32be(body.length), named, u32be(crc32(named))])
  }
  // 8 bytes of signature, 25 of IHDR.
  return Buffer.concat([png.subarray(0, 33), chunk('tEXt', Buffer.concat([latin1('Comment\0'), inside])), png.subarray(33)])
}

export function jpegAround(inside?: Buffer): Buffer {
  const segment = (marker: number, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin1('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...(inside === undefined ? [] : [segment(0xfe, inside)]),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
  ])
}

export function gifAround(inside?: Buffer): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; inside !== undefined && at < inside.length; at += 255) {
    const block = inside.subarray(at, at + 255)
    blocks.push(Buffer.from([block.length]), block)
  }
  const comment = inside === undefined ? [] : [Buffer.from([0x21, 0xfe]), ...blocks, Buffer.from([0])]
  return Buffer.concat([
    latin1('GIF89a'),
    Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    ...comment,
    Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ])
}

/** Between the colours and the pixels is room. */
export function bmpAround(inside: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(54)
  header.write('BM')
  header.writeUInt32LE(54 + inside.length + 4, 2)
  header.writeUInt32LE(54 + inside.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(1, 18)
  header.writeInt32LE(1, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  return Buffer.concat([header, inside, Buffer.from([1, 2, 3, 0])])
}

function riffAround(kind: string, chunks: Buffer, inside?: Buffer): Buffer {
  const padded = inside === undefined ? Buffer.alloc(0) : Buffer.concat([inside, Buffer.alloc(inside.length % 2)])
  const junk = inside === undefined ? Buffer.alloc(0) : Buffer.concat([latin1('JUNK'), u32le(inside.length), padded])
  const body = kind === 'WAVE' ? Buffer.concat([latin1(kind), junk, chunks]) : Buffer.concat([latin1(kind), chunks, junk])
  return Buffer.concat([latin1('RIFF'), u32le(body.length), body])
}
function wavChunks(): Buffer {
  return Buffer.concat([
    latin1('fmt '),
    u32le(16),
    Buffer.from('0100010044ac000088580100020010', 'hex'),
    Buffer.alloc(1),
    latin1('data'),
    u32le(4),
    Buffer.alloc(4),
  ])
}
function webpChunks(): Buffer {
  return Buffer.concat([latin1('VP8L'), u32le(4), Buffer.from([0x2f, 0, 0, 0])])
}

export function mp4Around(inside?: Buffer): Buffer {
  const box = (type: string, body: Buffer): Buffer => Buffer.concat([u32be(8 + body.length), latin1(type), body])
  return Buffer.concat([
    box('ftyp', latin1('isom\0\0\x02\0isomiso2mp41')),
    ...(inside === undefined ? [] : [box('free', inside)]),
    box('mdat', Buffer.alloc(8)),
    box('moov', Buffer.alloc(8)),
  ])
}

// ---------------------------------------------------------------- what goes in or behind; `inside` where its programs find it in the middle of a file

export interface Payload {
  readonly name: string
  readonly bytes: Buffer
  readonly inside: boolean
}

/** 7zFormat.txt: an empty archive has a start header of zeros with a true checksum. */
export function make7z(): Buffer {
  const start = Buffer.alloc(20)
  return Buffer.concat([latin1("7z\xbc\xaf'\x1c\0\x04"), u32le(crc32(start)), start])
}

export const PAYLOADS: readonly Payload[] = [
  { name: 'zip', bytes: makeZip([{ name: 'a.txt', data: 'hello' }]), inside: true },
  { name: 'pdf', bytes: makePdf(), inside: true },
  { name: 'rar', bytes: latin1('Rar!\x1a\x07\x01\0\x33\x92\xb5\xe5\x0a\x01\x05\x06\0\x05\x01\x01\x80\x80\0'), inside: true },
  { name: '7z', bytes: make7z(), inside: true },
  { name: 'html', bytes: latin1('<html><script>alert(1)</script></html>'), inside: true },
  { name: 'php', bytes: latin1('<?php system($_GET["c"]); __HALT_COMPILER(); ?>'), inside: true },
  { name: 'tar', bytes: makeTar([{ name: 'a.txt', data: 'hello' }]), inside: false },
  { name: 'elf', bytes: latin1('\x7fELF\x02\x01\x01\0\0'), inside: false },
  { name: 'bat', bytes: latin1('\r\n@echo off\r\ncalc.exe\r\n'), inside: false },
]

// ---------------------------------------------------------------- formats that leave the beginning of the file to others

/** A tar header is 512 bytes whose name field may be any bytes: here the beginning of `head`. */
export function tarWithHead(head: Buffer): Buffer {
  const tar = makeTar([{ name: 'x', data: 'hello' }])
  head.copy(tar, 0, 0, Math.min(90, head.length))
  tar.write('        ', 148)
  let sum = 0
  for (let index = 0; index < 512; index += 1) sum += tar[index]!
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return tar
}

/** The first sixteen sectors of an image are anybody's. */
export function isoWithHead(head: Buffer): Buffer {
  const image = Buffer.alloc(0x8800)
  head.copy(image)
  image.write('\x01CD001\x01', 0x8000, 'latin1')
  return image
}

/** Four frames of silence: MPEG 1, layer III, 32 kbit/s, 44.1 kHz. */
export function makeMp3(): Buffer {
  const frame = Buffer.alloc(104)
  frame.set([0xff, 0xfb, 0x10, 0x00])
  return Buffer.concat([frame, frame, frame, frame, frame])
}
