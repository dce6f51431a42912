/** Southern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { SOUTHERN } from '../../../../src/inspection/personal/national/southern.ts'
import { describeNational } from './table.ts'

describeNational(SOUTHERN, {
  'za-idnr': {
    catches: [
      ['rsa id: 5209281989295', '5209281989295'],
      ['my sa id is 091123 1143 296, thank you', '091123 1143 296'],
    ],
    nearMisses: [
      'rsa id: 5209211989295',
      'my rsa id is 091123 1145 296, thank you',
      'rsa id: 52092819892957',
      'rsa id: 5209281989295/2026-1',
    ],
  },
  'ng-nin': {
    catches: [
      ['nin: 88549022387', '88549022387'],
      ['my national identification number is 05347656610, thank you', '05347656610'],
    ],
    nearMisses: ['nin: 885490223877', 'nin: 88549022387/2026-1'],
  },
  'ke-pin': {
    catches: [
      ['kra pin: P728962366W', 'P728962366W'],
      ['my kra is P240964908S, thank you', 'P240964908S'],
    ],
    nearMisses: ['kra pin: P728962366W7', 'kra pin: P728962366W/2026-1'],
  },
  'gh-card': {
    catches: [
      ['ghana card: GHA-680696596-4', 'GHA-680696596-4'],
      ['my ghana id is GHA-845379932-1, thank you', 'GHA-845379932-1'],
    ],
    nearMisses: ['ghana card: GHA-680696596-47', 'ghana card: GHA-680696596-4/2026-1'],
  },
  'ug-nin': {
    catches: [
      ['nin: CF58559LS9QG8V', 'CF58559LS9QG8V'],
      ['my nira is CF51052RT875JZ, thank you', 'CF51052RT875JZ'],
    ],
    nearMisses: ['nin: CF58559LS9QG8V777777', 'nin: CF58559LS9QG8V/2026-1'],
  },
  'mu-nid': {
    catches: [
      ['nid: J1308588463602', 'J1308588463602'],
      ['my nic is U2505447689467, thank you', 'U2505447689467'],
    ],
    nearMisses: ['nid: J1308588463102', 'my nid is U2505747689467, thank you', 'nid: J13085884636027', 'nid: J1308588463602/2026-1'],
  },
  'eg-national-id': {
    catches: [
      ['الرقم القومي: 23804121704313', '23804121704313'],
      ['my رقم قومي is 20205061977862, thank you', '20205061977862'],
    ],
    nearMisses: [
      'الرقم القومي: 23804120704313',
      'my الرقم القومي is 20205961977862, thank you',
      'الرقم القومي: 238041217043137',
      'الرقم القومي: 23804121704313/2026-1',
    ],
  },
  'ma-cnie': {
    catches: [
      ['cnie: F18745', 'F18745'],
      ['my cin is Z244864, thank you', 'Z244864'],
    ],
    nearMisses: ['cnie: F1874577', 'cnie: F18745/2026-1'],
  },
  'tn-cin': {
    catches: [
      ['cin: 10119256', '10119256'],
      ['my بطاقة التعريف is 13372011, thank you', '13372011'],
    ],
    nearMisses: ['cin: 101192567', 'cin: 10119256/2026-1'],
  },
  'au-tfn': {
    catches: [
      ['tfn: 189238862', '189238862'],
      ['my tax file number is 220243 18, thank you', '220243 18'],
    ],
    nearMisses: ['tfn: 189238162', 'my tfn is 227243 18, thank you', 'tfn: 1892388627', 'tfn: 189238862/2026-1'],
  },
  'au-medicare': {
    catches: [
      ['medicare: 6460175529', '6460175529'],
      ['my medicare card is 636155866 5, thank you', '636155866 5'],
    ],
    nearMisses: ['medicare: 6460575529', 'my medicare is 636105866 5, thank you', 'medicare: 646017552977', 'medicare: 6460175529/2026-1'],
  },
  'nz-ird': {
    catches: [
      ['ird: 028543598', '028543598'],
      ['my ird number is 66-739368, thank you', '66-739368'],
    ],
    nearMisses: ['ird: 028543528', 'my ird is 66-739068, thank you', 'ird: 0285435987', 'ird: 028543598/2026-1'],
  },
  'nz-nhi': {
    catches: [
      ['nhi: JQG3548', 'JQG3548'],
      ['my nhi number is ZAK3871, thank you', 'ZAK3871'],
    ],
    nearMisses: ['nhi: JQG3518', 'my nhi is ZAK3271, thank you', 'nhi: JQG35487', 'nhi: JQG3548/2026-1'],
  },
})
