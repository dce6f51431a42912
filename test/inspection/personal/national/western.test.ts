/** Western numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { WESTERN } from '../../../../src/inspection/personal/national/western.ts'
import { describeNational } from './table.ts'

describeNational(WESTERN, {
  'fr-nir': {
    catches: [
      ['nir: 172703257090414', '172703257090414'],
      ['my sécurité sociale is 7 63.262B259.02250, thank you', '7 63.262B259.02250'],
    ],
    nearMisses: ['nir: 172703257099414', 'my nir is 7 63.162B259.02250, thank you', 'nir: 1727032570904147', 'nir: 172703257090414/2026-1'],
  },
  'fr-nif': {
    catches: [
      ['numéro fiscal: 0144903089352', '0144903089352'],
      ['my nif is 1231257 817251, thank you', '1231257 817251'],
    ],
    nearMisses: [
      'numéro fiscal: 0144903089552',
      'my numéro fiscal is 1231257 812251, thank you',
      'numéro fiscal: 01449030893527',
      'numéro fiscal: 0144903089352/2026-1',
    ],
  },
  'be-nn': {
    catches: [
      ['rijksregisternummer: 88460593320', '88460593320'],
      ['my rijksregister is 911102-08005, thank you', '911102-08005'],
    ],
    nearMisses: [
      'rijksregisternummer: 68460593320',
      'my rijksregisternummer is 911105-08005, thank you',
      'rijksregisternummer: 884605933207',
      'rijksregisternummer: 88460593320/2026-1',
    ],
  },
  'be-eid': {
    catches: [
      ['identiteitskaart: 480665701611', '480665701611'],
      ["my carte d'identité is 117-2812524 74, thank you", '117-2812524 74'],
    ],
    nearMisses: [
      'identiteitskaart: 480665701614',
      'my identiteitskaart is 117-2802524 74, thank you',
      'identiteitskaart: 4806657016117',
      'identiteitskaart: 480665701611/2026-1',
    ],
  },
  'nl-bsn': {
    catches: [
      ['bsn: 24813308', '24813308'],
      ['my bsn-nummer is 4923-78.253, thank you', '4923-78.253'],
    ],
    nearMisses: ['bsn: 24813408', 'my bsn is 4923-38.253, thank you', 'bsn: 2481330877', 'bsn: 24813308/2026-1'],
  },
  'nl-onderwijsnummer': {
    catches: [
      ['onderwijsnummer: 105053102', '105053102'],
      ['my student identification number is 1044.22.914, thank you', '1044.22.914'],
    ],
    nearMisses: [
      'onderwijsnummer: 105753102',
      'my onderwijsnummer is 1044.22.917, thank you',
      'onderwijsnummer: 1050531027',
      'onderwijsnummer: 105053102/2026-1',
    ],
  },
  'lu-matricule': {
    catches: [
      ['matricule: 1925063076986', '1925063076986'],
      ['my ccss is 1926 080747665, thank you', '1926 080747665'],
    ],
    nearMisses: [
      'matricule: 1925063006986',
      'my matricule is 1926 089747665, thank you',
      'matricule: 19250630769867',
      'matricule: 1925063076986/2026-1',
    ],
  },
  'es-dni': {
    catches: [
      ['dni: 8250539W', '8250539W'],
      ['my d.n.i. is 8.800.770G, thank you', '8.800.770G'],
    ],
    nearMisses: ['dni: 8250439W', 'my dni is 8.800.772G, thank you', 'dni: 8250539W77', 'dni: 8250539W/2026-1'],
  },
  'es-nie': {
    catches: [
      ['nie: Y7112720F', 'Y7112720F'],
      ['my n.i.e. is Z-9119229X, thank you', 'Z-9119229X'],
    ],
    nearMisses: ['nie: Y7111720F', 'my nie is Z-9219229X, thank you', 'nie: Y7112720F7', 'nie: Y7112720F/2026-1'],
  },
  'es-nif': {
    catches: [
      ['nif: ES61658266G', 'ES61658266G'],
      ['my n.i.f. is G-42517086, thank you', 'G-42517086'],
    ],
    nearMisses: ['nif: ES60658266G', 'my nif is G-42507086, thank you', 'nif: ES61658266G7', 'nif: ES61658266G/2026-1'],
  },
  'es-nss': {
    catches: [
      ['seguridad social: 232659719509', '232659719509'],
      ['my nss is 1226598495-30, thank you', '1226598495-30'],
    ],
    nearMisses: [
      'seguridad social: 232658719509',
      'my seguridad social is 8226598495-30, thank you',
      'seguridad social: 2326597195097',
      'seguridad social: 232659719509/2026-1',
    ],
  },
  'pt-nif': {
    catches: [
      ['nif: 921641087', '921641087'],
      ['my n.i.f. is PT 556885775, thank you', 'PT 556885775'],
    ],
    nearMisses: ['nif: 921644087', 'my nif is PT 756885775, thank you', 'nif: 9216410877', 'nif: 921641087/2026-1'],
  },
  'pt-cc': {
    catches: [
      ['cartão de cidadão: 405771530YM5', '405771530YM5'],
      ['my cartão do cidadão is 73452592-1SW4, thank you', '73452592-1SW4'],
    ],
    nearMisses: [
      'cartão de cidadão: 405771570YM5',
      'my cartão de cidadão is 73452592-1SW0, thank you',
      'cartão de cidadão: 405771530YM5777',
      'cartão de cidadão: 405771530YM5/2026-1',
    ],
  },
  'it-codicefiscale': {
    catches: [
      ['codice fiscale: RTHYWO4VDL1OT87X', 'RTHYWO4VDL1OT87X'],
      ['my codicefiscale is ILP-RXIU8B1NT7QVI, thank you', 'ILP-RXIU8B1NT7QVI'],
    ],
    nearMisses: [
      'codice fiscale: RTHYWO4VDL2OT87X',
      'my codice fiscale is ILP-RXIU8B4NT7QVI, thank you',
      'codice fiscale: RTHYWO4VDL1OT87X7777',
      'codice fiscale: RTHYWO4VDL1OT87X/2026-1',
    ],
  },
  'it-codicefiscale-of-digits': {
    catches: [
      ['codice fiscale: 29404151283', '29404151283'],
      ['my codicefiscale is IT 25567082158, thank you', 'IT 25567082158'],
    ],
    nearMisses: [
      'codice fiscale: 29400151283',
      'my codice fiscale is IT 25567080158, thank you',
      'codice fiscale: 294041512837',
      'codice fiscale: 29404151283/2026-1',
    ],
  },
})
