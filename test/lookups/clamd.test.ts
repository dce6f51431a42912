/** Only a clear OK of clamd is one; whatever else it answers leaves a file unscanned. */
import { createServer, type Server } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createClamdScanner } from '../../src/lookups/clamd.ts'
import { EICAR, EICAR_SIGNATURE, type RunningClamd, startClamd } from '../support/clamd.ts'
import { freePort } from '../support/free-port.ts'
import { startScriptedClamd } from '../support/scripted-clamd.ts'

const never = new AbortController().signal
const limits = { parallelPerDaemon: 4, timeoutMs: 5_000, maxBytes: 25 * 1024 * 1024 }
const eicar = Buffer.from(EICAR)

const clamd: RunningClamd | null = await startClamd()
const withClamd = clamd ? describe : describe.skip

withClamd('a scanner over a real clamd', () => {
  const running = clamd as RunningClamd
  afterAll(() => running.remove())

  it('names the signature of an infected file, by TCP and by socket', async () => {
    for (const address of [running.url, running.unixUrl]) {
      const scanner = createClamdScanner({ ...limits, addresses: [address] })
      const result = await scanner.scan(eicar, never)
      expect(result.status).toBe('infected')
      expect(result.status === 'infected' && result.signature).toContain(EICAR_SIGNATURE)
    }
  })

  it('finds it inside a zip', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [running.url] })
    expect((await scanner.scan(zipOf('eicar.com', eicar), never)).status).toBe('infected')
  })

  it('says clean only of what is, many at once', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [running.url] })
    const results = await Promise.all(Array.from({ length: 24 }, (_, n) => scanner.scan(n % 3 ? Buffer.from(`note ${n}`) : eicar, never)))
    expect(results.map((result) => result.status)).toEqual(Array.from({ length: 24 }, (_, n) => (n % 3 ? 'clean' : 'infected')))
  })

  it('does not wait for an answer about a file of no bytes', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [running.url] })
    expect(await scanner.scan(Buffer.alloc(0), never)).toEqual({ status: 'clean' })
  })

  it('sends nothing above its limit and says so', async () => {
    const scanner = createClamdScanner({ ...limits, maxBytes: 10, addresses: [running.url] })
    expect(await scanner.scan(eicar, never)).toEqual({ status: 'unavailable', reason: 'SCANNER_LIMIT' })
  })

  it('times out on a daemon that hangs, and works again after', async () => {
    const scanner = createClamdScanner({ ...limits, timeoutMs: 300, addresses: [running.url] })
    running.freeze()
    expect(await scanner.scan(eicar, never)).toEqual({ status: 'unavailable', reason: 'SCANNER_TIMEOUT' })
    running.thaw()
    expect((await createClamdScanner({ ...limits, addresses: [running.url] }).scan(eicar, never)).status).toBe('infected')
  })

  it('passes over a dead daemon of the pool for a living one', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [`tcp://127.0.0.1:${await freePort()}`, running.url] })
    expect((await scanner.scan(eicar, never)).status).toBe('infected')
    expect(await scanner.ready()).toBe(true)
    expect(await scanner.describe()).toMatchObject({ configured: true, reachable: true, address: running.url })
  })

  it('is unavailable while the daemon is down and by itself available after', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [running.url] })
    await running.stop()
    expect(await scanner.scan(eicar, never)).toEqual({ status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' })
    expect(await scanner.ready()).toBe(false)
    await running.start()
    expect((await scanner.scan(eicar, never)).status).toBe('infected')
  })
})

it('scans one file of each lane in turn, so that a flooded one is not all before another', async () => {
  const scripted = await startScriptedClamd()
  const scanner = createClamdScanner({ ...limits, parallelPerDaemon: 1, addresses: [scripted.url] })
  const flood = Array.from({ length: 5 }, (_, n) => scanner.scan(Buffer.from(`flood ${n}`), never, 'flooded'))
  const other = Array.from({ length: 2 }, (_, n) => scanner.scan(Buffer.from(`other ${n}`), never, 'other'))
  await Promise.all([...flood, ...other])
  expect(scripted.scans.map(String)).toEqual(['flood 0', 'flood 1', 'other 0', 'flood 2', 'other 1', 'flood 3', 'flood 4'])
  await scripted.close()
})

describe('a scanner over something that is no clamd', () => {
  const answers = [
    '',
    'hello',
    'stream: ',
    'stream: OK not really',
    'INSTREAM size limit exceeded. ERROR\0',
    'stream: broken ERROR\0',
    '\0\0\0\0',
    'HTTP/1.1 200 OK\r\n\r\nOK',
  ]
  let server: Server
  let port: number
  let answer = ''
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (data) => {
        if (data.subarray(-4).equals(Buffer.alloc(4))) socket.end(answer)
      })
    })
    port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  })
  afterAll(() => void server.close())

  it.each(answers)('never calls a file clean after the answer %j', async (nonsense) => {
    answer = nonsense
    const scanner = createClamdScanner({ ...limits, timeoutMs: 500, addresses: [`tcp://127.0.0.1:${port}`] })
    expect((await scanner.scan(Buffer.from('x'), never)).status).toBe('unavailable')
  })

  it('is not configured without an address, and never clean', async () => {
    const scanner = createClamdScanner({ ...limits, addresses: [] })
    expect((await scanner.scan(Buffer.from('x'), never)).status).toBe('unavailable')
    expect(await scanner.describe()).toMatchObject({ configured: false, reachable: false })
  })

  it('refuses an address that it does not understand, naming the setting', () => {
    expect(() => createClamdScanner({ ...limits, addresses: ['http://x'] })).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID', field: 'CLAMD_URL' }),
    )
  })
})

/** One deflated entry; enough of a zip for a scanner. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(0, 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  head.copy(central, 6, 4, 30)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([head, Buffer.from(name), packed, central, Buffer.from(name), end])
}
