/** In the sandbox's processes codes are read without reaching for the network, and a picture made to take forever ends with its process. */

import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import type { ExamineTask } from '../../../src/pipeline/examine.ts'
import { readSettings } from '../../../src/settings/settings.ts'
import { type OpenSandbox, openSandbox } from '../../../src/wire-sandbox.ts'
import { reached, tripwire } from '../../support/network-tripwire.ts'
import { paint, picture } from './pictures.ts'

const ADDRESS = 'https://login.example/'

function open(fileProcesses: number, stepTimeoutMs: number): OpenSandbox {
  const settings = { ...readSettings(null, {}), inspectThreads: 1, fileProcesses, stepTimeoutMs, messageTimeoutMs: 25_000 }
  return openSandbox(settings, { warn: () => undefined }, true)
}

function taskWith(...pictures: readonly Uint8Array[]): ExamineTask {
  const files = pictures.map((bytes, at) => ({ untrustedName: `${at}.png`, untrustedType: 'image/png', bytes }))
  const content = { type: 'words', words: { text: 'words' }, files } as const
  const arrival = { id: 'm1', channel: 'chat', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
  return { kind: 'examine', arrival, house: { protectedDomains: [] } }
}

/** Finder patterns from edge to edge, three of each being a code to try, in frames that differ: minutes of work in one file. */
async function finders(): Promise<Buffer> {
  const blank = { create: { width: 1_200, height: 1_200, channels: 3, background: '#fff' } } as const
  const frames = [0, 1, 2, 3, 4, 5].map(async (shift) => {
    const light = Uint8Array.from({ length: 81 }, (_, at) => {
      const ring = Math.max(Math.abs(((at + shift) % 9) - 3), Math.abs(Math.floor(at / 9) - 3))
      return ring === 2 || ring > 3 ? 255 : 0
    })
    const input = await paint({ width: 9, height: 9, light }).png().toBuffer()
    return sharp(blank)
      .composite([{ input, tile: true }])
      .png()
      .toBuffer()
  })
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .webp({ lossless: true, effort: 0 })
    .toBuffer()
}

describe('in processes', () => {
  let sandbox: OpenSandbox
  let png: Buffer
  beforeAll(async () => {
    png = await picture(ADDRESS)
    sandbox = open(2, 20_000)
  })
  afterAll(() => sandbox.close())

  it('several of them read at once, each with its own reader', async () => {
    const ran = await Promise.all(Array.from({ length: 6 }, () => sandbox.run(taskWith(png), 10_000_000)))
    for (const one of ran) expect(one.status === 'done' ? one.result.message.links.map(({ url }) => url) : one).toEqual([ADDRESS])
  })
})

it('a picture that takes too long is left out, and the words and the other pictures are there', async () => {
  const sandbox = open(1, 3_000)
  try {
    const ran = await sandbox.run(taskWith(await finders(), await picture(ADDRESS)))
    if (ran.status !== 'done') throw new Error(ran.reason)
    expect(ran.result.report.outcomes.filter(({ inspector }) => inspector === 'parse/barcode')).toMatchObject([
      { subject: { id: 'p2' }, status: 'timed_out', reason: 'STEP_TIMED_OUT' },
      { subject: { id: 'p3' }, status: 'ok' },
    ])
    expect(ran.result.message.text?.body).toBe('words')
    expect(ran.result.message.links.map(({ url }) => url)).toEqual([ADDRESS])
  } finally {
    await sandbox.close()
  }
})

it('reaches for no name and no address, in a process and thread of its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'barcode-'))
  const log = join(folder, 'reached')
  const script = new URL('../../support/read-one-barcode.ts', import.meta.url).pathname
  const png = await picture(ADDRESS)
  const { stdout } = await promisify(execFile)(process.execPath, [...tripwire(log), script, png.toString('base64')])
  expect(stdout.trim()).toBe(ADDRESS)
  // Both were watched, or the silence would prove nothing.
  expect([...reached(log)].sort()).toEqual(['watching process', 'watching thread'])
})
