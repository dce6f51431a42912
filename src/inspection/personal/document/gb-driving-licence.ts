/** British driving licences: surname, date of birth spread over six digits, initials, check characters (DVLA, INF1D). */
import { isDate } from '../calendar.ts'
import type { Recognizer } from '../recognizer.ts'

export const gbDrivingLicence: Recognizer = {
  id: 'document/gb-driving-licence',
  code: 'PERSONAL_DOCUMENT',
  pattern: /[A-Z][A-Z9]{4} ?[0-9]{6} ?[A-Z9]{2} ?[0-9A-Z]{3}(?: ?[0-9]{2})?/i,
  digits: [6, 18],
  context: ['driving licence', 'driving license', 'licence', 'driver number', 'dvla'],
  accept(candidate) {
    const value = candidate.replaceAll(' ', '').toUpperCase().slice(0, 16)
    // Decade, month (five more in its first digit for women), day, year. 9s fill up short names, to their end.
    const [decade, month1, month2, day1, day2, year] = value.slice(5, 11)
    const month = (Number(month1) % 5) * 10 + Number(month2)
    const isBirth = isDate(1900 + Number(`${decade}${year}`), month, Number(`${day1}${day2}`)) || (month === 2 && `${day1}${day2}` === '29')
    return /^[A-Z]+9*$/.test(value.slice(0, 5)) && isBirth ? { value, confidence: 0.8 } : null
  },
}
