/** Southeastern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { SOUTHEASTERN } from '../../../../src/inspection/personal/national/southeastern.ts'
import { describeNational } from './table.ts'

describeNational(SOUTHEASTERN, {
  'gr-amka': {
    catches: [
      ['αμκα: 11055890765', '11055890765'],
      ['my α.μ.κ.α. is 210852-43158, thank you', '210852-43158'],
    ],
    nearMisses: ['αμκα: 11055870765', 'my αμκα is 210852-43156, thank you', 'αμκα: 110558907657', 'αμκα: 11055890765/2026-1'],
  },
  'gr-afm': {
    catches: [
      ['αφμ: 588853383', '588853383'],
      ['my α.φ.μ. is EL 023870708, thank you', 'EL 023870708'],
    ],
    nearMisses: ['αφμ: 588859383', 'my αφμ is EL 023870808, thank you', 'αφμ: 5888533837', 'αφμ: 588853383/2026-1'],
  },
  'gr-taftotita': {
    catches: [
      ['αριθμός ταυτότητας: VT410840', 'VT410840'],
      ['my ταυτότητα is LN-293827, thank you', 'LN-293827'],
    ],
    nearMisses: ['αριθμός ταυτότητας: VT4108407', 'αριθμός ταυτότητας: VT410840/2026-1'],
  },
  'cy-tic': {
    catches: [
      ['tic: 47300620J', '47300620J'],
      ['my αφτ is CY 01641982Z, thank you', 'CY 01641982Z'],
    ],
    nearMisses: ['tic: 87300620J', 'my tic is CY 01941982Z, thank you', 'tic: 47300620J7', 'tic: 47300620J/2026-1'],
  },
  'tr-tckimlik': {
    catches: [
      ['tckimlik: 59817709804', '59817709804'],
      ['my t.c. kimlik is 436 767 926 88, thank you', '436 767 926 88'],
    ],
    nearMisses: [
      'tckimlik: 59817109804',
      'my tckimlik is 436 767 936 88, thank you',
      'tckimlik: 598177098047',
      'tckimlik: 59817709804/2026-1',
    ],
  },
  'al-nipt': {
    catches: [
      ['nipt: ALA92902576O', 'ALA92902576O'],
      ['my nuis is ALK80364011 Q, thank you', 'ALK80364011 Q'],
    ],
    nearMisses: ['nipt: ALA92902576O7', 'nipt: ALA92902576O/2026-1'],
  },
  'yu-jmbg': {
    catches: [
      ['jmbg: 2303992829877', '2303992829877'],
      ['my jmbg-a is 0508891947201, thank you', '0508891947201'],
    ],
    nearMisses: ['jmbg: 2303392829877', 'my jmbg is 0508991947201, thank you', 'jmbg: 23039928298777', 'jmbg: 2303992829877/2026-1'],
  },
  'hr-oib': {
    catches: [
      ['oib: HR98200561206', 'HR98200561206'],
      ['my osobni identifikacijski broj is HR 30000937738, thank you', 'HR 30000937738'],
    ],
    nearMisses: ['oib: HR98200581206', 'my oib is HR 30000937768, thank you', 'oib: HR982005612067', 'oib: HR98200561206/2026-1'],
  },
  'si-davcna': {
    catches: [
      ['davčna številka: SI27376648', 'SI27376648'],
      ['my davčna is SI 90494164, thank you', 'SI 90494164'],
    ],
    nearMisses: [
      'davčna številka: SI22376648',
      'my davčna številka is SI 90474164, thank you',
      'davčna številka: SI273766487',
      'davčna številka: SI27376648/2026-1',
    ],
  },
})
