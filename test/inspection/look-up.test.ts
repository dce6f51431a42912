import { describe, expect, it } from '@jest/globals'
import type { FileLookupInspector, Inspected, LinkLookupInspector, LookupInspector } from '../../src/core/inspector.ts'
import type { Part } from '../../src/core/message.ts'
import type { Scanner } from '../../src/core/scanner.ts'
import { type LookUpHooks, lookUp } from '../../src/inspection/look-up.ts'
import { linkTo, NOTHING_KNOWN, parsed, part } from './subjects.ts'

const scanner: Scanner = {
  scan: async () => ({ status: 'clean' }),
  ready: async () => true,
  describe: async () => ({ configured: true, reachable: true, version: null, address: null }),
}
const lookups = { scanner, reputation: NOTHING_KNOWN }
const OK: Inspected = { status: 'ok', sightings: [] }

function inspector(look: FileLookupInspector['inspect'], timeoutMs = 1_000): FileLookupInspector {
  return {
    id: 'test/file',
    looksAt: 'file',
    codes: { FILE_SEEN: { severity: 'critical', title: 'Seen', explanation: 'Something was seen in the file.' } },
    applies: () => true,
    timeoutMs,
    inspect: look,
  }
}

function files(count: number) {
  const parts = Array.from({ length: count }, (_, at): Part => part({ partId: `p${at + 1}` }))
  return parsed({ parts }, { bytes: new Map(parts.map(({ partId }) => [partId, new Uint8Array(1)])) })
}

function look(of: LookupInspector, hooks: Partial<LookUpHooks> = {}, count = 1) {
  return lookUp(files(count), [of], lookups, { now: () => 0, parallel: 2, signal: new AbortController().signal, ...hooks })
}

