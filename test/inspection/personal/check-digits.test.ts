/** Check digits are those of the standards: published examples pass, and every slip of one digit fails. */
import { describe, expect, it } from '@jest/globals'
import {
  endsInComplement,
  endsInRemainder,
  endsInTwoRounds,
  mod11And2,
  mod11And10,
  remainder,
  sum731,
  verhoeff,
} from '../../../src/inspection/personal/check-digits.ts'

const slips = (digits: string): readonly string[] =>
  [...digits].flatMap((digit, at) =>
    [...'0123456789'].filter((other) => other !== digit).map((other) => digits.slice(0, at) + other + digits.slice(at + 1)),
  )

describe('check digits', () => {
  it.each([
    // Wikipedia, "Verhoeff algorithm"
    ['verhoeff', verhoeff, '2363'],
    // ISO/IEC 7064:2003, 7.2
    ['mod11And10', mod11And10, '07945'],
    // ISO/IEC 7064:2003, 6.2
    ['mod11And2', mod11And2, '07940'],
    // ISBN users' manual
    ['endsInComplement', (digits: string) => endsInComplement(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11), '0306406152'],
  ])('of %s pass in the published example, and catch every slip', (_, passes, example) => {
    expect(passes(example)).toBe(true)
    expect(slips(example).filter(passes)).toEqual([])
  })

  it('are not written when they would be ten, unless there is a sign for it', () => {
    expect(endsInRemainder('50', [2], 11)).toBe(false)
    expect(endsInRemainder('50', [2], 11, '0')).toBe(true)
    expect(mod11And2('079X')).toBe(true)
  })

  it('are asked a second time by other weights where the first say ten', () => {
    expect(endsInTwoRounds('54', [2], [3])).toBe(true)
    expect(endsInTwoRounds('50', [2], [3])).toBe(false)
  })

  it('of machine-readable zones count letters from ten', () => {
    // ICAO 9303-3, appendix A to part 3: 520727 has the check digit 3, AB2134<<< the check digit 5.
    expect(sum731('520727') % 10).toBe(3)
    expect(sum731('AB2134') % 10).toBe(5)
  })

  it('of long numbers are worked out without losing a digit', () => {
    expect(remainder('98765432109876543210', 97)).toBe(Number(98765432109876543210n % 97n))
  })
})
