/** North American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { NORTH_AMERICAN } from '../../../../src/inspection/personal/national/north-american.ts'
import { describeNational } from './table.ts'

describeNational(NORTH_AMERICAN, {
  'us-ssn': {
    catches: [
      ['ssn: 718 14 1171', '718 14 1171'],
      ['my social security is 738.75.7007, thank you', '738.75.7007'],
    ],
    nearMisses: ['ssn: 718 14 11717', 'ssn: 718 14 1171/2026-1'],
  },
  'us-ssn-unbroken': {
    catches: [
      ['ssn: 882399183', '882399183'],
      ['my social security is 740810301, thank you', '740810301'],
    ],
    nearMisses: ['ssn: 8823991837', 'ssn: 882399183/2026-1'],
  },
  'us-itin': {
    catches: [
      ['itin: 973648330', '973648330'],
      ['my atin is 99371 3101, thank you', '99371 3101'],
    ],
    nearMisses: ['itin: 9736483307', 'itin: 973648330/2026-1'],
  },
  'us-ptin': {
    catches: [
      ['ptin: P54666833', 'P54666833'],
      ['my preparer tax is P62044065, thank you', 'P62044065'],
    ],
    nearMisses: ['ptin: P546668337', 'ptin: P54666833/2026-1'],
  },
  'us-ein': {
    catches: [
      ['ein: 886311634', '886311634'],
      ['my employer identification is 48-7008882, thank you', '48-7008882'],
    ],
    nearMisses: ['ein: 286311634', 'my ein is 18-7008882, thank you', 'ein: 8863116347', 'ein: 886311634/2026-1'],
  },
  'us-mbi': {
    catches: [
      ['mbi: 6HU1P27TK13', '6HU1P27TK13'],
      ['my medicare is 2NY0J28-VE00, thank you', '2NY0J28-VE00'],
    ],
    nearMisses: ['mbi: 6HU1P27TK1377', 'mbi: 6HU1P27TK13/2026-1'],
  },
  'us-npi': {
    catches: [
      ['npi: 2095650224', '2095650224'],
      ['my national provider is 1821 344 532, thank you', '1821 344 532'],
    ],
    nearMisses: ['npi: 2095652224', 'my npi is 1821 244 532, thank you', 'npi: 20956502247', 'npi: 2095650224/2026-1'],
  },
  'ca-sin': {
    catches: [
      ['sin: 470900606', '470900606'],
      ['my sin number is 689-866-010, thank you', '689-866-010'],
    ],
    nearMisses: ['sin: 470900626', 'my sin is 689-866-410, thank you', 'sin: 4709006067', 'sin: 470900606/2026-1'],
  },
  'ca-bc-phn': {
    catches: [
      ['phn: 9382772601', '9382772601'],
      ['my personal health number is 9531 831 642, thank you', '9531 831 642'],
    ],
    nearMisses: ['phn: 9382702601', 'my phn is 9831 831 642, thank you', 'phn: 93827726017', 'phn: 9382772601/2026-1'],
  },
  'mx-curp': {
    catches: [
      ['curp: EMYO230505HZSDJPC7', 'EMYO230505HZSDJPC7'],
      ['my clave única de registro is OOSI291010HOCBYOK1, thank you', 'OOSI291010HOCBYOK1'],
    ],
    nearMisses: [
      'curp: EMYO210505HZSDJPC7',
      'my curp is OOSI591010HOCBYOK1, thank you',
      'curp: EMYO230505HZSDJPC777',
      'curp: EMYO230505HZSDJPC7/2026-1',
    ],
  },
  'mx-rfc': {
    catches: [
      ['rfc: YLL971009F30', 'YLL971009F30'],
      ['my r.f.c. is AJX-760810 H34, thank you', 'AJX-760810 H34'],
    ],
    nearMisses: ['rfc: YLL971000F30', 'my rfc is AJX-760410 H34, thank you', 'rfc: YLL971009F3077', 'rfc: YLL971009F30/2026-1'],
  },
  'mx-rfc-without-check': {
    catches: [
      ['rfc: IPF790726WT5', 'IPF790726WT5'],
      ['my r.f.c. is QHQE221013-PR1, thank you', 'QHQE221013-PR1'],
    ],
    nearMisses: ['rfc: IPF790766WT5', 'my rfc is QHQE222013-PR1, thank you', 'rfc: IPF790726WT5777', 'rfc: IPF790726WT5/2026-1'],
  },
  'mx-nss': {
    catches: [
      ['nss: 78353483163', '78353483163'],
      ['my imss is 98 68 23 7106 1, thank you', '98 68 23 7106 1'],
    ],
    nearMisses: ['nss: 78853483163', 'my nss is 98 68 23 7606 1, thank you', 'nss: 783534831637', 'nss: 78353483163/2026-1'],
  },
})
