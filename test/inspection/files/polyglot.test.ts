/** A file that is two things at once is told. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { polyglot } from '../../../src/inspection/files/polyglot.ts'
import { trueEnd } from '../../../src/parse/file/true-end.ts'
import { makeDocx, makeGzip, makeJpeg, makeOle2, makePdf, makePng, makeTar, makeZip } from '../../support/files.ts'
import {
  bmpAround,
  gifAround,
  HOSTS,
  isoWithHead,
  jpegAround,
  makeMp3,
  mp4Around,
  PAYLOADS,
  pngAround,
  tarWithHead,
} from '../../support/polyglots.ts'
import { codesOf, look, subjectOf } from './subject.ts'

const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1')
const join = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part)))
const zip = makeZip([{ name: 'a.txt', data: 'hello' }])
const tag = (size: number): Buffer => join('ID3\x04\0\0\0\0\0', Buffer.from([size]), Buffer.alloc(size))

const behind = HOSTS.flatMap((host) =>
  PAYLOADS.map((payload) => [`${host.name} and ${payload.name}`, join(host.make(), payload.bytes)] as const),
)
const inside = HOSTS.flatMap((host) =>
  PAYLOADS.filter((payload) => payload.inside && payload.bytes.length <= host.room).map(
    (payload) => [`${host.name} around ${payload.name}`, host.make(payload.bytes)] as const,
  ),
)

const OTHERS: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['a PDF and a zip', join(makePdf(), zip)],
  ['a PDF and a zip in a stream', join(makePdf(), '9 0 obj\n<<>>\nstream\n', zip, '\nendstream\nendobj\n%%EOF\n')],
  ['a PDF behind a page', join('<html><script>x</script>', makePdf())],
  ['a PDF behind machine code', join(Buffer.from([0xde, 0xad, 1, 2, 3, 4]), makePdf())],
  ['a PDF with a page in its head', join('%PDF-1.7\n<html><script>x</script>\n', makePdf().subarray(9))],
  ['a PDF that is a cartridge', join('%PDF-1.4\n', Buffer.alloc(0xf7), 'SEGA GENESIS    ', makePdf())],
  ['a PDF that is a tar', tarWithHead(latin1('%PDF-1.7\n1 0 obj endobj trailer startxref'))],
  ['a picture that is a tar', tarWithHead(latin1('GIF89a\x01\0\x01\0\0\0\0'))],
  ['a picture that is a disc', isoWithHead(makePng())],
  ['a PDF that is a disc', isoWithHead(makePdf())],
  ['a picture behind the preamble of DICOM', join(makePng().subarray(0, 60), Buffer.alloc(68), 'DICM', Buffer.alloc(64))],
  ['a picture whose header is a comment', join('GIF89a/*\0\0\0', gifAround().subarray(10), '*/=1;alert(1);/*')],
  ['a bitmap whose size is a comment', join('BM/*', bmpAround().subarray(4), '*/=1;alert(1)')],
  ['a JPEG whose first length is a comment', join('\xff\xd8\xff\xe0/*', Buffer.alloc(0x2f2a - 2), '*/=alert(1)/*', '\xff\xd9')],
  ['a picture that is an assignment', join("GIF89a='........", gifAround().subarray(16), "';alert(1)")],
  ['a picture and sound', join(jpegAround(), makeMp3())],
  ['a picture around sound', pngAround(join(tag(10), makeMp3()))],
  ['sound and a picture', join(makeMp3(), jpegAround())],
  ['a picture and a film that it does not own', join(jpegAround(), mp4Around())],
  ['a picture behind padding and a zip', join(jpegAround(), Buffer.alloc(4096), zip)],
  ['two pictures and a zip', join(jpegAround(), jpegAround(), zip, '\n')],
  ['a zip behind a picture, both by its directory', makeZip([{ name: 'a.txt', data: 'hello' }], { prefix: pngAround() })],
  ['a zip behind something unknown', join(Buffer.alloc(40, 7), zip)],
  ['a zip with a PDF between its entries', zipWithGap(makePdf())],
  ['a zip and a page', join(zip, '<html><script>x</script>')],
  ['a document and an archive behind it', join(makeOle2(['WordDocument']), zip)],
  ['a gzip that a zip is found in', join(makeGzip(latin1('x')), zip)],
  ['a PostScript that a PDF is found in', join('%!PS\n%PDF-1.4\n1 0 obj endobj trailer startxref %%EOF\n', Buffer.from([0xff, 0xfe, 0]))],
]

