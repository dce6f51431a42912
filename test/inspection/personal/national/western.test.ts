/** Western numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { WESTERN } from '../../../../src/inspection/personal/national/western.ts'
import { describeNational } from './table.ts'

describeNational(WESTERN, {
  'fr-nir': {
    catches: [
      ['nir: 323458127166603', '323458127166603'],
      ['my sécurité sociale is 423192B361279.89, thank you', '423192B361279.89'],
    ],
    nearMisses: ['nir: 323458127166613', 'my nir is 423192B361270.89, thank you', 'nir: 3234581271666037', 'nir: 323458127166603/2026-1'],
  },
  'fr-nif': {
    catches: [
      ['numéro fiscal: 2481160742242', '2481160742242'],
      ['my nif is 07 97 961 864105, thank you', '07 97 961 864105'],
    ],
    nearMisses: [
      'numéro fiscal: 2481160742244',
      'my numéro fiscal is 07 92 961 864105, thank you',
      'numéro fiscal: 24811607422427',
      'numéro fiscal: 2481160742242/2026-1',
    ],
  },
  'be-nn': {
    catches: [
      ['rijksregisternummer: 16442482303', '16442482303'],
      ['my rijksregister is 254018.75097, thank you', '254018.75097'],
    ],
    nearMisses: [
      'rijksregisternummer: 16442482304',
      'my rijksregisternummer is 254012.75097, thank you',
      'rijksregisternummer: 164424823037',
      'rijksregisternummer: 16442482303/2026-1',
    ],
  },
  'be-eid': {
    catches: [
      ['identiteitskaart: 074575703886', '074575703886'],
      ["my carte d'identité is 829 819469690, thank you", '829 819469690'],
    ],
    nearMisses: [
      'identiteitskaart: 074575733886',
      'my identiteitskaart is 829 819469691, thank you',
      'identiteitskaart: 0745757038867',
      'identiteitskaart: 074575703886/2026-1',
    ],
  },
  'nl-bsn': {
    catches: [
      ['bsn: 99392756', '99392756'],
      ['my bsn-nummer is 322 668-426, thank you', '322 668-426'],
    ],
    nearMisses: ['bsn: 99302756', 'my bsn is 322 661-426, thank you', 'bsn: 9939275677', 'bsn: 99392756/2026-1'],
  },
  'nl-onderwijsnummer': {
    catches: [
      ['onderwijsnummer: 103300163', '103300163'],
      ['my student identification number is 1044.79.195, thank you', '1044.79.195'],
    ],
    nearMisses: [
      'onderwijsnummer: 103300123',
      'my onderwijsnummer is 1044.70.195, thank you',
      'onderwijsnummer: 1033001637',
      'onderwijsnummer: 103300163/2026-1',
    ],
  },
  'lu-matricule': {
    catches: [
      ['matricule: 2021102509013', '2021102509013'],
      ['my ccss is 1945 112852405, thank you', '1945 112852405'],
    ],
    nearMisses: [
      'matricule: 2071102509013',
      'my matricule is 1948 112852405, thank you',
      'matricule: 20211025090137',
      'matricule: 2021102509013/2026-1',
    ],
  },
  'es-dni': {
    catches: [
      ['dni: 6609007A', '6609007A'],
      ['my d.n.i. is 0856558-S, thank you', '0856558-S'],
    ],
    nearMisses: ['dni: 6909007A', 'my dni is 0826558-S, thank you', 'dni: 6609007A77', 'dni: 6609007A/2026-1'],
  },
  'es-nie': {
    catches: [
      ['nie: X4651165J', 'X4651165J'],
      ['my n.i.e. is Y4431046 H, thank you', 'Y4431046 H'],
    ],
    nearMisses: ['nie: X4631165J', 'my nie is Y2431046 H, thank you', 'nie: X4651165J7', 'nie: X4651165J/2026-1'],
  },
  'es-nif': {
    catches: [
      ['nif: U63458483', 'U63458483'],
      ['my n.i.f. is N6928043-6, thank you', 'N6928043-6'],
    ],
    nearMisses: ['nif: U63450483', 'my nif is N6928043-4, thank you', 'nif: U634584837', 'nif: U63458483/2026-1'],
  },
  'es-nss': {
    catches: [
      ['seguridad social: 257832057648', '257832057648'],
      ['my nss is 54/5621305209, thank you', '54/5621305209'],
    ],
    nearMisses: [
      'seguridad social: 257232057648',
      'my seguridad social is 56/5621305209, thank you',
      'seguridad social: 2578320576487',
      'seguridad social: 257832057648/2026-1',
    ],
  },
  'pt-nif': {
    catches: [
      ['nif: 585715262', '585715262'],
      ['my n.i.f. is 117.996831, thank you', '117.996831'],
    ],
    nearMisses: ['nif: 385715262', 'my nif is 117.996881, thank you', 'nif: 5857152627', 'nif: 585715262/2026-1'],
  },
  'pt-cc': {
    catches: [
      ['cartão de cidadão: 5835442539R9', '5835442539R9'],
      ['my cartão do cidadão is 163391106-3D8, thank you', '163391106-3D8'],
    ],
    nearMisses: [
      'cartão de cidadão: 5835442509R9',
      'my cartão de cidadão is 167391106-3D8, thank you',
      'cartão de cidadão: 5835442539R97',
      'cartão de cidadão: 5835442539R9/2026-1',
    ],
  },
  'it-codicefiscale': {
    catches: [
      ['codice fiscale: UWORSA92LM4MV5MP', 'UWORSA92LM4MV5MP'],
      ['my codicefiscale is SQF-JMR8PSNTX165S, thank you', 'SQF-JMR8PSNTX165S'],
    ],
    nearMisses: [
      'codice fiscale: UWORSA99LM4MV5MP',
      'my codice fiscale is SQF-JMR8PSNTX169S, thank you',
      'codice fiscale: UWORSA92LM4MV5MP7777',
      'codice fiscale: UWORSA92LM4MV5MP/2026-1',
    ],
  },
  'it-codicefiscale-of-digits': {
    catches: [
      ['codice fiscale: 08108121958', '08108121958'],
      ['my codicefiscale is IT 74344352591, thank you', 'IT 74344352591'],
    ],
    nearMisses: [
      'codice fiscale: 08106121958',
      'my codice fiscale is IT 74344372591, thank you',
      'codice fiscale: 081081219587',
      'codice fiscale: 08108121958/2026-1',
    ],
  },
})
