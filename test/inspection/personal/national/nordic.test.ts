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
      ['hetu: 020481X788U', '020481X788U'],
      ['my henkilötunnus is 040803+791A, thank you', '040803+791A'],
    ],
    nearMisses: ['hetu: 020481X988U', 'my hetu is 040803+741A, thank you', 'hetu: 020481X788U77', 'hetu: 020481X788U/2026-1'],
  },
  'fi-hetu-of-digits': {
    catches: [
      ['hetu: 110708+0746', '110708+0746'],
      ['my henkilötunnus is 020196-2531, thank you', '020196-2531'],
    ],
    nearMisses: ['hetu: 110708+0346', 'my hetu is 020196-2539, thank you', 'hetu: 110708+07467', 'hetu: 110708+0746/2026-1'],
  },
  'fi-veronumero': {
    catches: [
      ['veronumero: 050713721541', '050713721541'],
      ['my veronumeroni is 6448 6382 1665, thank you', '6448 6382 1665'],
    ],
    nearMisses: ['veronumero: 0507137215417', 'veronumero: 050713721541/2026-1'],
  },
  'is-kennitala': {
    catches: [
      ['kennitala: 8901175708', '8901175708'],
      ['my kennitalan is 431251-1598, thank you', '431251-1598'],
    ],
    nearMisses: [
      'kennitala: 0901175708',
      'my kennitala is 431255-1598, thank you',
      'kennitala: 89011757087',
      'kennitala: 8901175708/2026-1',
    ],
  },
})
