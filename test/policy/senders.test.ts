/** What a level may send: how it is written, what is refused, and which reason a person reads when it was too much. */
import { describe, expect, it } from '@jest/globals'
import { ForebayError } from '../../src/core/error.ts'
import type { IdentityLevel } from '../../src/core/identity.ts'
import type { Part } from '../../src/core/message.ts'
import { parsePolicyYaml } from '../../src/policy/parse-yaml.ts'
import { renderPolicyYaml } from '../../src/policy/render-yaml.ts'
import { actionOn, aFile, aLink, aMessage, aReview, BODY, givenPolicy, KNOWN, MESSAGE, part, verdictOf } from './given.ts'

const CLAIMED_FILES = 'files: { default: hold, image: allow, application/pdf: allow }'
const HEAD = 'channel: webchat\nkind: chat\nname: Web chat\n'

function refusal(senders: string): string {
  try {
    parsePolicyYaml(`${HEAD}senders:\n${senders}`, 'webchat.yaml', KNOWN)
  } catch (error) {
    if (error instanceof ForebayError && error.code === 'POLICY_INVALID') return error.publicMessage
    throw error
  }
  throw new Error('the policy was taken')
}

const actionsOn = (senders: object, level: IdentityLevel, parts: readonly Part[]) => {
  const verdict = verdictOf({ policy: givenPolicy({ senders }), level, message: aMessage({ parts: [BODY, ...parts] }) })
  return parts.filter(({ parentId }) => parentId === null).map(({ partId }) => actionOn(verdict, part(partId)))
}

describe('the table of senders', () => {
  it('is read from short forms and from tables of files, and written so that it reads the same', () => {
    const text = `${HEAD}senders:
  anonymous: { reaches: nobody, text: release, links: allow, files: hold }
  claimed: { text: release, links: allow, files: { image: allow, application/pdf: allow }, maxFileBytes: 1048576, maxFiles: 2 }
  authenticated: { files: { default: allow, executable: remove } }
`
    const policy = parsePolicyYaml(text, 'webchat.yaml', KNOWN)
    expect(policy.senders.claimed).toEqual({
      ...{ reaches: 'agent', text: 'release', links: 'allow', maxFileBytes: 1048576, maxFiles: 2 },
      files: { default: 'hold', image: 'allow', 'application/pdf': 'allow' },
    })
    const written = renderPolicyYaml(policy)
    const rows = written.slice(written.indexOf('\nsenders:'), written.indexOf('\nidentity:'))
    expect(rows.trim().split('\n')).toEqual([
      'senders:',
      '  anonymous:     { reaches: nobody, text: release, links: allow, files: hold }',
      `  claimed:       { reaches: agent,  text: release, links: allow, ${CLAIMED_FILES}, maxFileBytes: 1048576, maxFiles: 2 }`,
      '  authenticated: { reaches: agent,  text: release, links: allow, files: { default: allow, executable: remove } }',
      '  verified:      { reaches: agent,  text: release, links: allow, files: allow }',
    ])
    expect(parsePolicyYaml(written, 'webchat.yaml', KNOWN)).toEqual(policy)
  })

  it.each([
    [
      'a kind of file that does not exist',
      '  claimed: { files: { imagee: allow } }',
      ':5: senders.claimed.files.imagee: expected a media type',
    ],
    [
      'an action that does not exist',
      '  claimed: { files: { image: maybe } }',
      ':5: senders.claimed.files.image: expected one of allow, hold, remove',
    ],
    ['a word for all that does not exist', '  claimed: { files: some }', ':5: senders.claimed.files: expected one of allow, hold, remove'],
    ['a limit of nothing', '  claimed: { maxFiles: 0 }', ':5: senders.claimed.maxFiles: '],
    ['a misspelt limit', '  claimed: { maxFile: 1 }', ':5: senders.claimed.maxFile: unknown key; did you mean maxFiles?'],
    ['a reach that does not exist', '  claimed: { reaches: bot }', ':5: senders.claimed.reaches: expected one of agent, nobody'],
    [
      'a limit above that of the channel',
      '  verified: { maxFiles: 51 }',
      ':5: senders.verified.maxFiles: expected at most 50, which is limits.maxFiles',
    ],
    [
      'a channel that nobody gets through',
      ['anonymous', 'claimed', 'authenticated', 'verified'].map((level) => `  ${level}: { reaches: nobody }`).join('\n'),
      'senders.verified.reaches: expected agent',
    ],
  ])('refuses %s, with its line and path', (_, senders, expected) => {
    expect(refusal(senders)).toContain(expected)
  })

  it.each([
    ['words', '  authenticated: { text: hold }', 'senders.authenticated.text: expected no less than claimed may send (release)'],
    ['links', '  verified: { links: defang }', 'senders.verified.links: expected no less than authenticated may send (allow)'],
    ['files', '  anonymous: { files: allow }', 'senders.claimed.files: expected no less than anonymous may send (allow)'],
    [
      'one family',
      '  verified: { files: { default: allow, video: hold } }',
      'senders.verified.files.video: expected no less than authenticated may send (video: allow)',
    ],
    ['size', '  verified: { maxFileBytes: 5 }', 'senders.verified.maxFileBytes: expected no less than authenticated may send (20971520)'],
    [
      'number',
      '  authenticated: { maxFiles: 5 }\n  verified: { maxFiles: 4 }',
      'senders.verified.maxFiles: expected no less than authenticated may send (5)',
    ],
    ['a person', '  claimed: { reaches: nobody }', 'senders.claimed.reaches: expected no less than anonymous may send (agent)'],
  ])('refuses a level that may send less than one below it: %s', (_, senders, expected) => {
    expect(refusal(senders)).toContain(expected)
  })

  it('takes a limit on the level that first may send files, whatever the limits of those that may not', () => {
    expect(
      givenPolicy({ senders: { authenticated: { maxFiles: 5, maxFileBytes: 9 }, verified: { maxFiles: 6 } } }).senders.verified.maxFiles,
    ).toBe(6)
  })
})

