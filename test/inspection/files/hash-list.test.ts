/** A file that is on a list of hashes is told by that list, and no other file is. */
import { describe, expect, it } from '@jest/globals'
import type { HashListMatch } from '../../../src/core/hash-list.ts'
import { hashList } from '../../../src/inspection/files/hash-list.ts'
import { subjectOf } from './subject.ts'

const lookups = (matches: readonly HashListMatch[]) =>
  ({ hashLists: { match: () => matches, unread: () => false }, signal: new AbortController().signal }) as unknown as Parameters<
    typeof hashList.inspect
  >[2]
const BLOCK: HashListMatch = { kind: 'block', list: 'ours', name: 'Evil', hash: 'sha256' }

describe('files/hash-list', () => {
  async function seen(matches: readonly HashListMatch[]) {
    const { part, bytes } = await subjectOf('a.bin', 'x')
    const { status, sightings } = await hashList.inspect(part, bytes, lookups(matches))
    expect(status).toBe('ok')
    return sightings
  }

  it('catches a file that is on a list, and says which and by what', async () => {
    expect(await seen([BLOCK])).toEqual([
      {
        code: 'FILE_HASH_BLOCKED',
        evidence: [
          { label: 'list', value: 'ours' },
          { label: 'hash', value: 'sha256' },
          { label: 'name', value: 'Evil' },
        ],
      },
    ])
  })

  it('lets a file pass that is on none, and says so of one on a good list without taking anything back', async () => {
    expect(await seen([])).toEqual([])
    const both = await seen([{ ...BLOCK, kind: 'allow', list: 'good', name: null }, BLOCK])
    expect(both.map(({ code }) => code)).toEqual(['FILE_HASH_ALLOWED', 'FILE_HASH_BLOCKED'])
  })

  it('is incomplete while a list of bad files could never be read', async () => {
    const { part, bytes } = await subjectOf('a.bin', 'x')
    const hashLists = { match: () => [], unread: () => true }
    expect(await hashList.inspect(part, bytes, { ...lookups([]), hashLists })).toEqual({
      status: 'unscannable',
      reason: 'HASH_LIST_UNAVAILABLE',
      sightings: [],
    })
  })

  it('quotes a hostile name as printable text, and shortened', async () => {
    const [sighting] = await seen([{ ...BLOCK, name: `\u202e\u0000${'x'.repeat(5_000)}` }])
    const name = sighting?.evidence?.find(({ label }) => label === 'name')?.value ?? ''
    expect(name.length).toBeLessThanOrEqual(200)
    expect(name).not.toContain('\u0000')
  })

  it('looks at files, outer and inner, and at nothing else', async () => {
    expect(hashList.applies((await subjectOf('a.zip › b', 'x', { parentId: 'p0' })).part)).toBe(true)
    expect(hashList.applies((await subjectOf(null, 'x', { role: 'body' })).part)).toBe(false)
  })
})
