/** Payment cards of all schemes are found however they are grouped, and numbers that only look like them are not. */
import { card } from '../../../../src/inspection/personal/payment/card.ts'
import { describeRecognizer } from '../recognizer-table.ts'

describeRecognizer(card, {
  catches: [
    ['My card is 4012 8888 8888 1881, thanks', '4012 8888 8888 1881'],
    ['5425-2334-3010-9903', '5425-2334-3010-9903'],
    ['Kortnummer:371449635398431', '371449635398431'],
    ['amex 3714 496353 98431.', '3714 496353 98431'],
    ['diners 3056 930902 5904', '3056 930902 5904'],
    ['6011000990139424', '6011000990139424'],
    ['JCB 3530111333300000', '3530111333300000'],
    ['unionpay 6250941006528599', '6250941006528599'],
    ['wrapped 4012 8888\n8888 1881 by mail', '4012 8888\n8888 1881'],
    ['full width ４０１２８８８８８８８８１８８１', '４０１２８８８８８８８８１８８１'],
    ['no-break 4012\u00a08888\u00a08888\u00a01881', '4012\u00a08888\u00a08888\u00a01881'],
    ['我的卡号是4012888888881881谢谢', '4012888888881881'],
  ],
  nearMisses: [
    'My card is 4012 8888 8888 1882',
    'card 0000 0000 0000 0000',
    'card 9999999999999995',
    '4012 8888\n\n8888 1881',
    'see 4012888888881881.pdf',
    'order 4222222222222',
    'card AB-4012888888881881',
    'card 4012888888881881-7',
  ],
})
