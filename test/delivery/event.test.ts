import { describe, expect, it } from '@jest/globals'
import type { StoredEvent } from '../../src/core/event.ts'
import { EVENT_TYPES } from '../../src/core/record.ts'
import { renderEvent } from '../../src/delivery/event.ts'
import { recordOf } from './fake-store.ts'

const event: StoredEvent = {
  seq: 9,
  id: 'evt-1',
  type: 'message.released',
  channel: 'webchat',
  messageId: 'm1',
  revision: 2,
  at: Date.UTC(2026, 10, 21, 10, 0, 1),
}

describe('a rendered event', () => {
  it('carries the release of its revision', () => {
    const record = recordOf('m1', 2)
    expect(renderEvent(event, record)).toEqual({
      id: 'evt-1',
      type: 'message.released',
      timestamp: '2026-11-21T10:00:01.000Z',
      data: {
        messageId: 'm1',
        channel: 'webchat',
        conversationId: 'c-7',
        status: 'released',
        revision: 2,
        release: record.release,
        identification: null,
      },
    })
  })

  it('is the same bytes however often it is rendered, from a record that was stored and read again', () => {
    const first = JSON.stringify(renderEvent(event, recordOf('m1', 2)))
    const again = JSON.stringify(renderEvent({ ...event }, JSON.parse(JSON.stringify(recordOf('m1', 2)))))
    expect(again).toBe(first)
  })

  it.each(EVENT_TYPES)('carries a release on %s only when it is about the message', (type) => {
    const { data } = renderEvent({ ...event, type }, recordOf('m1', 2))
    expect(data.release === null).toBe(type.startsWith('identification.') || type === 'message.erased')
  })

  it('says which files and links wait for identification, and no others', () => {
    const held = { kind: 'hold', because: [], rule: 'senders.claimed.files', reason: 'IDENTITY_REQUIRED' } as const
    const record = recordOf('m1', 2)
    const release =
      record.release === null
        ? null
        : {
            ...record.release,
            files: [
              {
                id: 'p2',
                name: 'invoice.pdf',
                type: 'application/pdf',
                action: 'hold',
                reason: 'IDENTITY_REQUIRED',
                explanation: '',
                size: 12,
                sha256: '',
                url: null,
                viewUrl: null,
              } as const,
            ],
          }
    const { data } = renderEvent(
      { ...event, type: 'identification.required' },
      {
        ...record,
        release,
        verdict: {
          disposition: 'release',
          policyVersion: 1,
          actions: [
            { ...held, subject: { kind: 'part', id: 'p2' } },
            { ...held, subject: { kind: 'link', id: 'l1' } },
            { ...held, subject: { kind: 'part', id: 'p3' }, reason: 'SCANNER_UNAVAILABLE' },
          ],
        },
      },
    )
    expect(data.identification).toEqual({
      message: false,
      files: [{ id: 'p2', name: 'invoice.pdf', type: 'application/pdf', size: 12 }],
      links: ['l1'],
      stepUp: null,
    })
  })

  it('tells of a message that waits whole, with files that no release lists yet', () => {
    const held = { kind: 'hold', because: [], rule: 'senders.anonymous.text', reason: 'IDENTITY_REQUIRED' } as const
    const { data } = renderEvent(
      { ...event, type: 'message.held' },
      recordOf('m1', 2, {
        status: 'held',
        release: null,
        verdict: {
          disposition: 'hold',
          policyVersion: 1,
          actions: [
            { ...held, subject: { kind: 'message', id: 'm' } },
            { ...held, subject: { kind: 'part', id: 'p2' } },
          ],
        },
      }),
    )
    expect(data.release).toBeNull()
    expect(data.identification).toEqual({
      message: true,
      files: [{ id: 'p2', name: null, type: null, size: null }],
      links: [],
      stepUp: null,
    })
  })

  it('can tell of an identification that came before the first verdict', () => {
    const { data } = renderEvent({ ...event, type: 'identification.completed', revision: 0 }, null)
    expect(data).toMatchObject({ status: 'accepted', revision: 0, release: null, identification: null })
  })
})
