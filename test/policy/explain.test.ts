/** The table that admins see says what `decide` does. */
import { describe, expect, it } from '@jest/globals'
import { IDENTITY_LEVELS } from '../../src/core/identity.ts'
import { explainTable } from '../../src/policy/explain.ts'
import { actionOn, aFile, aLink, aMessage, BODY, givenPolicy, link, MESSAGE, part, verdictOf } from './given.ts'

const SAMPLES = {
  image: 'image/png',
  document: 'application/pdf',
  archive: 'application/zip',
  executable: 'application/x-msdownload',
  other: 'application/octet-stream',
}

describe('explainTable', () => {
  it.each([
    ['as shipped', givenPolicy()],
    [
      'stricter',
      givenPolicy({
        senders: { anonymous: { text: 'hold', links: 'remove', files: 'remove' } },
        links: { default: 'defang' },
        files: { types: { image: 'remove' } },
      }),
    ],
  ])('agrees with decide on a message in which nothing is found, %s', (_, policy) => {
    const table = explainTable(policy)
    for (const level of IDENTITY_LEVELS) {
      const cell = (content: string) => table.find((one) => one.level === level && one.content === content)
      const words = actionOn(verdictOf({ policy, level }), MESSAGE)
      expect(words.kind).toBe(cell('words')?.action)
      if (words.kind !== 'release') continue
      expect(actionOn(verdictOf({ message: aMessage({ links: [aLink('l1')] }), policy, level }), link('l1'))).toMatchObject({
        kind: cell('links')?.action,
        rule: cell('links')?.rule,
      })
      for (const [family, detectedType] of Object.entries(SAMPLES)) {
        const verdict = verdictOf({ message: aMessage({ parts: [BODY, aFile('p2', { detectedType })] }), policy, level })
        expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: cell(family)?.action, rule: cell(family)?.rule })
      }
    }
  })

  it('says until when something waits, and how large and how many may go on', () => {
    const table = explainTable(
      givenPolicy({
        senders: {
          anonymous: { reaches: 'nobody' },
          claimed: { files: { default: 'hold', image: 'allow' }, maxFiles: 2, maxFileBytes: 9 },
          authenticated: { files: { default: 'allow', video: 'hold' } },
          verified: { files: { default: 'allow', video: 'hold' } },
        },
      }),
    )
    const cell = (level: string, content: string) => table.find((one) => one.level === level && one.content === content)
    expect(cell('anonymous', 'words')).toMatchObject({ action: 'hold', rule: 'senders.anonymous.reaches', better: 'claimed' })
    expect(cell('anonymous', 'image')).toMatchObject({ action: 'hold', better: 'claimed' })
    expect(cell('claimed', 'image')).toMatchObject({ action: 'release', limits: { maxFiles: 2, maxFileBytes: 9 } })
    expect(cell('claimed', 'document')).toMatchObject({ action: 'hold', rule: 'senders.claimed.files.default', better: 'authenticated' })
    expect(cell('claimed', 'video')).toMatchObject({ action: 'hold', better: null })
  })

  it('has a row for each media type that the policy names', () => {
    const table = explainTable(givenPolicy({ files: { types: { 'image/svg+xml': 'remove' } } }))
    expect(table).toContainEqual({
      level: 'verified',
      content: 'image/svg+xml',
      action: 'remove',
      rule: 'files.types.image/svg+xml',
      better: null,
    })
  })
})
