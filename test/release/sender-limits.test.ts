/** A file that is more than its sender may send is told of with the limit, and with the way out where there is one. */
import { describe, expect, it } from '@jest/globals'
import { aFile, aMessage, BODY, givenPolicy } from '../policy/given.ts'
import { givenWords, LANGUAGES } from '../support/languages.ts'
import { releaseOf } from './given.ts'

const message = aMessage({ parts: [BODY, aFile('p2'), aFile('p3', { sizeBytes: 6_000_000 }), aFile('p4'), aFile('p5')] })
const narrow = { files: 'allow', maxFileBytes: 5_000_000, maxFiles: 2 }
const told = (senders: object, level: 'claimed' | 'verified', language = 'en') =>
  releaseOf({ message, level, policy: givenPolicy({ language, senders }) })

describe('a file that is more than its sender may send', () => {
  it('names the limit to the agent, and to the sender that a login helps', () => {
    const { files, notices } = told({ claimed: narrow }, 'claimed')
    expect(files.map(({ id, reason, explanation }) => [id, reason, explanation])).toEqual([
      ['p2', 'OK', 'Passed on.'],
      ['p3', 'IDENTITY_REQUIRED', 'Held: it is larger than 5 MB, the most that may be sent before the sender has been identified.'],
      ['p4', 'OK', 'Passed on.'],
      [
        'p5',
        'IDENTITY_REQUIRED',
        'Held: there are more than 2 files, the most that may be sent in one message before the sender has been identified.',
      ],
    ])
    expect(notices.filter((notice) => notice.for === 'sender').map(({ code, text }) => [code, text])).toEqual([
      [
        'IDENTITY_REQUIRED',
        'Thank you: we have received your file, which is larger than 5 MB, and will pass it on once you have identified yourself, for example by logging in.',
      ],
      [
        'IDENTITY_REQUIRED',
        'Thank you: we have received one file more than the 2 that we pass on in one message before you have identified yourself, and will pass the rest on once you have, for example by logging in.',
      ],
    ])
  })

  it('promises nothing of a login that would not help', () => {
    const all = { claimed: narrow, authenticated: narrow, verified: narrow }
    const { files, notices } = told(all, 'claimed')
    expect(files.map(({ reason }) => reason)).toEqual(['OK', 'SENDER_FILE_TOO_LARGE', 'OK', 'SENDER_FILES_TOO_MANY'])
    expect(files[1]?.explanation).toBe('Held: it is larger than 5 MB, the most that this sender may send.')
    for (const { text } of notices) expect(text).not.toMatch(/identif|logging/)
    expect(notices.filter((notice) => notice.for === 'sender')[0]?.text).toContain('larger than 5 MB, the most that you may send')
  })

  it('says so in every language that is shipped', () => {
    for (const tag of LANGUAGES.tags) {
      const texts = told({ claimed: narrow }, 'claimed', tag).notices.map(({ text }) => text)
      expect(texts).toHaveLength(4)
      expect(texts.filter((text) => text.includes('5\u00a0MB') || text.includes('5 MB'))).toHaveLength(2)
      expect(texts.filter((text) => /\b2\b/.test(text))).toHaveLength(2)
      const words = givenWords(tag)
      expect(words.limit({ maxFiles: 1 }, false, 'sender')).not.toBe(words.limit({ maxFiles: 1 }, false, 'agent'))
    }
  })
})
