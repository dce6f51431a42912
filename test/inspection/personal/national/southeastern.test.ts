/** Southeastern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { SOUTHEASTERN } from '../../../../src/inspection/personal/national/southeastern.ts'
import { describeNational } from './table.ts'

describeNational(SOUTHEASTERN, {
  'gr-amka': {
    catches: [
      ['αμκα: 22102477670', '22102477670'],
      ['my α.μ.κ.α. is 270576-76838, thank you', '270576-76838'],
    ],
    nearMisses: ['αμκα: 22302477670', 'my αμκα is 270576-76138, thank you', 'αμκα: 221024776707', 'αμκα: 22102477670/2026-1'],
  },
  'gr-afm': {
    catches: [
      ['αφμ: 217796672', '217796672'],
      ['my α.φ.μ. is EL 471280869, thank you', 'EL 471280869'],
    ],
    nearMisses: ['αφμ: 217796662', 'my αφμ is EL 471280868, thank you', 'αφμ: 2177966727', 'αφμ: 217796672/2026-1'],
  },
  'gr-taftotita': {
    catches: [
      ['αριθμός ταυτότητας: FS170038', 'FS170038'],
      ['my ταυτότητα is N 695315, thank you', 'N 695315'],
    ],
    nearMisses: ['αριθμός ταυτότητας: FS1700387', 'αριθμός ταυτότητας: FS170038/2026-1'],
  },
  'cy-tic': {
    catches: [
      ['tic: 58697854J', '58697854J'],
      ['my αφτ is CY 85404601Y, thank you', 'CY 85404601Y'],
    ],
    nearMisses: ['tic: 58697254J', 'my tic is CY 85404611Y, thank you', 'tic: 58697854J7', 'tic: 58697854J/2026-1'],
  },
  'tr-tckimlik': {
    catches: [
      ['tckimlik: 57735235276', '57735235276'],
      ['my t.c. kimlik is 605 162 417 24, thank you', '605 162 417 24'],
    ],
    nearMisses: [
      'tckimlik: 57735238276',
      'my tckimlik is 605 164 417 24, thank you',
      'tckimlik: 577352352767',
      'tckimlik: 57735235276/2026-1',
    ],
  },
  'al-nipt': {
    catches: [
      ['nipt: C11557867V', 'C11557867V'],
      ['my nuis is O65943700 O, thank you', 'O65943700 O'],
    ],
    nearMisses: ['nipt: C11557867V7', 'nipt: C11557867V/2026-1'],
  },
  'yu-jmbg': {
    catches: [
      ['jmbg: 1012998493791', '1012998493791'],
      ['my jmbg-a is 1107953381195, thank you', '1107953381195'],
    ],
    nearMisses: ['jmbg: 1052998493791', 'my jmbg is 1105953381195, thank you', 'jmbg: 10129984937917', 'jmbg: 1012998493791/2026-1'],
  },
  'hr-oib': {
    catches: [
      ['oib: 67071552307', '67071552307'],
      ['my osobni identifikacijski broj is HR 97922008847, thank you', 'HR 97922008847'],
    ],
    nearMisses: ['oib: 67071542307', 'my oib is HR 97722008847, thank you', 'oib: 670715523077', 'oib: 67071552307/2026-1'],
  },
  'si-davcna': {
    catches: [
      ['davčna številka: 47155914', '47155914'],
      ['my davčna is SI 93075456, thank you', 'SI 93075456'],
    ],
    nearMisses: [
      'davčna številka: 47955914',
      'my davčna številka is SI 93075451, thank you',
      'davčna številka: 471559147',
      'davčna številka: 47155914/2026-1',
    ],
  },
})