describe('files/polyglot', () => {
  it.each([...behind, ...inside, ...OTHERS])('catches %s', async (_name, bytes) => {
    expect(codesOf(polyglot, await subjectOf('a.bin', bytes))).toEqual(['FILE_POLYGLOT'])
  })

  it.each<[string, Buffer]>([
    ...HOSTS.map((host): [string, Buffer] => [`a ${host.name}`, host.make()]),
    ...HOSTS.map((host): [string, Buffer] => [
      `a ${host.name} with words in it`,
      host.make(latin1('A caption, not more: <p>Zip</p> & <a href="https://example.com">PDF</a>')),
    ]),
    ['a PDF', makePdf()],
    ['a PDF that was changed', join(makePdf(), '9 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\r\n')],
    ['a sound', makeMp3()],
    ['a sound with tags', join(tag(20), makeMp3(), 'TAG', Buffer.alloc(125))],
    [
      'a sound with its cover',
      join('ID3\x03\0\0\0\0', Buffer.from([jpegAround().length >> 7, jpegAround().length & 0x7f]), jpegAround(), makeMp3()),
    ],
    ['a zip', zip],
    ['a document', makeDocx()],
    ['a compound document', makeOle2(['WordDocument'])],
    ['a zip with a stored PDF', makeZip([{ name: 'a.pdf', data: makePdf(), stored: true }])],
    [
      'a tar with a PDF and a zip',
      makeTar([
        { name: 'a.pdf', data: makePdf() },
        { name: 'b.zip', data: zip },
      ]),
    ],
    ['a picture with padding behind it', join(makePng(), Buffer.alloc(512), '\r\n')],
    ['a picture with a thumbnail in it', jpegAround(jpegAround())],
    ['several pictures of one moment', join(jpegAround(latin1('MPF\0')), jpegAround(), Buffer.alloc(9), jpegAround())],
    ['a film with the picture that it belongs to', join(jpegAround(latin1('<x:xmpmeta GCamera:MotionPhoto="1"/>')), mp4Around())],
    ['words about archives', latin1('Rar! is what every RAR begins with, and PK is for zip.')],
    ['a page', latin1('<html><script>x</script></html>')],
    ['nothing', Buffer.alloc(0)],
  ])('lets %s pass', async (_name, bytes) => {
    expect(codesOf(polyglot, await subjectOf('a.bin', bytes))).toEqual([])
  })

  it.each<[string, Buffer]>([
    ['a picture with a note of its camera', join(makeJpeg(), 'SEFH\x6b\0\0\0\x01\0\0\0 SEFT')],
    ['a picture that a program wrote its name behind', join(makePng(), 'made with Paintbox 3')],
    ['a PDF behind the lines of a server', join('HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n', makePdf())],
    ['a PDF with a note behind it', join(makePdf(), 'downloaded 2026-11-27 for a customer')],
    ['a zip with a receipt behind it', join(zip, 'receipt of the server')],
  ])('says mildly that there is more of %s', async (_name, bytes) => {
    const { sightings } = look(polyglot, await subjectOf('a.bin', bytes))
    expect(sightings.map(({ code }) => code)).toEqual(['FILE_TRAILING_DATA'])
    expect(polyglot.codes.FILE_TRAILING_DATA?.severity).toBe('low')
  })

  it('names both kinds and the place', async () => {
    const { sightings } = look(polyglot, await subjectOf('a.png', join(makePng(), zip)))
    expect(sightings[0]?.evidence).toEqual([
      { label: 'type', value: 'image/png' },
      { label: 'second', value: 'zip' },
      { label: 'place', value: 'inside' },
    ])
  })

  it.each([
    ['ends of zips', 'PK\x05\x06'],
    ['heads of zips', 'PK\x03\x04'],
    ['tags of sound', 'ID3\x04\0\0\0\0\0\x01'],
    ['heads of ARJ', '\x60\xea\x20\0'],
    ['marks of 7z', "7z\xbc\xaf'\x1c"],
    ['ends of pictures', '\xff\xd8\xff\xd9'],
    ['comments', '/**/'],
  ])('reads hostile input to its end: a megabyte of %s', async (_name, unit) => {
    const flood = Buffer.alloc(1024 * 1024, latin1(unit))
    for (const bytes of [flood, join(makePng(), flood), join(makePdf(), flood), jpegAround(flood.subarray(0, 60_000))]) {
      expect(look(polyglot, await subjectOf('a.bin', bytes)).status).toBe('ok')
    }
  })

  it('never ends a format beyond the file, whatever was changed in it', async () => {
    const hosts = [...HOSTS.map(({ make }) => make(latin1('words'))), makePdf(), makeMp3(), makeOle2(['WordDocument']), zip]
    const types = ['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'audio/wav', 'image/webp', 'video/mp4', 'application/pdf']
    types.push('audio/mpeg', 'application/msword', 'video/webm', 'audio/ogg', 'image/x-icon', 'application/x-7z-compressed')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...hosts),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.nat(),
        async (host, changes, cut) => {
          const bytes = Buffer.from(host)
          for (const [at, value] of changes) bytes[at % bytes.length] = value
          const mutated = bytes.subarray(0, cut % (bytes.length + 1))
          for (const type of types) {
            const end = trueEnd(mutated, type)
            expect(end === null || (end.end >= 0 && end.end <= Math.max(mutated.length, 13))).toBe(true)
          }
          look(polyglot, await subjectOf('a.bin', mutated))
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })
})

/** The directory tells of one entry and of nothing before it but room. */
function zipWithGap(between: Buffer): Buffer {
  const first = makeZip([{ name: 'a.txt', data: 'hello', stored: true }])
  const local = first.subarray(0, first.indexOf('PK\x01\x02', 0, 'latin1'))
  const directory = Buffer.from(first.subarray(local.length))
  directory.writeUInt32LE(local.length + between.length, directory.length - 6)
  return join(local, between, directory)
}
