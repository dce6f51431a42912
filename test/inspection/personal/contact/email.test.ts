/** Mail addresses are found as the parser finds them, and have one value however their letters are written. */
import { expect, it } from '@jest/globals'
import { email } from '../../../../src/inspection/personal/contact/email.ts'
import { findPersonalData } from '../../../../src/inspection/personal/find.ts'
import { describeFinder } from '../finder-table.ts'

describeFinder(email, {
  catches: [
    ['Write to anna.berg@example.com, please', 'anna.berg@example.com'],
    ['a@b.se and c@d.se', 'a@b.se', 'c@d.se'],
    ['ａｎｎａ＠example.com', 'ａｎｎａ＠example.com'],
    ['user@xn--80ak6aa92e.com', 'user@xn--80ak6aa92e.com'],
  ],
  nearMisses: ['see you @ noon', '@anna', 'anna@', 'anna@localhost'],
  hostile: ['@', 'a@', 'a.', 'a@b.se ', '"@'],
})

it('takes capitals for the same address', () => {
  expect(new Set(findPersonalData('Anna@Example.com anna@example.com').map(({ value }) => value)).size).toBe(1)
})
