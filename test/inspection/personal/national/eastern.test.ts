/** Eastern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { EASTERN } from '../../../../src/inspection/personal/national/eastern.ts'
import { describeNational } from './table.ts'

describeNational(EASTERN, {
  'pl-pesel': {
    catches: [
      ['pesel: 05292315786', '05292315786'],
      ['my numer pesel is 27090780580, thank you', '27090780580'],
    ],
    nearMisses: ['pesel: 05292315286', 'my pesel is 27090780581, thank you', 'pesel: 052923157867', 'pesel: 05292315786/2026-1'],
  },
  'pl-nip': {
    catches: [
      ['nip: 7826866482', '7826866482'],
      ['my numer nip is 093-18-19-653, thank you', '093-18-19-653'],
    ],
    nearMisses: ['nip: 7824866482', 'my nip is 093-18-11-653, thank you', 'nip: 78268664827', 'nip: 7826866482/2026-1'],
  },
  'pl-dowod': {
    catches: [
      ['dowód osobisty: VIX005856', 'VIX005856'],
      ['my dowodu osobistego is LKV 931700, thank you', 'LKV 931700'],
    ],
    nearMisses: [
      'dowód osobisty: VIX005456',
      'my dowód osobisty is LKV 231700, thank you',
      'dowód osobisty: VIX0058567',
      'dowód osobisty: VIX005856/2026-1',
    ],
  },
  'cz-rc': {
    catches: [
      ['rodné číslo: 249726824', '249726824'],
      ['my rodného čísla is 484128/470, thank you', '484128/470'],
    ],
    nearMisses: [
      'rodné číslo: 243726824',
      'my rodné číslo is 984128/470, thank you',
      'rodné číslo: 24972682477',
      'rodné číslo: 249726824/2026-1',
    ],
  },
  'sk-rc': {
    catches: [
      ['rodné číslo: 389406870', '389406870'],
      ['my rodného čísla is 228217 863, thank you', '228217 863'],
    ],
    nearMisses: [
      'rodné číslo: 989406870',
      'my rodné číslo is 228917 863, thank you',
      'rodné číslo: 38940687077',
      'rodné číslo: 389406870/2026-1',
    ],
  },
  'hu-adoazonosito': {
    catches: [
      ['adóazonosító: 8994985573', '8994985573'],
      ['my adóazonosító jel is 8399475246, thank you', '8399475246'],
    ],
    nearMisses: [
      'adóazonosító: 8994985593',
      'my adóazonosító is 8399475249, thank you',
      'adóazonosító: 89949855737',
      'adóazonosító: 8994985573/2026-1',
    ],
  },
  'hu-taj': {
    catches: [
      ['taj: 949212663', '949212663'],
      ['my taj szám is 675 247 014, thank you', '675 247 014'],
    ],
    nearMisses: ['taj: 941212663', 'my taj is 675 247 012, thank you', 'taj: 9492126637', 'taj: 949212663/2026-1'],
  },
  'hu-szemelyi': {
    catches: [
      ['személyi szám: 25505171687', '25505171687'],
      ['my személyi azonosító is 1250823-6223, thank you', '1250823-6223'],
    ],
    nearMisses: [
      'személyi szám: 25505174687',
      'my személyi szám is 1250823-6225, thank you',
      'személyi szám: 255051716877',
      'személyi szám: 25505171687/2026-1',
    ],
  },
  'ro-cnp': {
    catches: [
      ['cnp: 8961116148460', '8961116148460'],
      ['my cod numeric personal is 1830417441217, thank you', '1830417441217'],
    ],
    nearMisses: ['cnp: 8961116168460', 'my cnp is 1830117441217, thank you', 'cnp: 89611161484607', 'cnp: 8961116148460/2026-1'],
  },
  'bg-egn': {
    catches: [
      ['егн: 3611065459', '3611065459'],
      ['my egn is 2203216843, thank you', '2203216843'],
    ],
    nearMisses: ['егн: 3691065459', 'my егн is 2203216848, thank you', 'егн: 36110654597', 'егн: 3611065459/2026-1'],
  },
  'bg-pnf': {
    catches: [
      ['лнч: 4151285206', '4151285206'],
      ['my lnch is 1241882532, thank you', '1241882532'],
    ],
    nearMisses: ['лнч: 4151215206', 'my лнч is 1241882535, thank you', 'лнч: 41512852067', 'лнч: 4151285206/2026-1'],
  },
  'md-idnp': {
    catches: [
      ['idnp: 2555604372784', '2555604372784'],
      ['my cod personal is 2535283838027, thank you', '2535283838027'],
    ],
    nearMisses: ['idnp: 2555604372384', 'my idnp is 2535283830027, thank you', 'idnp: 25556043727847', 'idnp: 2555604372784/2026-1'],
  },
  'ua-rntrc': {
    catches: [
      ['рнокпп: 7621714310', '7621714310'],
      ['my rntrc is 4932736408, thank you', '4932736408'],
    ],
    nearMisses: ['рнокпп: 7621714350', 'my рнокпп is 4932734408, thank you', 'рнокпп: 76217143107', 'рнокпп: 7621714310/2026-1'],
  },
  'ru-inn': {
    catches: [
      ['инн: 595976601491', '595976601491'],
      ['my inn is 549697220460, thank you', '549697220460'],
    ],
    nearMisses: ['инн: 555976601491', 'my инн is 549691220460, thank you', 'инн: 5959766014917', 'инн: 595976601491/2026-1'],
  },
  'ru-snils': {
    catches: [
      ['снилс: 13510225300', '13510225300'],
      ['my snils is 075148-35370, thank you', '075148-35370'],
    ],
    nearMisses: ['снилс: 13510225700', 'my снилс is 075128-35370, thank you', 'снилс: 135102253007', 'снилс: 13510225300/2026-1'],
  },
  'by-personal-number': {
    catches: [
      ['идентификационный номер: 2110746F051BI5', '2110746F051BI5'],
      ['my личный номер is 1010728D627BI4, thank you', '1010728D627BI4'],
    ],
    nearMisses: [
      'идентификационный номер: 2130746F051BI5',
      'my идентификационный номер is 1010728D627BI0, thank you',
      'идентификационный номер: 2110746F051BI57',
      'идентификационный номер: 2110746F051BI5/2026-1',
    ],
  },
  'kz-iin': {
    catches: [
      ['иин: 520802577277', '520802577277'],
      ['my жсн is 490423986550, thank you', '490423986550'],
    ],
    nearMisses: ['иин: 520892577277', 'my иин is 490423086550, thank you', 'иин: 5208025772777', 'иин: 520802577277/2026-1'],
  },
})
