/** Southern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { SOUTHERN } from '../../../../src/inspection/personal/national/southern.ts'
import { describeNational } from './table.ts'

describeNational(SOUTHERN, {
  'za-idnr': {
    catches: [
      ['rsa id: 8606097209080', '8606097209080'],
      ['my sa id is 790615 2244 092, thank you', '790615 2244 092'],
    ],
    nearMisses: [
      'rsa id: 8606997209080',
      'my rsa id is 720615 2244 092, thank you',
      'rsa id: 86060972090807',
      'rsa id: 8606097209080/2026-1',
    ],
  },
  'ng-nin': {
    catches: [
      ['nin: 42811411274', '42811411274'],
      ['my national identification number is 74369379250, thank you', '74369379250'],
    ],
    nearMisses: ['nin: 428114112747', 'nin: 42811411274/2026-1'],
  },
  'ke-pin': {
    catches: [
      ['kra pin: P995138611X', 'P995138611X'],
      ['my kra is A909308876L, thank you', 'A909308876L'],
    ],
    nearMisses: ['kra pin: P995138611X7', 'kra pin: P995138611X/2026-1'],
  },
  'gh-card': {
    catches: [
      ['ghana card: GHA-234039134-7', 'GHA-234039134-7'],
      ['my ghana id is GHA-400771343-3, thank you', 'GHA-400771343-3'],
    ],
    nearMisses: ['ghana card: GHA-234039134-77', 'ghana card: GHA-234039134-7/2026-1'],
  },
  'ug-nin': {
    catches: [
      ['nin: CF587811R41KMB', 'CF587811R41KMB'],
      ['my nira is AF37600EQM60HK, thank you', 'AF37600EQM60HK'],
    ],
    nearMisses: ['nin: CF587811R41KMB77777', 'nin: CF587811R41KMB/2026-1'],
  },
  'mu-nid': {
    catches: [
      ['nid: U1506241397037', 'U1506241397037'],
      ['my nic is E0607574772462, thank you', 'E0607574772462'],
    ],
    nearMisses: ['nid: U1506241397087', 'my nid is E0607674772462, thank you', 'nid: U15062413970377', 'nid: U1506241397037/2026-1'],
  },
  'eg-national-id': {
    catches: [
      ['الرقم القومي: 24501232190760', '24501232190760'],
      ['my رقم قومي is 26102160246880, thank you', '26102160246880'],
    ],
    nearMisses: [
      'الرقم القومي: 24501932190760',
      'my الرقم القومي is 26102760246880, thank you',
      'الرقم القومي: 245012321907607',
      'الرقم القومي: 24501232190760/2026-1',
    ],
  },
  'ma-cnie': {
    catches: [
      ['cnie: R721144', 'R721144'],
      ['my cin is IC77712, thank you', 'IC77712'],
    ],
    nearMisses: ['cnie: R7211447', 'cnie: R721144/2026-1'],
  },
  'tn-cin': {
    catches: [
      ['cin: 19104495', '19104495'],
      ['my بطاقة التعريف is 03785614, thank you', '03785614'],
    ],
    nearMisses: ['cin: 191044957', 'cin: 19104495/2026-1'],
  },
  'au-tfn': {
    catches: [
      ['tfn: 604940439', '604940439'],
      ['my tax file number is 381 21014, thank you', '381 21014'],
    ],
    nearMisses: ['tfn: 704940439', 'my tfn is 381 21114, thank you', 'tfn: 6049404397', 'tfn: 604940439/2026-1'],
  },
  'au-medicare': {
    catches: [
      ['medicare: 6744067538', '6744067538'],
      ['my medicare card is 610392667-85, thank you', '610392667-85'],
    ],
    nearMisses: ['medicare: 6744027538', 'my medicare is 630392667-85, thank you', 'medicare: 674406753877', 'medicare: 6744067538/2026-1'],
  },
  'nz-ird': {
    catches: [
      ['ird: 016544493', '016544493'],
      ['my ird number is 91 425 173, thank you', '91 425 173'],
    ],
    nearMisses: ['ird: 516544493', 'my ird is 98 425 173, thank you', 'ird: 0165444937', 'ird: 016544493/2026-1'],
  },
  'nz-nhi': {
    catches: [
      ['nhi: URT6408', 'URT6408'],
      ['my nhi number is EGG1315, thank you', 'EGG1315'],
    ],
    nearMisses: ['nhi: URT0408', 'my nhi is EGG1314, thank you', 'nhi: URT64087', 'nhi: URT6408/2026-1'],
  },
})
