/** Baltic numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { BALTIC } from '../../../../src/inspection/personal/national/baltic.ts'
import { describeNational } from './table.ts'

describeNational(BALTIC, {
  'ee-ik': {
    catches: [
      ['isikukood: 36007099293', '36007099293'],
      ['my isikukoodi is 15504100553, thank you', '15504100553'],
    ],
    nearMisses: [
      'isikukood: 37007099293',
      'my isikukood is 15594100553, thank you',
      'isikukood: 360070992937',
      'isikukood: 36007099293/2026-1',
    ],
  },
  'lt-asmens': {
    catches: [
      ['asmens: 38506010223', '38506010223'],
      ['my asmens kodas is 11007093135, thank you', '11007093135'],
    ],
    nearMisses: ['asmens: 38506050223', 'my asmens is 31007093135, thank you', 'asmens: 385060102237', 'asmens: 38506010223/2026-1'],
  },
  'lv-pk': {
    catches: [
      ['personas kods: 15094602750', '15094602750'],
      ['my personas kodu is 110168-07022, thank you', '110168-07022'],
    ],
    nearMisses: [
      'personas kods: 15094608750',
      'my personas kods is 110168-02022, thank you',
      'personas kods: 150946027507',
      'personas kods: 15094602750/2026-1',
    ],
  },
  'lv-pk-without-date': {
    catches: [
      ['personas kods: 36234111402', '36234111402'],
      ['my personas kodu is 326090-49716, thank you', '326090-49716'],
    ],
    nearMisses: ['personas kods: 362341114027', 'personas kods: 36234111402/2026-1'],
  },
})
