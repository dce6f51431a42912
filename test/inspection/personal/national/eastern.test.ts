/** Eastern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { EASTERN } from '../../../../src/inspection/personal/national/eastern.ts'
import { describeNational } from './table.ts'

describeNational(EASTERN, {
  'pl-pesel': {
    catches: [
      ['pesel: 38902096285', '38902096285'],
      ['my numer pesel is 86100171730, thank you', '86100171730'],
    ],
    nearMisses: ['pesel: 38962096285', 'my pesel is 86100171731, thank you', 'pesel: 389020962857', 'pesel: 38902096285/2026-1'],
  },
  'pl-nip': {
    catches: [
      ['nip: 8548112574', '8548112574'],
      ['my numer nip is PL 144 9981441, thank you', 'PL 144 9981441'],
    ],
    nearMisses: ['nip: 1548112574', 'my nip is PL 144 9987441, thank you', 'nip: 85481125747', 'nip: 8548112574/2026-1'],
  },
  'pl-dowod': {
    catches: [
      ['dowód osobisty: DPA701213', 'DPA701213'],
      ['my dowodu osobistego is ENN 208 637, thank you', 'ENN 208 637'],
    ],
    nearMisses: [
      'dowód osobisty: DPA101213',
      'my dowód osobisty is ENN 208 937, thank you',
      'dowód osobisty: DPA7012137',
      'dowód osobisty: DPA701213/2026-1',
    ],
  },
  'cz-rc': {
    catches: [
      ['rodné číslo: 259405084', '259405084'],
      ['my rodného čísla is 058228/565, thank you', '058228/565'],
    ],
    nearMisses: [
      'rodné číslo: 759405084',
      'my rodné číslo is 758228/565, thank you',
      'rodné číslo: 25940508477',
      'rodné číslo: 259405084/2026-1',
    ],
  },
  'sk-rc': {
    catches: [
      ['rodné číslo: 487831081', '487831081'],
      ['my rodného čísla is 474721 976, thank you', '474721 976'],
    ],
    nearMisses: [
      'rodné číslo: 487839081',
      'my rodné číslo is 974721 976, thank you',
      'rodné číslo: 48783108177',
      'rodné číslo: 487831081/2026-1',
    ],
  },
  'hu-adoazonosito': {
    catches: [
      ['adóazonosító: 8491284176', '8491284176'],
      ['my adóazonosító jel is 8507914136, thank you', '8507914136'],
    ],
    nearMisses: [
      'adóazonosító: 8491284175',
      'my adóazonosító is 8503914136, thank you',
      'adóazonosító: 84912841767',
      'adóazonosító: 8491284176/2026-1',
    ],
  },
  'hu-taj': {
    catches: [
      ['taj: 212784110', '212784110'],
      ['my taj szám is 478 459599, thank you', '478 459599'],
    ],
    nearMisses: ['taj: 215784110', 'my taj is 478 454599, thank you', 'taj: 2127841107', 'taj: 212784110/2026-1'],
  },
  'hu-szemelyi': {
    catches: [
      ['személyi szám: 67109138185', '67109138185'],
      ['my személyi azonosító is 2 930205-9788, thank you', '2 930205-9788'],
    ],
    nearMisses: [
      'személyi szám: 67109438185',
      'my személyi szám is 2 930205-8788, thank you',
      'személyi szám: 671091381857',
      'személyi szám: 67109138185/2026-1',
    ],
  },
  'ro-cnp': {
    catches: [
      ['cnp: 3850213358775', '3850213358775'],
      ['my cod numeric personal is 8010406461851, thank you', '8010406461851'],
    ],
    nearMisses: ['cnp: 7850213358775', 'my cnp is 8010406461751, thank you', 'cnp: 38502133587757', 'cnp: 3850213358775/2026-1'],
  },
  'bg-egn': {
    catches: [
      ['егн: 8424177153', '8424177153'],
      ['my egn is 9630101639, thank you', '9630101639'],
    ],
    nearMisses: ['егн: 8424277153', 'my егн is 9660101639, thank you', 'егн: 84241771537', 'егн: 8424177153/2026-1'],
  },
  'bg-pnf': {
    catches: [
      ['лнч: 7662033384', '7662033384'],
      ['my lnch is 0937 408 025, thank you', '0937 408 025'],
    ],
    nearMisses: ['лнч: 7660033384', 'my лнч is 0937 408 035, thank you', 'лнч: 76620333847', 'лнч: 7662033384/2026-1'],
  },
  'md-idnp': {
    catches: [
      ['idnp: 0133435161841', '0133435161841'],
      ['my cod personal is 0191067591371, thank you', '0191067591371'],
    ],
    nearMisses: ['idnp: 0133835161841', 'my idnp is 0191017591371, thank you', 'idnp: 01334351618417', 'idnp: 0133435161841/2026-1'],
  },
  'ua-rntrc': {
    catches: [
      ['рнокпп: 5483152184', '5483152184'],
      ['my rntrc is 9163373632, thank you', '9163373632'],
    ],
    nearMisses: ['рнокпп: 5483152114', 'my рнокпп is 9163372632, thank you', 'рнокпп: 54831521847', 'рнокпп: 5483152184/2026-1'],
  },
  'ru-inn': {
    catches: [
      ['инн: 277502539399', '277502539399'],
      ['my inn is 751626457117, thank you', '751626457117'],
    ],
    nearMisses: ['инн: 277502529399', 'my инн is 851626457117, thank you', 'инн: 2775025393997', 'инн: 277502539399/2026-1'],
  },
  'ru-snils': {
    catches: [
      ['снилс: 89384554478', '89384554478'],
      ['my snils is 866799 94623, thank you', '866799 94623'],
    ],
    nearMisses: ['снилс: 89184554478', 'my снилс is 866799 94624, thank you', 'снилс: 893845544787', 'снилс: 89384554478/2026-1'],
  },
  'by-personal-number': {
    catches: [
      ['идентификационный номер: 6180449M798PB4', '6180449M798PB4'],
      ['my личный номер is 2290360E887BA2, thank you', '2290360E887BA2'],
    ],
    nearMisses: [
      'идентификационный номер: 6180449M790PB4',
      'my идентификационный номер is 2290360E087BA2, thank you',
      'идентификационный номер: 6180449M798PB47',
      'идентификационный номер: 6180449M798PB4/2026-1',
    ],
  },
  'kz-iin': {
    catches: [
      ['иин: 040919833110', '040919833110'],
      ['my жсн is 611229412808, thank you', '611229412808'],
    ],
    nearMisses: ['иин: 040919833111', 'my иин is 611299412808, thank you', 'иин: 0409198331107', 'иин: 040919833110/2026-1'],
  },
})
