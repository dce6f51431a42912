/** Phone numbers are found as people write them: international anywhere, national ones by a typical shape or a label. */
import { phone } from '../../../../src/inspection/personal/contact/phone.ts'
import { describeFinder } from '../finder-table.ts'

describeFinder(phone, {
  catches: [
    ['Reach me at +46 70 123 45 67 after six', '+46 70 123 45 67'],
    ['+46 (0)70-123 45 67', '+46 (0)70-123 45 67'],
    ['0044 20 7946 0958 is ours', '0044 20 7946 0958'],
    ['(212) 736-5000 or 212-736-5000', '(212) 736-5000', '212-736-5000'],
    ['070-123 45 67 070-765 43 21', '070-123 45 67', '070-765 43 21'],
    ['Mon portable: 06.12.34.56.78', '06.12.34.56.78'],
    ['ring 0701234567', '0701234567'],
    ['0701234567', '0701234567'],
    ['my number for calls: phone 5551234', '5551234'],
    ['电话是13812345678吧', '13812345678'],
    ['０７０－１２３ ４５ ６７', '０７０－１２３ ４５ ６７'],
    ['+1 212 736 5000.', '+1 212 736 5000'],
  ],
  nearMisses: [
    'order 070-123 45 67',
    'order no 0701234567',
    'on 2024-01-15 we met',
    'from 12.01.2024 to 14.02.2024',
    'between 2019-2024',
    'version 10.0.19045.3',
    'ip 192.168.10.20',
    '078-05-1120',
    'id 12345678901234567890',
    'it costs 12 345 678 kr',
    'https://example.com/call/0701234567',
    '1234567',
    'digits: - , . 0 1 2 3 4 5 6 7 8 9',
    '% + 0٠ 1١ 2٢ 3٣ 4٤ 5٥',
    'phone +00 46 70 123 45 67',
    'isbn 978-3-16-148410-0',
  ],
  hostile: ['0', '0 ', '+', '+1 (', '070-123 45 67 ', '1-', '(', '12345 '],
})
