/** Bytes that are not what the message says they are reach no scanner, and their file is held. */
import { describe, expect, it } from '@jest/globals'
import { provenFiles } from '../../src/pipeline/assess.ts'
import { sha256Of } from '../../src/pipeline/sha256.ts'
import { part } from '../inspection/subjects.ts'

describe('provenFiles', () => {
  it('keeps bytes whose hash is the one that is said of them, and no others', () => {
    const [true1, other] = [Buffer.from('as it came'), Buffer.from('for the scanner')]
    const parts = [part({ partId: 'p1', sha256: sha256Of(true1) }), part({ partId: 'p2', sha256: sha256Of(true1) })]
    const proven = provenFiles({ parts }, [
      { partId: 'p1', bytes: true1 },
      { partId: 'p2', bytes: other },
      { partId: 'p3', bytes: true1 },
    ])
    expect([...proven]).toEqual([['p1', true1]])
  })
})
