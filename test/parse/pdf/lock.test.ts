/** A locked PDF is opened with its password and with no other. */
import { describe, expect, it } from '@jest/globals'
import { lockedPdf, type Method } from '../../support/pdf-lock.ts'
import { incompleteOf, open } from './look.ts'

const METHODS: readonly Method[] = ['rc4-40', 'rc4-128', 'aes-128', 'aes-256']

describe.each(METHODS)('a PDF locked by %s', (method) => {
  it('that every reader opens is seen into: addresses and files come out unlocked', async () => {
    const { listing, children, targets } = await open(lockedPdf(method, '', 'owner'))
    expect(listing.incomplete).toBeNull()
    expect(listing.traits.map(({ kind }) => kind)).toContain('pdf/encrypted')
    expect(targets.map(({ untrustedUrl }) => untrustedUrl)).toEqual(['https://locked.example/'])
    expect(children.map(({ untrustedPath, bytes }) => [untrustedPath, Buffer.from(bytes).toString()])).toEqual([
      ['note.txt', 'kept inside'],
    ])
  })

  it('with a password is never clean without it, and shows nothing that is locked', async () => {
    const { listing, children, targets } = await open(lockedPdf(method, 'user', 'owner'))
    expect(listing.incomplete).toBe('PDF_ENCRYPTED')
    expect([...children, ...targets]).toEqual([])
  })

  it.each(['user', 'owner'])('opens with the password of its %s', async (password) => {
    const { listing, children } = await open(lockedPdf(method, 'user', 'owner'), { password })
    expect(listing.incomplete).toBeNull()
    expect(children.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['kept inside'])
  })

  it('does not open with another password, and says so', async () => {
    expect(await incompleteOf(lockedPdf(method, 'user', 'owner'), 'User')).toBe('PDF_PASSWORD_WRONG')
  })
})

it('a password that a file does not need does no harm', async () => {
  expect(await incompleteOf(lockedPdf('aes-256', '', 'owner'), 'anything')).toBeNull()
})
