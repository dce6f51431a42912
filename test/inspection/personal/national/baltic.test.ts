/** Baltic numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { BALTIC } from '../../../../src/inspection/personal/national/baltic.ts'
import { describeNational } from './table.ts'

describeNational(BALTIC, {
  'ee-ik': {
    catches: [
      ['isikukood: 44111214685', '44111214685'],
      ['my isikukoodi is 34704229454, thank you', '34704229454'],
    ],
    nearMisses: [
      'isikukood: 44111224685',
      'my isikukood is 34774229454, thank you',
      'isikukood: 441112146857',
      'isikukood: 44111214685/2026-1',
    ],
  },
  'lt-asmens': {
    catches: [
      ['asmens: 25101238356', '25101238356'],
      ['my asmens kodas is 28501190553, thank you', '28501190553'],
    ],
    nearMisses: ['asmens: 25101238351', 'my asmens is 28501180553, thank you', 'asmens: 251012383567', 'asmens: 25101238356/2026-1'],
  },
  'lv-pk': {
    catches: [
      ['personas kods: 23114902970', '23114902970'],
      ['my personas kodu is 260717-22605, thank you', '260717-22605'],
    ],
    nearMisses: [
      'personas kods: 23114902070',
      'my personas kods is 260717-29605, thank you',
      'personas kods: 231149029707',
      'personas kods: 23114902970/2026-1',
    ],
  },
  'lv-pk-without-date': {
    catches: [
      ['personas kods: 39221057655', '39221057655'],
      ['my personas kodu is 363059 87919, thank you', '363059 87919'],
    ],
    nearMisses: ['personas kods: 392210576557', 'personas kods: 39221057655/2026-1'],
  },
})
