/** Codes in the pictures of a message become links of these pictures, wherever they are, and a look that failed is an outcome. */
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Parsed } from '../../../src/core/parsed.ts'
import type { SkippedStep } from '../../../src/core/steps.ts'
import type { BarcodeReader } from '../../../src/parse/image/barcodes.ts'
import { openBarcodeReader } from '../../../src/parse/image/read-barcodes.ts'
import { parseMessage } from '../../../src/parse/message.ts'
import { makeZip } from '../../support/files.ts'
import { base64, multipart } from '../mime/compose.ts'
import { troubles } from '../opened.ts'
import { loadReaderWasm, picture } from './pictures.ts'

const ADDRESS = 'https://login.example/'

let readBarcodes: BarcodeReader
let png: Buffer
beforeAll(async () => {
  readBarcodes = openBarcodeReader(loadReaderWasm)
  png = await picture(ADDRESS)
})

async function open(
  files: readonly (readonly [string, Uint8Array])[],
  given: { readonly read?: BarcodeReader | null; readonly skips?: ReadonlyMap<string, SkippedStep>; readonly text?: string } = {},
): Promise<Parsed & { readonly entered: readonly string[] }> {
  const entered: string[] = []
  const opened = files.map(([untrustedName, bytes]) => ({ untrustedName, untrustedType: 'application/octet-stream', bytes }))
  const parsed = await parseMessage(
    {
      id: 'm1',
      channel: 'chat',
      kind: 'chat',
      conversationId: null,
      receivedAt: 0,
      content: { type: 'words', words: given.text === undefined ? {} : { text: given.text }, files: opened },
    },
    {
      enter: (step) => void entered.push(step),
      skips: given.skips ?? new Map(),
      now: () => 0,
      readBarcodes: given.read === undefined ? readBarcodes : given.read,
    },
  )
  return { ...parsed, entered }
}

const links = ({ message }: Parsed) => message.links.map(({ linkId, partId, source, url }) => [linkId, partId, source, url])

describe('a picture', () => {
  it('gives its code as a link behind those of the words', async () => {
    const opened = await open([['a.png', png]], { text: 'see https://words.example/' })
    expect(links(opened)).toEqual([
      ['l1', 'p1', 'text', 'https://words.example/'],
      ['l2', 'p2', 'qr', ADDRESS],
    ])
    expect(opened.entered.at(-1)).toBe('parse/barcode@p2')
    expect(troubles(opened)).toEqual([])
  })

  it('in an archive is looked at too', async () => {
    expect(links(await open([['a.zip', makeZip([{ name: 'x/a.bin', data: png }])]]))).toEqual([['l1', 'p1.1', 'qr', ADDRESS]])
  })

  it('in an attached mail is looked at too', async () => {
    const mail = multipart(
      'mixed',
      ['Content-Type: text/plain', '', 'x'],
      ['Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', base64(png)],
    )
    expect(links(await open([['a.eml', Buffer.concat([Buffer.from('From: a@a.example\nTo: b@b.example\nSubject: x\n'), mail])]]))).toEqual([
      ['l1', 'p1.2', 'qr', ADDRESS],
    ])
  })

  it('near-miss: other files are no pictures, whatever they are called', async () => {
    expect((await open([['a.png', Buffer.from('words')]])).entered).toEqual(['parse/type@p1'])
  })

  it('is left alone when bytes alone are wanted', async () => {
    expect((await open([['a.png', png]], { read: null })).entered).toEqual(['parse/type@p1'])
  })
})

describe('a picture that was not seen wholly is an outcome', () => {
  it('when it cannot be read', async () => {
    const heic = Buffer.from('0000001866747970686569630000000068656963', 'hex')
    expect(troubles(await open([['a.heic', heic]]))).toEqual(['parse/barcode@p1 unscannable IMAGE_NOT_READABLE'])
    const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>')
    expect(troubles(await open([['a.svg', svg]]))).toEqual([])
  })

  it('when the reader breaks', async () => {
    expect(troubles(await open([['a.png', png]], { read: () => Promise.reject(new Error('broken')) }))).toEqual([
      'parse/barcode@p1 failed PARSER_CRASHED',
    ])
  })

  it('when looking hung before, and the others are still looked at', async () => {
    const skips = new Map([['parse/barcode@p1', { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 }]] as const)
    const opened = await open(
      [
        ['a.png', png],
        ['b.png', png],
      ],
      { skips },
    )
    expect(troubles(opened)).toEqual(['parse/barcode@p1 timed_out STEP_TIMED_OUT'])
    expect(links(opened)).toEqual([['l1', 'p2', 'qr', ADDRESS]])
  })

  it('when two have hung before: the words do not wait for a third', async () => {
    const hung = { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 } as const
    const skips = new Map([
      ['parse/barcode@p1', hung],
      ['parse/barcode@p2', hung],
    ])
    expect(
      troubles(
        await open(
          [
            ['a.png', png],
            ['b.png', png],
            ['c.png', png],
          ],
          { skips },
        ),
      ),
    ).toEqual([
      'parse/barcode@p1 timed_out STEP_TIMED_OUT',
      'parse/barcode@p2 timed_out STEP_TIMED_OUT',
      'parse/barcode@p3 unscannable IMAGE_BUDGET_SPENT',
    ])
  })

  it('when there are more codes than links are kept', async () => {
    const many: BarcodeReader = (bytes) =>
      Promise.resolve({
        codes: Array.from({ length: 20 }, (_, at) => ({ format: 'qr', untrustedText: `${bytes.length} ${at}` })),
        incomplete: null,
        megapixels: 0,
      })
    const files = Array.from({ length: 30 }, (_, at) => [`${at}.png`, Buffer.concat([png, Buffer.alloc(at)])] as const)
    const opened = await open(files, { read: many })
    expect(opened.message.links).toHaveLength(500)
    expect(troubles(opened)).toEqual(Array.from({ length: 5 }, (_, at) => `parse/barcode@p${26 + at} unscannable IMAGE_TOO_MANY_CODES`))
  })
})
