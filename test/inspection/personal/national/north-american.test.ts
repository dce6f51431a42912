/** North American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { NORTH_AMERICAN } from '../../../../src/inspection/personal/national/north-american.ts'
import { describeNational } from './table.ts'

describeNational(NORTH_AMERICAN, {
  'us-ssn': {
    catches: [
      ['ssn: 380-78-6921', '380-78-6921'],
      ['my social security is 315-09-0509, thank you', '315-09-0509'],
    ],
    nearMisses: ['ssn: 380-78-69217', 'ssn: 380-78-6921/2026-1'],
  },
  'us-ssn-unbroken': {
    catches: [
      ['ssn: 246042008', '246042008'],
      ['my social security is 178777548, thank you', '178777548'],
    ],
    nearMisses: ['ssn: 2460420087', 'ssn: 246042008/2026-1'],
  },
  'us-itin': {
    catches: [
      ['itin: 925843880', '925843880'],
      ['my atin is 92857-0008, thank you', '92857-0008'],
    ],
    nearMisses: ['itin: 9258438807', 'itin: 925843880/2026-1'],
  },
  'us-ptin': {
    catches: [
      ['ptin: P70423165', 'P70423165'],
      ['my preparer tax is P59607887, thank you', 'P59607887'],
    ],
    nearMisses: ['ptin: P704231657', 'ptin: P70423165/2026-1'],
  },
  'us-ein': {
    catches: [
      ['ein: 383958584', '383958584'],
      ['my employer identification is 98-3944944, thank you', '98-3944944'],
    ],
    nearMisses: ['ein: 783958584', 'my ein is 97-3944944, thank you', 'ein: 3839585847', 'ein: 383958584/2026-1'],
  },
  'us-mbi': {
    catches: [
      ['mbi: 3UM0DC8RC09', '3UM0DC8RC09'],
      ['my medicare is 1YJ8-A51GD30, thank you', '1YJ8-A51GD30'],
    ],
    nearMisses: ['mbi: 3UM0DC8RC09777', 'mbi: 3UM0DC8RC09/2026-1'],
  },
  'us-npi': {
    catches: [
      ['npi: 2518011897', '2518011897'],
      ['my national provider is 1890-464 914, thank you', '1890-464 914'],
    ],
    nearMisses: ['npi: 2548011897', 'my npi is 1890-462 914, thank you', 'npi: 25180118977', 'npi: 2518011897/2026-1'],
  },
  'ca-sin': {
    catches: [
      ['sin: 642614887', '642614887'],
      ['my sin number is 761-207-299, thank you', '761-207-299'],
    ],
    nearMisses: ['sin: 642614883', 'my sin is 761-207-499, thank you', 'sin: 6426148877', 'sin: 642614887/2026-1'],
  },
  'ca-bc-phn': {
    catches: [
      ['phn: 9140497361', '9140497361'],
      ['my personal health number is 9566 039 234, thank you', '9566 039 234'],
    ],
    nearMisses: ['phn: 9140097361', 'my phn is 9566 059 234, thank you', 'phn: 91404973617', 'phn: 9140497361/2026-1'],
  },
  'mx-curp': {
    catches: [
      ['curp: YFPF740208XMNRWW13', 'YFPF740208XMNRWW13'],
      ['my clave única de registro is SNHL031025MNEOWOZ9, thank you', 'SNHL031025MNEOWOZ9'],
    ],
    nearMisses: [
      'curp: YFPF740208XMNRWW03',
      'my curp is SNHL031025MNEOWOZ0, thank you',
      'curp: YFPF740208XMNRWW137',
      'curp: YFPF740208XMNRWW13/2026-1',
    ],
  },
  'mx-rfc': {
    catches: [
      ['rfc: VAT9407190J9', 'VAT9407190J9'],
      ['my r.f.c. is PWOE-210816-ZU8, thank you', 'PWOE-210816-ZU8'],
    ],
    nearMisses: ['rfc: VAT3407190J9', 'my rfc is PWOE-210806-ZU8, thank you', 'rfc: VAT9407190J977', 'rfc: VAT9407190J9/2026-1'],
  },
  'mx-rfc-without-check': {
    catches: [
      ['rfc: FSGB000930', 'FSGB000930'],
      ['my r.f.c. is OPBM-620928, thank you', 'OPBM-620928'],
    ],
    nearMisses: ['rfc: FSGB005930', 'my rfc is OPBM-627928, thank you', 'rfc: FSGB0009307777', 'rfc: FSGB000930/2026-1'],
  },
  'mx-nss': {
    catches: [
      ['nss: 43091846311', '43091846311'],
      ['my imss is 80 28 46 2619 1, thank you', '80 28 46 2619 1'],
    ],
    nearMisses: ['nss: 43091844311', 'my nss is 80 28 46 2689 1, thank you', 'nss: 430918463117', 'nss: 43091846311/2026-1'],
  },
})