describe('a file of a sender', () => {
  const PDF_ONLY = { claimed: { files: { default: 'hold', 'application/pdf': 'allow', archive: 'allow' } } }

  it('goes by its media type, else its family, else the rule for all others, and so does what is inside it', () => {
    const files = [
      aFile('p2'),
      aFile('p3', { detectedType: 'application/msword' }),
      aFile('p4', { detectedType: 'application/zip' }),
      aFile('p5', { parentId: 'p4', detectedType: 'application/pdf' }),
      aFile('p6', { detectedType: 'application/zip' }),
      aFile('p7', { parentId: 'p6', detectedType: 'image/png' }),
    ]
    expect(actionsOn(PDF_ONLY, 'claimed', files).map(({ kind, rule }) => [kind, rule])).toEqual([
      ['release', 'files.types.document'],
      ['hold', 'senders.claimed.files.default'],
      ['release', expect.any(String)],
      ['hold', 'senders.claimed.files.default'],
    ])
    expect(actionsOn(PDF_ONLY, 'authenticated', files).map(({ kind }) => kind)).toEqual(['release', 'release', 'release', 'release'])
  })

  it('waits when it is too large, and says which limit and that a login helps', () => {
    const senders = { claimed: { files: 'allow', maxFileBytes: 1000 } }
    const [small, large, outside] = actionsOn(senders, 'claimed', [
      aFile('p2', { sizeBytes: 1000 }),
      aFile('p3', { sizeBytes: 1001 }),
      aFile('p4', { sizeBytes: 10, detectedType: 'application/zip' }),
      aFile('p5', { parentId: 'p4', sizeBytes: 5000 }),
    ])
    expect(small?.kind).toBe('release')
    const waits = { kind: 'hold', rule: 'senders.claimed.maxFileBytes', reason: 'IDENTITY_REQUIRED', limit: { maxFileBytes: 1000 } }
    expect([large, outside]).toEqual([expect.objectContaining(waits), expect.objectContaining(waits)])
  })

  it('waits when there are too many, the first ones going on; an archive counts as many as it brings', () => {
    const senders = { claimed: { files: 'allow', maxFiles: 3 } }
    const kinds = (parts: readonly Part[]) => actionsOn(senders, 'claimed', parts).map(({ kind }) => kind)
    const four = ['p2', 'p3', 'p4', 'p5'].map((id) => aFile(id))
    expect(kinds(four)).toEqual(['release', 'release', 'release', 'hold'])
    const zip = [
      aFile('p2'),
      aFile('p3', { detectedType: 'application/zip' }),
      ...['p4', 'p5', 'p6'].map((id) => aFile(id, { parentId: 'p3' })),
    ]
    expect(kinds(zip)).toEqual(['release', 'hold'])
    const mail = [
      aFile('p2', { detectedType: 'message/rfc822' }),
      aFile('p3', { parentId: 'p2', detectedType: 'application/zip' }),
      aFile('p4', { parentId: 'p3' }),
    ]
    expect(actionsOn({ ...senders }, 'claimed', mail)[0]?.rule).not.toContain('maxFiles')
    // The pictures of a document are the document's.
    expect(kinds([aFile('p2'), ...['p3', 'p4', 'p5', 'p6'].map((id) => aFile(id, { parentId: 'p2', detectedType: 'image/png' }))])).toEqual(
      ['release'],
    )
    expect(actionsOn(senders, 'claimed', four)[3]).toMatchObject({ reason: 'IDENTITY_REQUIRED', limit: { maxFiles: 3 } })
    expect(actionsOn(senders, 'verified', four).map(({ kind }) => kind)).toEqual(Array(4).fill('release'))
  })

  it('has another reason where no login helps', () => {
    const files = { default: 'allow', video: 'hold' }
    const senders = {
      claimed: { files: 'hold' },
      authenticated: { files, maxFiles: 1, maxFileBytes: 2000 },
      verified: { files, maxFiles: 1, maxFileBytes: 2000 },
    }
    const parts = [aFile('p2', { detectedType: 'video/mp4' }), aFile('p3', { sizeBytes: 2001 }), aFile('p4'), aFile('p5')]
    const reasons = (level: IdentityLevel) => actionsOn(senders, level, parts).map(({ reason }) => reason)
    expect(reasons('verified')).toEqual(['FILE_TYPE_NOT_ALLOWED', 'SENDER_FILE_TOO_LARGE', 'OK', 'SENDER_FILES_TOO_MANY'])
    // Said to whoever sends less: what would still stand in the way of the highest level.
    expect(reasons('claimed')).toEqual(['FILE_TYPE_NOT_ALLOWED', 'SENDER_FILE_TOO_LARGE', 'IDENTITY_REQUIRED', 'SENDER_FILES_TOO_MANY'])
  })

  it('waits when it holds a link that its sender may not send, but not for a place in itself', () => {
    const senders = { anonymous: { links: 'hold', files: 'hold' }, claimed: { links: 'remove', files: 'allow' } }
    const inside = (change: object) => {
      const message = aMessage({
        parts: [BODY, aFile('p2')],
        links: [aLink('l1', { partId: 'p2', source: 'pdf', ...change })],
        text: { body: 'Hi', slots: [] },
      })
      return actionOn(
        verdictOf({
          policy: givenPolicy({ senders: { ...senders, anonymous: { links: 'remove', files: 'hold' } } }),
          level: 'claimed',
          message,
        }),
        part('p2'),
      )
    }
    expect(inside({})).toMatchObject({ kind: 'hold', rule: 'senders.claimed.links', reason: 'IDENTITY_REQUIRED' })
    expect(inside({ url: null, untrustedUrl: '#top' }).kind).toBe('release')
  })
})

describe('a level that reaches nobody', () => {
  const policy = givenPolicy({ senders: { anonymous: { reaches: 'nobody' }, claimed: { reaches: 'nobody' } } })

  it('has its whole message wait, which no reviewer lets through', () => {
    const message = aMessage({ parts: [BODY, aFile('p2')], links: [aLink('l1')] })
    for (const reviews of [[], [aReview(MESSAGE, 'release'), aReview(part('p2'), 'release')]]) {
      const verdict = verdictOf({ policy, level: 'claimed', message, reviews })
      expect(verdict.disposition).toBe('hold')
      expect(actionOn(verdict, MESSAGE)).toMatchObject({ kind: 'hold', rule: 'senders.claimed.reaches', reason: 'IDENTITY_REQUIRED' })
      expect(verdict.actions.every(({ kind }) => kind === 'hold')).toBe(true)
    }
    expect(verdictOf({ policy, level: 'authenticated', message }).disposition).toBe('release')
  })
})
