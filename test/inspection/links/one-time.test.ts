import { describe, expect, it } from '@jest/globals'
import { oneTime } from '../../../src/inspection/links/one-time.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => oneTime.inspect(linkTo(address), message(), { protectedDomains: [] })

describe('links/one-time', () => {
  it('catches a reset, and never shows its token', () => {
    const answer = inspect('https://shop.com/password/reset?token=8f3a9c71d2')
    expect(codes(answer)).toEqual(['LINK_ONE_TIME'])
    expect(JSON.stringify(answer)).not.toContain('8f3a9c71d2')
  })

  it('catches one behind a mail filter', () => {
    const inner = encodeURIComponent('https://shop.com/unsubscribe?u=12345')
    expect(codes(inspect(`https://eur01.safelinks.protection.outlook.com/?url=${inner}`))).toEqual(['LINK_ONE_TIME'])
  })

  it.each(['https://shop.com/login', 'https://shop.com/how-to-reset-your-password', 'mailto:reset@shop.com?subject=token'])(
    'lets %s pass',
    (address) => {
      expect(codes(inspect(address))).toEqual([])
    },
  )

  it('bears hostile addresses', () => {
    expect(inspect(`https://shop.com/reset/${'-a1'.repeat(2_000)}`).status).toBe('ok')
  })

  keepsContract(oneTime)
})