describe('lookUp', () => {
  it('looks at every file, and at no body', async () => {
    const input = parsed(
      { parts: [part({ role: 'body' }), part({ partId: 'p2' })] },
      {
        bytes: new Map([
          ['p1', new Uint8Array()],
          ['p2', new Uint8Array()],
        ]),
      },
    )
    const hooks = { now: () => 0, parallel: 1, signal: new AbortController().signal }
    const { outcomes } = await lookUp(input, [inspector(async () => OK)], lookups, hooks)
    expect(outcomes).toEqual([{ inspector: 'test/file', subject: { kind: 'part', id: 'p2' }, status: 'ok', ms: 0 }])
  })

  it('gives findings in the order of the files, whichever answered first', async () => {
    const slowFirst = inspector(async ({ partId }) => {
      await new Promise((resolve) => setTimeout(resolve, partId === 'p1' ? 20 : 0))
      return { status: 'ok', sightings: [{ code: 'FILE_SEEN' }] }
    })
    const { findings } = await look(slowFirst, { parallel: 3 }, 3)
    expect(findings.map(({ id, subject }) => `${id} ${subject.id}`)).toEqual(['f1 p1', 'f2 p2', 'f3 p3'])
  })

  it('never has more looks running than it may', async () => {
    let running = 0
    let most = 0
    const counting = inspector(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return OK
    })
    const { outcomes } = await look(counting, { parallel: 3 }, 20)
    expect(outcomes).toHaveLength(20)
    expect(most).toBe(3)
  })

  it('holds a file when the inspector does not answer in time, and tells the inspector to stop', async () => {
    let told: AbortSignal | undefined
    const deaf = inspector((_part, _bytes, { signal }) => {
      told = signal
      return new Promise(() => {})
    }, 10)
    const { outcomes } = await look(deaf)
    expect(outcomes[0]).toMatchObject({ status: 'timed_out', reason: 'INSPECTOR_TIMED_OUT' })
    expect(told?.aborted).toBe(true)
  })

  it('records a throw as failed, with nothing of its text', async () => {
    const early = inspector(() => {
      throw new Error('secret')
    })
    const late = inspector(async () => {
      throw new Error('secret')
    })
    for (const crashing of [early, late]) {
      const { outcomes } = await look(crashing)
      expect(outcomes[0]).toMatchObject({ status: 'failed', reason: 'INSPECTOR_CRASHED' })
      expect(JSON.stringify(outcomes)).not.toContain('secret')
    }
  })

  it('records an undeclared code and a shapeless answer as failed', async () => {
    expect((await look(inspector(async () => ({ status: 'ok', sightings: [{ code: 'OTHER' }] })))).outcomes[0]).toMatchObject({
      reason: 'UNDECLARED_CODE',
    })
    expect((await look(inspector(async () => undefined as unknown as Inspected))).outcomes[0]).toMatchObject({
      reason: 'INSPECTOR_CRASHED',
    })
  })

  it('ends at once when it is called off, and no file counts as looked at', async () => {
    const controller = new AbortController()
    const looking = look(
      inspector(() => new Promise(() => {})),
      { signal: controller.signal, parallel: 1 },
      3,
    )
    controller.abort()
    const { outcomes } = await looking
    expect(outcomes.map(({ status, reason }) => `${status} ${reason}`)).toEqual(Array(3).fill('skipped CALLED_OFF'))
  })

  it('defers a part when asked to, and says so', async () => {
    const { outcomes } = await look(
      inspector(async () => OK),
      { skipPart: (partId) => partId === 'p1' },
      2,
    )
    expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
      ['skipped', 'DEFERRED'],
      ['ok', undefined],
    ])
  })

  it('holds a file whose bytes could not be had', async () => {
    const hooks = { now: () => 0, parallel: 1, signal: new AbortController().signal }
    const { outcomes } = await lookUp(parsed({ parts: [part()] }), [inspector(async () => OK)], lookups, hooks)
    expect(outcomes[0]).toMatchObject({ status: 'skipped', reason: 'BYTES_MISSING' })
  })

  it('looks when the inspector cannot tell whether the file is its business', async () => {
    const unsure: LookupInspector = {
      ...inspector(async () => OK),
      applies: () => {
        throw new Error('no')
      },
    }
    expect((await look(unsure)).outcomes).toHaveLength(1)
  })

  it('looks at each link that it applies to, and takes an answer that is there at once', async () => {
    const seen: string[] = []
    const ofLinks: LinkLookupInspector = {
      id: 'test/address',
      looksAt: 'address',
      codes: { LINK_SEEN: { severity: 'critical', title: 'Seen', explanation: 'Something was seen about the address.' } },
      applies: ({ url }) => url !== null,
      timeoutMs: 1_000,
      inspect(link) {
        seen.push(link.linkId)
        const sighting: Inspected = { status: 'ok', sightings: [{ code: 'LINK_SEEN' }] }
        return link.linkId === 'l1' ? sighting : Promise.resolve({ status: 'unscannable', reason: 'REPUTATION_UNAVAILABLE', sightings: [] })
      },
    }
    const links = ['https://a.example/', 'not an address', 'https://b.example/'].map((url, at) => ({
      ...linkTo(url),
      linkId: `l${at + 1}`,
    }))
    const hooks = { now: () => 0, parallel: 2, signal: new AbortController().signal }
    const { outcomes, findings } = await lookUp(parsed({ links }), [ofLinks], lookups, hooks)
    expect(seen).toEqual(['l1', 'l3'])
    expect(outcomes.map(({ subject, status, reason }) => [subject.id, status, reason])).toEqual([
      ['l1', 'ok', undefined],
      ['l3', 'unscannable', 'REPUTATION_UNAVAILABLE'],
    ])
    expect(findings.map(({ code, subject }) => [code, subject])).toEqual([['LINK_SEEN', { kind: 'link', id: 'l1' }]])
  })

  it('calls it failed when an inspector throws at once, or answers nothing', async () => {
    const throwing = inspector(() => {
      throw new Error('private')
    })
    expect((await look(throwing)).outcomes[0]).toMatchObject({ status: 'failed', reason: 'INSPECTOR_CRASHED' })
    const silent = inspector(() => undefined as never)
    expect((await look(silent)).outcomes[0]).toMatchObject({ status: 'failed', reason: 'INSPECTOR_CRASHED' })
  })
})
