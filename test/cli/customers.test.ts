/** On the command line a person's data are shown, written out whole and erased, and each says what it did. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openFileBlobs } from '../../src/blobs/file-blobs.ts'
import { createSealer } from '../../src/blobs/seal.ts'
import { readCommand } from '../../src/cli/command.ts'
import { eraseCustomer, exportedLines, showCustomer } from '../../src/cli/customers.ts'
import type { Blobs } from '../../src/core/blobs.ts'
import type { CustomerData } from '../../src/core/customer-data.ts'
import type { Store } from '../../src/core/store.ts'
import { createCustomerData } from '../../src/pipeline/customer-data.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { recordLogin } from '../support/record-login.ts'
import { anEntry } from '../support/stored.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const DAY = 86_400_000
let folder: string
let store: Store
let blobs: Blobs
let customers: CustomerData

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forebay-customers-'))
  const key = randomBytes(32)
  store = await openStore({ url: `sqlite:${join(folder, 'x.db')}`, sealer: createSealer(key), clock: () => NOW })
  blobs = openFileBlobs(join(folder, 'blobs'), key)
  customers = createCustomerData({ store, blobs, clock: () => NOW, onErased: () => undefined })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function known(subject: string) {
  await recordLogin(store, { subject, level: 'verified', acr: 'loa3', at: NOW }, 'social', `${subject}-id`, NOW + 90 * DAY)
  const { blobId } = await blobs.write(Buffer.from(`file of ${subject}`), 1_000)
  const entry = anEntry({ text: `words of ${subject}`, blobIds: [blobId] })
  await store.accept({ ...entry, identity: { level: 'verified', subject, evidence: [] } })
  return { blobId, id: entry.arrival.id }
}
async function read(person: { subject: string }): Promise<readonly Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = []
  for await (const line of await exportedLines(person, customers)) lines.push(JSON.parse(line))
  return lines
}
async function printed(run: (stdout: { write(text: string): unknown }) => Promise<void>): Promise<string> {
  const lines: string[] = []
  await run({ write: (text) => lines.push(text) })
  return lines.join('')
}

describe('forebay customers', () => {
  test('show tells who was identified, by which addresses and until when', async () => {
    await known('anna')
    expect(await printed((stdout) => showCustomer('anna', { customers, stdout }))).toMatch(
      /^anna: verified \(loa3\), first login 2026-11-21, last 2026-11-21\n {2}[0-9a-f]{32} {2}social {2}anna-id {2}verified 2026-11-21, lapses 2027-02-19\n$/,
    )
    await expect(printed((stdout) => showCustomer('nobody', { customers, stdout }))).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })

  test('export writes each message and each file as it came, and an end', async () => {
    const { id } = await known('eva')
    const lines = await read({ subject: 'eva' })
    expect(lines.map(({ type }) => type)).toEqual(['export', 'customer', 'address', 'message', 'file', 'end'])
    expect(lines[4]).toMatchObject({ messageId: id, name: 'a.pdf', content: Buffer.from('file of eva').toString('base64') })
  })

  test('export says which file is not there any more, and goes on', async () => {
    const { blobId } = await known('ida')
    await blobs.remove(blobId)
    const lines = await read({ subject: 'ida' })
    expect(lines.slice(-2)).toEqual([
      expect.objectContaining({ content: null, reason: 'BLOB_MISSING' }),
      { type: 'end', messages: 1, files: 1 },
    ])
  })

  test('erase removes rows and files, and says what and under which name it is logged', async () => {
    const { blobId, id } = await known('vera')
    const said = await printed((stdout) => eraseCustomer({ subject: 'vera' }, { customers, stdout }))
    expect(said).toMatch(
      /^Erased: 1 message, 1 file, 1 address, details of 0 log lines\.\nIn the access log as [0-9a-f]{32}\. Backups are yours to look after\.\n$/,
    )
    expect(await store.load(id)).toBeNull()
    await expect(blobs.read(blobId)).rejects.toMatchObject({ code: 'BLOB_MISSING' })
  })

  test('erase takes an address of a channel for people who were never identified', async () => {
    await store.publishPolicy({ ...aPolicy('support-mail'), kind: 'email' }, 0, 'test', NOW, 'x')
    const entry = anEntry({ channel: 'support-mail' })
    await store.accept({
      ...entry,
      arrival: { ...entry.arrival, kind: 'email', content: { type: 'mail-inline', raw: Buffer.from('x') } },
      sender: { address: 'Per@Example.com' },
    })
    const person = { channel: 'support-mail', address: ' per@EXAMPLE.com ' }
    expect(await printed((stdout) => eraseCustomer(person, { customers, stdout }))).toContain('Erased: 1 message, 0 files')
    await expect(printed((stdout) => eraseCustomer({ ...person, channel: 'none' }, { customers, stdout }))).rejects.toMatchObject({
      code: 'CHANNEL_UNKNOWN',
    })
  })

  test('an erasure that broke off at a file is done by the next one', async () => {
    const { id } = await known('olga')
    const broken = createCustomerData({
      store,
      blobs: { ...blobs, remove: () => Promise.reject(new Error('the disk')) },
      clock: () => NOW,
      onErased: () => undefined,
    })
    await expect(broken.erase({ subject: 'olga' }, { by: 'x' })).rejects.toThrow('the disk')
    expect(await store.load(id)).not.toBeNull()
    expect(await customers.erase({ subject: 'olga' }, { by: 'x' })).toMatchObject({ messages: 1, files: 1, addresses: 1 })
  })
})

describe('the command line', () => {
  test.each([
    [['customers', 'show', 'anna'], { name: 'customers show', subject: 'anna' }],
    [['customers', 'export', 'anna', '--out', 'x.ndjson'], { name: 'customers export', person: { subject: 'anna' }, out: 'x.ndjson' }],
    [['customers', 'erase', 'anna'], { name: 'customers erase', person: { subject: 'anna' } }],
    [
      ['customers', 'erase', '--channel', 'social', '--address', 'id-7'],
      { name: 'customers erase', person: { channel: 'social', address: 'id-7' } },
    ],
  ])('reads %j', (args, command) => {
    expect(readCommand(args)).toEqual(command)
  })

  test.each([
    [['customers'], 'customers takes show, export or erase'],
    [['customers', 'erase'], 'customers erase needs the subject of a customer'],
    [['customers', 'erase', '--channel', 'social'], 'customers erase needs --channel and --address together'],
    [['customers', 'erase', 'anna', '--channel', 'social', '--address', 'x'], 'customers erase --channel --address takes no "anna"'],
    [['customers', 'show', 'a', 'b'], 'customers show needs the subject of a customer'],
  ])('refuses %j', (args, sentence) => {
    expect(() => readCommand(args)).toThrow(expect.objectContaining({ publicMessage: `${sentence}. See forebay --help.` }))
  })
})
