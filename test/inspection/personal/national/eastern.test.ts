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
      ['dowód osobisty: KFA248212', 'KFA248212'],
      ['my dowodu osobistego is IFW 148998, thank you', 'IFW 148998'],
    ],
    nearMisses: [
      'dowód osobisty: KFA240212',
      'my dowód osobisty is IFW 144998, thank you',
      'dowód osobisty: KFA2482127',
      'dowód osobisty: KFA248212/2026-1',
    ],
  },
  'cz-rc': {
    catches: [
      ['rodné číslo: 0449027425', '0449027425'],
      ['my rodného čísla is 112414 982, thank you', '112414 982'],
    ],
    nearMisses: [
      'rodné číslo: 0449007425',
      'my rodné číslo is 116414 982, thank you',
      'rodné číslo: 04490274257',
      'rodné číslo: 0449027425/2026-1',
    ],
  },
  'sk-rc': {
    catches: [
      ['rodné číslo: 409130686', '409130686'],
      ['my rodného čísla is 069326/191, thank you', '069326/191'],
    ],
    nearMisses: [
      'rodné číslo: 409180686',
      'my rodné číslo is 069366/191, thank you',
      'rodné číslo: 40913068677',
      'rodné číslo: 409130686/2026-1',
    ],
  },
  'hu-adoazonosito': {
    catches: [
      ['adóazonosító: 8446963507', '8446963507'],
      ['my adóazonosító jel is 8526209132, thank you', '8526209132'],
    ],
    nearMisses: [
      'adóazonosító: 8446963508',
      'my adóazonosító is 8526209432, thank you',
      'adóazonosító: 84469635077',
      'adóazonosító: 8446963507/2026-1',
    ],
  },
  'hu-taj': {
    catches: [
      ['taj: 514041780', '514041780'],
      ['my taj szám is 858 886342, thank you', '858 886342'],
    ],
    nearMisses: ['taj: 514041700', 'my taj is 856 886342, thank you', 'taj: 5140417807', 'taj: 514041780/2026-1'],
  },
  'hu-szemelyi': {
    catches: [
      ['személyi szám: 46906116307', '46906116307'],
      ['my személyi azonosító is 4 3505175011, thank you', '4 3505175011'],
    ],
    nearMisses: [
      'személyi szám: 46906196307',
      'my személyi szám is 4 3505675011, thank you',
      'személyi szám: 469061163077',
      'személyi szám: 46906116307/2026-1',
    ],
  },
  'ro-cnp': {
    catches: [
      ['cnp: 7951201819782', '7951201819782'],
      ['my cod numeric personal is 1180114345073, thank you', '1180114345073'],
    ],
    nearMisses: ['cnp: 7951201819787', 'my cnp is 1180114340073, thank you', 'cnp: 79512018197827', 'cnp: 7951201819782/2026-1'],
  },
  'bg-egn': {
    catches: [
      ['егн: 6006285410', '6006285410'],
      ['my egn is 2347233266, thank you', '2347233266'],
    ],
    nearMisses: ['егн: 8006285410', 'my егн is 2347233261, thank you', 'егн: 60062854107', 'егн: 6006285410/2026-1'],
  },
  'bg-pnf': {
    catches: [
      ['лнч: 9254645724', '9254645724'],
      ['my lnch is 9518720701, thank you', '9518720701'],
    ],
    nearMisses: ['лнч: 9234645724', 'my лнч is 9518722701, thank you', 'лнч: 92546457247', 'лнч: 9254645724/2026-1'],
  },
  'md-idnp': {
    catches: [
      ['idnp: 0431423278648', '0431423278648'],
      ['my cod personal is 2075780351763, thank you', '2075780351763'],
    ],
    nearMisses: ['idnp: 0431426278648', 'my idnp is 2075780351663, thank you', 'idnp: 04314232786487', 'idnp: 0431423278648/2026-1'],
  },
  'ua-rntrc': {
    catches: [
      ['рнокпп: 2282408791', '2282408791'],
      ['my rntrc is 5810704409, thank you', '5810704409'],
    ],
    nearMisses: ['рнокпп: 2288408791', 'my рнокпп is 5810764409, thank you', 'рнокпп: 22824087917', 'рнокпп: 2282408791/2026-1'],
  },
  'ru-inn': {
    catches: [
      ['инн: 043361214629', '043361214629'],
      ['my inn is 992781693009, thank you', '992781693009'],
    ],
    nearMisses: ['инн: 043361214829', 'my инн is 992781663009, thank you', 'инн: 0433612146297', 'инн: 043361214629/2026-1'],
  },
  'ru-snils': {
    catches: [
      ['снилс: 91160005344', '91160005344'],
      ['my snils is 179673256 31, thank you', '179673256 31'],
    ],
    nearMisses: ['снилс: 91160405344', 'my снилс is 179673226 31, thank you', 'снилс: 911600053447', 'снилс: 91160005344/2026-1'],
  },
  'by-personal-number': {
    catches: [
      ['идентификационный номер: 6231128H390PB8', '6231128H390PB8'],
      ['my личный номер is 4080677C441PB3, thank you', '4080677C441PB3'],
    ],
    nearMisses: [
      'идентификационный номер: 6271128H390PB8',
      'my идентификационный номер is 5080677C441PB3, thank you',
      'идентификационный номер: 6231128H390PB87',
      'идентификационный номер: 6231128H390PB8/2026-1',
    ],
  },
  'kz-iin': {
    catches: [
      ['иин: 210915540387', '210915540387'],
      ['my жсн is 000511087857, thank you', '000511087857'],
    ],
    nearMisses: ['иин: 010915540387', 'my иин is 000519087857, thank you', 'иин: 2109155403877', 'иин: 210915540387/2026-1'],
  },
})
