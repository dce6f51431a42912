/** British numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { BRITISH } from '../../../../src/inspection/personal/national/british.ts'
import { describeNational } from './table.ts'

describeNational(BRITISH, {
  'gb-nino': {
    catches: [
      ['national insurance: OB521411D', 'OB521411D'],
      ['my nino is WA62 13 29D, thank you', 'WA62 13 29D'],
    ],
    nearMisses: ['national insurance: OB521411D7', 'national insurance: OB521411D/2026-1'],
  },
  'gb-nhs': {
    catches: [
      ['nhs: 5208357321', '5208357321'],
      ['my nhs number is 580-4813897, thank you', '580-4813897'],
    ],
    nearMisses: ['nhs: 8208357321', 'my nhs is 580-7813897, thank you', 'nhs: 52083573217', 'nhs: 5208357321/2026-1'],
  },
  'gb-utr': {
    catches: [
      ['utr: 2596438020', '2596438020'],
      ['my unique taxpayer reference is 56148 24759K, thank you', '56148 24759K'],
    ],
    nearMisses: ['utr: 2596438320', 'my utr is 56148 24757K, thank you', 'utr: 25964380207', 'utr: 2596438020/2026-1'],
  },
  'gb-upn': {
    catches: [
      ['upn: E440519064031', 'E440519064031'],
      ['my unique pupil number is R13123723210Z, thank you', 'R13123723210Z'],
    ],
    nearMisses: ['upn: E440519064331', 'my upn is R13123722210Z, thank you', 'upn: E4405190640317', 'upn: E440519064031/2026-1'],
  },
  'ie-pps': {
    catches: [
      ['pps: 8811062O', '8811062O'],
      ['my ppsn is 1271795ST, thank you', '1271795ST'],
    ],
    nearMisses: ['pps: 8814062O', 'my pps is 1271765ST, thank you', 'pps: 8811062O7', 'pps: 8811062O/2026-1'],
  },
  'mt-id': {
    catches: [
      ['maltese id: 77435G', '77435G'],
      ['my malta id is 659H, thank you', '659H'],
    ],
    nearMisses: ['maltese id: 77435G777', 'maltese id: 77435G/2026-1'],
  },
})
