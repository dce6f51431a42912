/** Nordic numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { NORDIC } from '../../../../src/inspection/personal/national/nordic.ts'
import { describeNational } from './table.ts'

describeNational(NORDIC, {
  'se-personnummer': {
    catches: [
      ['personnummer: 5007312696', '5007312696'],
      ['my personnr is 510516-W532, thank you', '510516-W532'],
    ],
    nearMisses: [
      'personnummer: 5007317696',
      'my personnummer is 550516-W532, thank you',
      'personnummer: 5007312696777',
      'personnummer: 5007312696/2026-1',
    ],
  },
  'no-fodselsnummer': {
    catches: [
      ['fødselsnummer: 06448631204', '06448631204'],
      ['my fodselsnummer is 605098992-93, thank you', '605098992-93'],
    ],
    nearMisses: [
      'fødselsnummer: 06448631206',
      'my fødselsnummer is 605298992-93, thank you',
      'fødselsnummer: 064486312047',
      'fødselsnummer: 06448631204/2026-1',
    ],
  },
  'dk-cpr': {
    catches: [
      ['cpr: 1412652734', '1412652734'],
      ['my cpr-nummer is 261209 4821, thank you', '261209 4821'],
    ],
    nearMisses: ['cpr: 1482652734', 'my cpr is 261204 4821, thank you', 'cpr: 14126527347', 'cpr: 1412652734/2026-1'],
  },
  'dk-cpr-without-check': {
    catches: [
      ['cpr: 0805199438', '0805199438'],
      ['my cpr-nummer is 220499 1452, thank you', '220499 1452'],
    ],
    nearMisses: ['cpr: 0005199438', 'my cpr is 221499 1452, thank you', 'cpr: 08051994387', 'cpr: 0805199438/2026-1'],
  },
  'fi-hetu': {
    catches: [
      ['hetu: 290462E206K', '290462E206K'],
      ['my henkilötunnus is 181144-248U, thank you', '181144-248U'],
    ],
    nearMisses: ['hetu: 299462E206K', 'my hetu is 181144-288U, thank you', 'hetu: 290462E206K77', 'hetu: 290462E206K/2026-1'],
  },
  'fi-veronumero': {
    catches: [
      ['veronumero: 948784899646', '948784899646'],
      ['my veronumeroni is 8850 7309 1569, thank you', '8850 7309 1569'],
    ],
    nearMisses: ['veronumero: 9487848996467', 'veronumero: 948784899646/2026-1'],
  },
  'is-kennitala': {
    catches: [
      ['kennitala: 8501260708', '8501260708'],
      ['my kennitalan is 561059 8889, thank you', '561059 8889'],
    ],
    nearMisses: [
      'kennitala: 8501260748',
      'my kennitala is 561059 3889, thank you',
      'kennitala: 85012607087',
      'kennitala: 8501260708/2026-1',
    ],
  },
})
