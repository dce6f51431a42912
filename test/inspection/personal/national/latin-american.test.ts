/** Latin American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { LATIN_AMERICAN } from '../../../../src/inspection/personal/national/latin-american.ts'
import { describeNational } from './table.ts'

describeNational(LATIN_AMERICAN, {
  'br-cpf': {
    catches: [
      ['cpf: 05860002084', '05860002084'],
      ['my c.p.f. is 035.389 56790, thank you', '035.389 56790'],
    ],
    nearMisses: ['cpf: 05867002084', 'my cpf is 035.389 56791, thank you', 'cpf: 058600020847', 'cpf: 05860002084/2026-1'],
  },
  'br-cnpj': {
    catches: [
      ['cnpj: 2XAAZHHOJ25V02', '2XAAZHHOJ25V02'],
      ['my c.n.p.j. is YV.NT31UY/WMYE53, thank you', 'YV.NT31UY/WMYE53'],
    ],
    nearMisses: [
      'cnpj: 2XAAZHHOJ25V09',
      'my cnpj is YV.NT34UY/WMYE53, thank you',
      'cnpj: 2XAAZHHOJ25V027777777777',
      'cnpj: 2XAAZHHOJ25V02/2026-1',
    ],
  },
  'br-pis': {
    catches: [
      ['pis: 03552202430', '03552202430'],
      ['my pasep is 964.30786.27-6, thank you', '964.30786.27-6'],
    ],
    nearMisses: ['pis: 03559202430', 'my pis is 164.30786.27-6, thank you', 'pis: 035522024307', 'pis: 03552202430/2026-1'],
  },
  'ar-dni': {
    catches: [
      ['dni: 28769313', '28769313'],
      ['my d.n.i. is 62.672.076, thank you', '62.672.076'],
    ],
    nearMisses: ['dni: 287693137', 'dni: 28769313/2026-1'],
  },
  'ar-cuit': {
    catches: [
      ['cuit: 20653800127', '20653800127'],
      ['my cuil is 51-296097288, thank you', '51-296097288'],
    ],
    nearMisses: ['cuit: 20653900127', 'my cuit is 51-296097228, thank you', 'cuit: 206538001277', 'cuit: 20653800127/2026-1'],
  },
  'cl-rut': {
    catches: [
      ['rut: 439518286', '439518286'],
      ['my r.u.t. is CL 9.145.876-4, thank you', 'CL 9.145.876-4'],
    ],
    nearMisses: ['rut: 439518256', 'my rut is CL 9.140.876-4, thank you', 'rut: 4395182867', 'rut: 439518286/2026-1'],
  },
  'co-cedula': {
    catches: [
      ['cédula: 6.377.275', '6.377.275'],
      ['my cédula de ciudadanía is 8.245.312.078, thank you', '8.245.312.078'],
    ],
    nearMisses: ['cédula: 6.377.2757777', 'cédula: 6.377.275/2026-1'],
  },
  'co-cedula-unbroken': {
    catches: [
      ['cédula de ciudadanía: 9810401333', '9810401333'],
      ['my cédula colombiana is 98656888, thank you', '98656888'],
    ],
    nearMisses: ['cédula de ciudadanía: 98104013337', 'cédula de ciudadanía: 9810401333/2026-1'],
  },
  'co-nit': {
    catches: [
      ['nit: 0007976855', '0007976855'],
      ['my n.i.t. is 480.791.784-0, thank you', '480.791.784-0'],
    ],
    nearMisses: ['nit: 0007976858', 'my nit is 480.891.784-0, thank you', 'nit: 000797685577', 'nit: 0007976855/2026-1'],
  },
  'pe-dni': {
    catches: [
      ['dni: 073668005', '073668005'],
      ['my d.n.i. is 46778584-8, thank you', '46778584-8'],
    ],
    nearMisses: ['dni: 073663005', 'my dni is 41778584-8, thank you', 'dni: 0736680057', 'dni: 073668005/2026-1'],
  },
  'pe-cui': {
    catches: [
      ['cui: 14949159', '14949159'],
      ['my cédula única de identidad is 27741959-I, thank you', '27741959-I'],
    ],
    nearMisses: ['cui: 27743959-I', 'cui: 149491597', 'cui: 14949159/2026-1'],
  },
  'pe-ruc': {
    catches: [
      ['ruc: 10140975198', '10140975198'],
      ['my r.u.c. is 20677888793, thank you', '20677888793'],
    ],
    nearMisses: ['ruc: 10340975198', 'my ruc is 20647888793, thank you', 'ruc: 101409751987', 'ruc: 10140975198/2026-1'],
  },
  'ec-ci': {
    catches: [
      ['ci: 2051610372', '2051610372'],
      ['my c.i. is 152703467-0, thank you', '152703467-0'],
    ],
    nearMisses: ['ci: 2051610352', 'my ci is 152703487-0, thank you', 'ci: 20516103727', 'ci: 2051610372/2026-1'],
  },
  'ec-ruc': {
    catches: [
      ['ruc: 0444565766774', '0444565766774'],
      ['my r.u.c. is 0166844578-679, thank you', '0166844578-679'],
    ],
    nearMisses: ['ruc: 6444565766774', 'my ruc is 0266844578-679, thank you', 'ruc: 04445657667747', 'ruc: 0444565766774/2026-1'],
  },
  'uy-ci': {
    catches: [
      ['ci: 49241998', '49241998'],
      ['my c.i. is 6819.1764, thank you', '6819.1764'],
    ],
    nearMisses: ['ci: 49249998', 'my ci is 6816.1764, thank you', 'ci: 492419987', 'ci: 49241998/2026-1'],
  },
  'uy-rut': {
    catches: [
      ['rut: 202409090017', '202409090017'],
      ['my r.u.t. is 01-550682-001-5, thank you', '01-550682-001-5'],
    ],
    nearMisses: ['rut: 202109090017', 'my rut is 01-550882-001-5, thank you', 'rut: 2024090900177', 'rut: 202409090017/2026-1'],
  },
  'py-ruc': {
    catches: [
      ['ruc: 904707-7', '904707-7'],
      ['my r.u.c. is 4375086-9, thank you', '4375086-9'],
    ],
    nearMisses: ['ruc: 924707-7', 'my ruc is 4975086-9, thank you', 'ruc: 904707-7777', 'ruc: 904707-7/2026-1'],
  },
  've-rif': {
    catches: [
      ['rif: E354711594', 'E354711594'],
      ['my r.i.f. is J-284452223, thank you', 'J-284452223'],
    ],
    nearMisses: ['rif: E354711494', 'my rif is J-284462223, thank you', 'rif: E3547115947', 'rif: E354711594/2026-1'],
  },
  've-cedula': {
    catches: [
      ['cédula: V62622419', 'V62622419'],
      ['my ci is V0.468810, thank you', 'V0.468810'],
    ],
    nearMisses: ['cédula: V626224197', 'cédula: V62622419/2026-1'],
  },
  'cr-cpf': {
    catches: [
      ['cpf: 220601216', '220601216'],
      ['my cédula is 8-245-7245, thank you', '8-245-7245'],
    ],
    nearMisses: ['cpf: 22060121677', 'cpf: 220601216/2026-1'],
  },
  'cr-cr': {
    catches: [
      ['cédula de residencia: 102306586942', '102306586942'],
      ['my dimex is 197192509584, thank you', '197192509584'],
    ],
    nearMisses: ['cédula de residencia: 1023065869427', 'cédula de residencia: 102306586942/2026-1'],
  },
  'do-cedula': {
    catches: [
      ['cédula: 69432679129', '69432679129'],
      ['my cédula de identidad is 048-28806457, thank you', '048-28806457'],
    ],
    nearMisses: ['cédula: 69432679229', 'my cédula is 048-28806057, thank you', 'cédula: 694326791297', 'cédula: 69432679129/2026-1'],
  },
  'do-cedula-without-check': {
    catches: [
      ['cédula: 69501257456', '69501257456'],
      ['my cédula de identidad is 2411270736-3, thank you', '2411270736-3'],
    ],
    nearMisses: ['cédula: 695012574567', 'cédula: 69501257456/2026-1'],
  },
  'cu-ni': {
    catches: [
      ['ni: 38010663167', '38010663167'],
      ['my número de identidad is 20020529620, thank you', '20020529620'],
    ],
    nearMisses: ['ni: 38017663167', 'my ni is 20025529620, thank you', 'ni: 380106631677', 'ni: 38010663167/2026-1'],
  },
  'gt-cui': {
    catches: [
      ['cui: 2589004311502', '2589004311502'],
      ['my dpi is 5838 285230303, thank you', '5838 285230303'],
    ],
    nearMisses: ['cui: 2589004313502', 'my cui is 5838 285230343, thank you', 'cui: 25890043115027', 'cui: 2589004311502/2026-1'],
  },
  'gt-nit': {
    catches: [
      ['nit: 89740033', '89740033'],
      ['my n.i.t. is 89380-3, thank you', '89380-3'],
    ],
    nearMisses: ['nit: 89740013', 'my nit is 99380-3, thank you', 'nit: 8974003377', 'nit: 89740033/2026-1'],
  },
  'sv-dui': {
    catches: [
      ['dui: 57003756-9', '57003756-9'],
      ['my documento único de identidad is 50013361-2, thank you', '50013361-2'],
    ],
    nearMisses: ['dui: 57003756-4', 'my dui is 50013369-2, thank you', 'dui: 57003756-97', 'dui: 57003756-9/2026-1'],
  },
  'sv-nit': {
    catches: [
      ['nit: 01661663795880', '01661663795880'],
      ['my n.i.t. is 1384526135806-8, thank you', '1384526135806-8'],
    ],
    nearMisses: ['nit: 01661663795885', 'my nit is 1364526135806-8, thank you', 'nit: 016616637958807', 'nit: 01661663795880/2026-1'],
  },
})
