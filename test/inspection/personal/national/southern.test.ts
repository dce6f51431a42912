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
      ['my tax file number is 641501-39, thank you', '641501-39'],
    ],
    nearMisses: ['tfn: 604944439', 'my tfn is 641501-69, thank you', 'tfn: 6049404397', 'tfn: 604940439/2026-1'],
  },
  'au-medicare': {
    catches: [
      ['medicare: 2011156245', '2011156245'],
      ['my medicare card is 525802907-04, thank you', '525802907-04'],
    ],
    nearMisses: ['medicare: 2011150245', 'my medicare is 525802905-04, thank you', 'medicare: 201115624577', 'medicare: 2011156245/2026-1'],
  },
  'nz-ird': {
    catches: [
      ['ird: 70742764', '70742764'],
      ['my ird number is 71 751775, thank you', '71 751775'],
    ],
    nearMisses: ['ird: 70742964', 'my ird is 71 751275, thank you', 'ird: 7074276477', 'ird: 70742764/2026-1'],
  },
  'nz-nhi': {
    catches: [
      ['nhi: MLM4625', 'MLM4625'],
      ['my nhi number is HEP5884, thank you', 'HEP5884'],
    ],
    nearMisses: ['nhi: MLM4725', 'my nhi is HEP5854, thank you', 'nhi: MLM46257', 'nhi: MLM4625/2026-1'],
  },
})
