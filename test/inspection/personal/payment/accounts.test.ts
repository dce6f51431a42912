/** Bank accounts are found by their check digits, or by a label where they have none that would do. */
import { accountNumber } from '../../../../src/inspection/personal/payment/account-number.ts'
import { arCbu } from '../../../../src/inspection/personal/payment/ar-cbu.ts'
import { czAccount } from '../../../../src/inspection/personal/payment/cz-account.ts'
import { esCcc } from '../../../../src/inspection/personal/payment/es-ccc.ts'
import { iban } from '../../../../src/inspection/personal/payment/iban.ts'
import { mxClabe } from '../../../../src/inspection/personal/payment/mx-clabe.ts'
import { noAccount } from '../../../../src/inspection/personal/payment/no-account.ts'
import { nzAccount } from '../../../../src/inspection/personal/payment/nz-account.ts'
import { seGiro } from '../../../../src/inspection/personal/payment/se-giro.ts'
import { usRouting } from '../../../../src/inspection/personal/payment/us-routing.ts'
import { describeRecognizer } from '../recognizer-table.ts'

// The examples of the SWIFT registry.
describeRecognizer(iban, {
  catches: [
    ['Pay to DE89 3704 0044 0532 0130 00 today', 'DE89 3704 0044 0532 0130 00'],
    ['gb29nwbk60161331926819', 'gb29nwbk60161331926819'],
    ['IBAN:SE4550000000058398257466', 'SE4550000000058398257466'],
    ['mt84 malt 0110 0001 2345 mtlc ast0 01s', 'mt84 malt 0110 0001 2345 mtlc ast0 01s'],
    ['wrapped NL91 ABNA\n0417 1643 00 here', 'NL91 ABNA\n0417 1643 00'],
    ['NO93-8601-1117-947', 'NO93-8601-1117-947'],
  ],
  nearMisses: [
    'DE89 3704 0044 0532 0130 01',
    'DE89 3704 0044 0532 0130 0',
    'XX89 3704 0044 0532 0130 00',
    'NL91\nABNA\n0417 1643 00',
    'DE89 3704 0044\n\n0532 0130 00',
  ],
})

describeRecognizer(arCbu, {
  catches: [
    ['Mi CBU es 8028089188813962458307', '8028089188813962458307'],
    ['cbu 80280891 88813962458307', '80280891 88813962458307'],
    ['8 0 2 8 0 8 9 1 – 8 8 8 1 3 9 6 2 4 5 8 3 0 7', '8 0 2 8 0 8 9 1 – 8 8 8 1 3 9 6 2 4 5 8 3 0 7'],
  ],
  nearMisses: ['CBU 8028089188813962458308', 'CBU 8028089288813962458307', 'CBU 0000000000000000000000'],
})

describeRecognizer(mxClabe, {
  catches: [
    ['CLABE: 002010418224730419', '002010418224730419'],
    ['002 010 41822473041 9', '002 010 41822473041 9'],
  ],
  nearMisses: ['CLABE: 002010418224730418', 'CLABE: 999010418224730419'],
})

describeRecognizer(czAccount, {
  catches: [
    ['účet 114120-3331679330/0800', '114120-3331679330/0800'],
    ['372031-4216396532/0800', '372031-4216396532/0800'],
    ['číslo účtu je 524542863/0300', '524542863/0300'],
  ],
  nearMisses: ['účet 114120-3331679331/0800', 'účet 114121-3331679330/0800', 'page 524542863/0300', 'účet 1/0100'],
})

describeRecognizer(nzAccount, {
  catches: [
    ['my account is 01-0242-7031632-00', '01-0242-7031632-00'],
    ['12 3147 7031632 051', '12 3147 7031632 051'],
    ['bank account 010242703163200', '010242703163200'],
  ],
  nearMisses: ['my account is 01-0242-7031633-00', 'my account is 99-0242-7031632-00', 'build 010242703163200'],
})

describeRecognizer(esCcc, {
  catches: [
    ['mi cuenta es 2100 0813 65 0929409204', '2100 0813 65 0929409204'],
    ['21000813697312875093', '21000813697312875093'],
  ],
  nearMisses: ['mi cuenta es 2100 0813 66 0929409204', 'mi cuenta es 2100 0813 65 0929409205'],
})

describeRecognizer(noAccount, {
  catches: [
    ['kontonummer 1506.30.06987', '1506.30.06987'],
    ['1506 30 06987', '1506 30 06987'],
    ['konto: 15062774077', '15062774077'],
  ],
  nearMisses: ['kontonummer 1506.30.06988', 'version 1506.30.06987.2', 'order 15062774077'],
})

describeRecognizer(usRouting, {
  catches: [
    ['routing number 021021903', '021021903'],
    ['0311-2190-3', '0311-2190-3'],
    ['021041925', '021041925'],
  ],
  nearMisses: ['routing number 021021904', 'routing number 991021903', 'we sold 021021903 of them'],
})

describeRecognizer(seGiro, {
  catches: [
    ['bankgiro 550-2596', '550-2596'],
    ['plusgiro 84 37 88-1', '84 37 88-1'],
  ],
  nearMisses: ['bankgiro 550-2597', 'tel 550-2596', '550-2596'],
})

describeRecognizer(accountNumber, {
  catches: [
    ['my bank account is 12345678', '12345678'],
    ['sort code 20-45-53 and more', '20-45-53'],
    ['kontonummer 8327-9, 123 456 789-0', '8327-9, 123 456 789-0'],
    ['numero de cuenta: 9876543210', '9876543210'],
  ],
  nearMisses: ['12345678', 'order 12345678', 'bank account 11111111', 'bank account, order number 12345678', 'on 20-45-53'],
})
