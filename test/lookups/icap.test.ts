/** Only a clear answer of an ICAP server is one; whatever else it answers leaves a file unscanned. */
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createIcapScanner } from '../../src/lookups/icap.ts'
import { EICAR, EICAR_SIGNATURE, type RunningClamd, startClamd } from '../support/clamd.ts'
import { makePdf, makePng, makeZip } from '../support/files.ts'
import { freePort } from '../support/free-port.ts'
import { type RunningIcap, startIcap } from '../support/icap.ts'

const never = new AbortController().signal
const eicar = Buffer.from(EICAR)
const limits = { parallelPerEngine: 4, timeoutMs: 10_000, maxBytes: 25 * 1024 * 1024, canary: eicar }

const clamd: RunningClamd | null = await startClamd()
const icap: RunningIcap | null = clamd === null ? null : await startIcap(clamd, 1_000_000)
const withIcap = icap === null ? describe.skip : describe
afterAll(async () => {
  await icap?.remove()
  await clamd?.remove()
})

withIcap('a scanner over a real ICAP server', () => {
  const open = () => createIcapScanner({ ...limits, addresses: [String(icap?.url)] })

  it('names what was found, as it is and in a zip', async () => {
    const scanner = open()
    for (const bytes of [eicar, makeZip([{ name: 'a.com', data: eicar }])]) {
      const result = await scanner.scan(bytes, never)
      expect(result.status === 'infected' && result.signature).toContain(EICAR_SIGNATURE)
    }
  })

  it('calls clean what is, many at once', async () => {
    const scanner = open()
    const files = [makePng(3), makePdf(), Buffer.from('words'), Buffer.alloc(500_000, 'a')]
    expect(await Promise.all(files.map((bytes) => scanner.scan(bytes, never)))).toEqual(files.map(() => ({ status: 'clean' })))
  })

  it('holds what is larger than the server looks into, though that says nothing', async () => {
    const scanner = open()
    expect(await scanner.scan(Buffer.alloc(3_000_000, 'b'), never)).toEqual({ status: 'unavailable', reason: 'SCANNER_LIMIT' })
    const [engine] = (await scanner.describe()).engines ?? []
    expect(engine).toMatchObject({ kind: 'icap', status: 'ok', silentAboveLimit: true })
    expect(engine?.limitBytes).toBeGreaterThan(800_000)
    expect(engine?.limitBytes).toBeLessThanOrEqual(1_000_000)
  })

  it('has no verdict while what the server asks is away, and has one again by itself', async () => {
    const scanner = open()
    await clamd?.stop()
    expect(await scanner.scan(Buffer.from('one'), never)).toEqual({ status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' })
    expect(await scanner.ready()).toBe(false)
    await clamd?.start()
    expect(await scanner.scan(Buffer.from('two'), never)).toEqual({ status: 'clean' })
  })
})

describe('a scanner over something that answers as a test says', () => {
  const OPTIONS = 'ICAP/1.0 200 OK\r\nMethods: RESPMOD\r\nISTag: "1"\r\nEncapsulated: null-body=0\r\n\r\n'
  const FILE = 'just words'
  const page = (head: string, http: string, body: string) =>
    `ICAP/1.0 200 OK\r\n${head}Encapsulated: res-hdr=0, res-body=${http.length}\r\n\r\n${http}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
  let server: Server
  let port: number
  let answer: string | null | ((socket: Socket) => void) = ''
  beforeAll(async () => {
    server = createServer((socket) => {
      let received = ''
      socket.on('error', () => undefined)
      socket.on('data', (data) => {
        received += data.toString('latin1')
        if (received.startsWith('OPTIONS')) return void socket.end(OPTIONS)
        if (!received.endsWith('0\r\n\r\n')) return
        if (typeof answer === 'function') answer(socket)
        else if (answer !== null) socket.end(answer)
      })
    })
    port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  })
  afterAll(() => void server.close())
  const scan = () => {
    const scanner = createIcapScanner({ ...limits, canary: null, timeoutMs: 400, addresses: [`icap://127.0.0.1:${port}/scan`] })
    return scanner.scan(Buffer.from(FILE), never)
  }

  it.each([
    ['204', 'ICAP/1.0 204 No Content\r\n\r\n'],
    ['204 behind 100', 'ICAP/1.0 100 Continue\r\n\r\nICAP/1.0 204 No Content\r\n\r\n'],
    ['200 with the same bytes', page('', 'HTTP/1.1 200 OK\r\n\r\n', FILE)],
    ['200 that says it found none', page('X-Virus-ID: none\r\n', 'HTTP/1.1 200 OK\r\n\r\n', FILE)],
  ])('is clean after %s', async (_what, given) => {
    answer = given
    expect(await scan()).toEqual({ status: 'clean' })
  })

  it.each([
    ['a name', page('X-Virus-ID: Evil.One\r\n', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'no'), 'Evil.One'],
    ['a threat', page('X-Infection-Found: Type=0; Resolution=2; Threat=Evil.Two;\r\n', 'HTTP/1.1 200 OK\r\n\r\n', FILE), 'Evil.Two'],
    ['a page that stands for it', page('', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'no'), 'Blocked (403)'],
    ['other bytes', page('', 'HTTP/1.1 200 OK\r\n\r\n', 'JUST WORDS'), 'Blocked (200)'],
    ['fewer bytes', page('', 'HTTP/1.1 200 OK\r\n\r\n', 'just'), 'Blocked (200)'],
  ])('is infected after %s', async (_what, given, signature) => {
    answer = given
    expect(await scan()).toEqual({ status: 'infected', signature })
  })

  it.each([
    ['nothing', ''],
    ['something else', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['a head without an end', `ICAP/1.0 204 ${'x'.repeat(100_000)}`],
    ['a failure', 'ICAP/1.0 500 Server error\r\n\r\n'],
    ['no such service', 'ICAP/1.0 404 Service not found\r\n\r\n'],
    ['200 without anything in it', 'ICAP/1.0 200 OK\r\nEncapsulated: null-body=0\r\n\r\n'],
    ['half of the bytes', 'ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\na\r\njust w'],
    ['no chunks', 'ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\njust words'],
    ['a death in the middle', (socket: Socket) => void socket.destroy()],
    ['silence', null],
  ] as const)('has no verdict after %s', async (_what, given) => {
    answer = given
    expect((await scan()).status).toBe('unavailable')
  })

  it('has no verdict when the answer comes before all was sent', async () => {
    const hasty = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (data) => {
        if (data.toString('latin1').startsWith('OPTIONS')) return void socket.end(OPTIONS)
        socket.pause()
        socket.write('ICAP/1.0 204 No Content\r\n\r\n')
      })
    })
    const hastyPort = await freePort()
    await new Promise<void>((resolve) => hasty.listen(hastyPort, '127.0.0.1', resolve))
    const scanner = createIcapScanner({ ...limits, canary: null, timeoutMs: 2_000, addresses: [`icap://127.0.0.1:${hastyPort}/scan`] })
    expect((await scanner.scan(Buffer.alloc(20_000_000), never)).status).toBe('unavailable')
    hasty.close()
  })

  it('refuses an address that it does not understand, naming the setting', () => {
    expect(() => createIcapScanner({ ...limits, addresses: ['http://x'] })).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID', field: 'ICAP_URL' }),
    )
  })
})
