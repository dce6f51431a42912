/** North American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { NORTH_AMERICAN } from '../../../../src/inspection/personal/national/north-american.ts'
import { describeNational } from './table.ts'

describeNational(NORTH_AMERICAN, {
  'us-ssn': {
    catches: [
      ['ssn: 797.75.2243', '797.75.2243'],
      ['my social security is 582 36 2569, thank you', '582 36 2569'],
    ],
    nearMisses: ['ssn: 797.75.22437', 'ssn: 797.75.2243/2026-1'],
  },
  'us-ssn-unbroken': {
    catches: [
      ['ssn: 752244520', '752244520'],
      ['my social security is 165953681, thank you', '165953681'],
    ],
    nearMisses: ['ssn: 7522445207', 'ssn: 752244520/2026-1'],
  },
  'us-itin': {
    catches: [
      ['itin: 944835638', '944835638'],
      ['my atin is 98562-7067, thank you', '98562-7067'],
    ],
    nearMisses: ['itin: 9448356387', 'itin: 944835638/2026-1'],
  },
  'us-ptin': {
    catches: [
      ['ptin: P66457769', 'P66457769'],
      ['my preparer tax is P-01456759, thank you', 'P-01456759'],
    ],
    nearMisses: ['ptin: P664577697', 'ptin: P66457769/2026-1'],
  },
  'us-ein': {
    catches: [
      ['ein: 444630325', '444630325'],
      ['my employer identification is 73-4989160, thank you', '73-4989160'],
    ],
    nearMisses: ['ein: 494630325', 'my ein is 79-4989160, thank you', 'ein: 4446303257', 'ein: 444630325/2026-1'],
  },
  'us-mbi': {
    catches: [
      ['mbi: 7MJ6V86UR62', '7MJ6V86UR62'],
      ['my medicare is 3PP0PD9-VF72, thank you', '3PP0PD9-VF72'],
    ],
    nearMisses: ['mbi: 7MJ6V86UR6277', 'mbi: 7MJ6V86UR62/2026-1'],
  },
  'us-npi': {
    catches: [
      ['npi: 1922546639', '1922546639'],
      ['my national provider is 2552 249 817, thank you', '2552 249 817'],
    ],
    nearMisses: ['npi: 1922546839', 'my npi is 2552 249 815, thank you', 'npi: 19225466397', 'npi: 1922546639/2026-1'],
  },
  'ca-sin': {
    catches: [
      ['sin: 944542315', '944542315'],
      ['my sin number is 105-711-253, thank you', '105-711-253'],
    ],
    nearMisses: ['sin: 944542385', 'my sin is 105-711-259, thank you', 'sin: 9445423157', 'sin: 944542315/2026-1'],
  },
  'ca-bc-phn': {
    catches: [
      ['phn: 9007187528', '9007187528'],
      ['my personal health number is 9906 579 706, thank you', '9906 579 706'],
    ],
    nearMisses: ['phn: 9007187508', 'my phn is 9906 519 706, thank you', 'phn: 90071875287', 'phn: 9007187528/2026-1'],
  },
  'mx-curp': {
    catches: [
      ['curp: CSVJ090515HQRVSIW8', 'CSVJ090515HQRVSIW8'],
      ['my clave única de registro is AJFW290803HCHWYX29, thank you', 'AJFW290803HCHWYX29'],
    ],
    nearMisses: [
      'curp: CSVJ090555HQRVSIW8',
      'my curp is AJFW290843HCHWYX29, thank you',
      'curp: CSVJ090515HQRVSIW877',
      'curp: CSVJ090515HQRVSIW8/2026-1',
    ],
  },
  'mx-rfc': {
    catches: [
      ['rfc: AVO071106DB7', 'AVO071106DB7'],
      ['my r.f.c. is MIIE 930721-NC6, thank you', 'MIIE 930721-NC6'],
    ],
    nearMisses: ['rfc: AVO071106DB2', 'my rfc is MIIE 950721-NC6, thank you', 'rfc: AVO071106DB7777', 'rfc: AVO071106DB7/2026-1'],
  },
  'mx-rfc-without-check': {
    catches: [
      ['rfc: UUOZ321213', 'UUOZ321213'],
      ['my r.f.c. is FRON-721011, thank you', 'FRON-721011'],
    ],
    nearMisses: ['rfc: UUOZ324213', 'my rfc is FRON-722011, thank you', 'rfc: UUOZ3212137777', 'rfc: UUOZ321213/2026-1'],
  },
  'mx-nss': {
    catches: [
      ['nss: 07474500126', '07474500126'],
      ['my imss is 75 80 96 5273 0, thank you', '75 80 96 5273 0'],
    ],
    nearMisses: ['nss: 06474500126', 'my nss is 75 80 91 5273 0, thank you', 'nss: 074745001267', 'nss: 07474500126/2026-1'],
  },
})
