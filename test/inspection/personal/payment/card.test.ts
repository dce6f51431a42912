/** Payment cards of all schemes are found however they are grouped, and numbers that only look like them are not. */
import { describe, expect, it } from '@jest/globals'
import { findPersonalData } from '../../../../src/inspection/personal/find.ts'
import { card, longCard } from '../../../../src/inspection/personal/payment/card.ts'
import { describeRecognizer } from '../recognizer-table.ts'

describeRecognizer(card, {
  catches: [
    ['My card is 4532 7435 2282 5086, thanks', '4532 7435 2282 5086'],
    ['5412-5259-6589-0921', '5412-5259-6589-0921'],
    ['Kortnummer:378285245428637', '378285245428637'],
    ['amex 3782 852454 28637.', '3782 852454 28637'],
    ['diners 3056 833618 3264', '3056 833618 3264'],
    ['6011675084487183', '6011675084487183'],
    ['JCB 3566903006987064', '3566903006987064'],
    ['unionpay 6220525965890921', '6220525965890921'],
    ['troy 9792 2808 1077 8887', '9792 2808 1077 8887'],
    ['maestro 6759 9030 0698 7064', '6759 9030 0698 7064'],
    ['wrapped 4532 7435\n2282 5086 by mail', '4532 7435\n2282 5086'],
    ['wrapped 4532 7435\r\n2282 5086 by mail', '4532 7435\r\n2282 5086'],
    ['wide gaps 4532  7435   2282  5086', '4532  7435   2282  5086'],
    ['full width ４５３２７４３５２２８２５０８６', '４５３２７４３５２２８２５０８６'],
    ['no-break 4532\u00a07435\u00a02282\u00a05086', '4532\u00a07435\u00a02282\u00a05086'],
    ['en dashes 4532–7435–2282–5086', '4532–7435–2282–5086'],
    ['dictated 4 5 3 2 7 4 3 5 2 2 8 2 5 0 8 6', '4 5 3 2 7 4 3 5 2 2 8 2 5 0 8 6'],
    ['我的卡号是4532743522825086谢谢', '4532743522825086'],
    ['4532 7435 2282 5086 123 is what I pay with', '4532 7435 2282 5086'],
  ],
  nearMisses: [
    'My card is 4532 7435 2282 5087',
    'card 0000 0000 0000 0000',
    'card 4444444444444444',
    '4532 7435\n\n2282 5086',
    'see 4532743522825086.pdf',
    'card AB-4532743522825086',
    'card 4532743522825086-7',
    'card 1532743522825089',
    'https://shop.example/pay?number=4532743522825086',
  ],
})

describeRecognizer(longCard, {
  catches: [['unionpay 6228 5165 5796 6839 489', '6228 5165 5796 6839 489']],
  nearMisses: ['unionpay 6228 5165 5796 6839 488', 'unionpay 6228 5165 5796 6839'],
})

describe('cards side by side', () => {
  it('are as many as they are', () => {
    const words = '4532743522825086 4532-7435-2282-5086 4532 7435 2282 5086'
    expect(findPersonalData(words).map(({ start, end }) => words.slice(start, end))).toEqual([
      '4532743522825086',
      '4532-7435-2282-5086',
      '4532 7435 2282 5086',
    ])
  })

  it('are one value when they are one number', () => {
    expect(new Set(findPersonalData('4532743522825086, 4532 7435 2282 5086').map(({ value }) => value))).toEqual(
      new Set(['4532743522825086']),
    )
  })
})
