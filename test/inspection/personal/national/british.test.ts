/** British numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { BRITISH } from '../../../../src/inspection/personal/national/british.ts'
import { describeNational } from './table.ts'

describeNational(BRITISH, {
  'gb-nino': {
    catches: [
      ['national insurance: LR789644B', 'LR789644B'],
      ['my nino is BZ-34-3796 B, thank you', 'BZ-34-3796 B'],
    ],
    nearMisses: ['national insurance: LR789644B7', 'national insurance: LR789644B/2026-1'],
  },
  'gb-nhs': {
    catches: [
      ['nhs: 2094015165', '2094015165'],
      ['my nhs number is 260 888 1785, thank you', '260 888 1785'],
    ],
    nearMisses: ['nhs: 2094615165', 'my nhs is 270 888 1785, thank you', 'nhs: 20940151657', 'nhs: 2094015165/2026-1'],
  },
  'gb-utr': {
    catches: [
      ['utr: 2950435204K', '2950435204K'],
      ['my unique taxpayer reference is 45884 26970, thank you', '45884 26970'],
    ],
    nearMisses: ['utr: 2950435208K', 'my utr is 45884 20970, thank you', 'utr: 2950435204K7', 'utr: 2950435204K/2026-1'],
  },
  'gb-upn': {
    catches: [
      ['upn: U803677695758', 'U803677695758'],
      ['my unique pupil number is N56123154765N, thank you', 'N56123154765N'],
    ],
    nearMisses: ['upn: U803677695748', 'my upn is N56123154766N, thank you', 'upn: U8036776957587', 'upn: U803677695758/2026-1'],
  },
  'ie-pps': {
    catches: [
      ['pps: 0941482TE', '0941482TE'],
      ['my ppsn is 3829262F, thank you', '3829262F'],
    ],
    nearMisses: ['pps: 0941582TE', 'my pps is 3829272F, thank you', 'pps: 0941482TE7', 'pps: 0941482TE/2026-1'],
  },
  'mt-id': {
    catches: [
      ['maltese id: 875452H', '875452H'],
      ['my malta id is 0721G, thank you', '0721G'],
    ],
    nearMisses: ['maltese id: 875452H77', 'maltese id: 875452H/2026-1'],
  },
})
