/** Latin American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { LATIN_AMERICAN } from '../../../../src/inspection/personal/national/latin-american.ts'
import { describeNational } from './table.ts'

describeNational(LATIN_AMERICAN, {
  'br-cpf': {
    catches: [
      ['cpf: 52912022118', '52912022118'],
      ['my c.p.f. is 442231.713-05, thank you', '442231.713-05'],
    ],
    nearMisses: ['cpf: 52912322118', 'my cpf is 442731.713-05, thank you', 'cpf: 529120221187', 'cpf: 52912022118/2026-1'],
  },
  'br-cnpj': {
    catches: [
      ['cnpj: HWPERXLTRF1D70', 'HWPERXLTRF1D70'],
      ['my c.n.p.j. is NC.7PL283/KDTQ-39, thank you', 'NC.7PL283/KDTQ-39'],
    ],
    nearMisses: [
      'cnpj: HWPERXLTRF9D70',
      'my cnpj is NC.7PL283/KDTQ-32, thank you',
      'cnpj: HWPERXLTRF1D70777777777777',
      'cnpj: HWPERXLTRF1D70/2026-1',
    ],
  },
  'br-pis': {
    catches: [
      ['pis: 05496150600', '05496150600'],
      ['my pasep is 2217226764-2, thank you', '2217226764-2'],
    ],
    nearMisses: ['pis: 05496159600', 'my pis is 2217226763-2, thank you', 'pis: 054961506007', 'pis: 05496150600/2026-1'],
  },
  'ar-dni': {
    catches: [
      ['dni: 6785136', '6785136'],
      ['my d.n.i. is 0.848.961, thank you', '0.848.961'],
    ],
    nearMisses: ['dni: 678513677', 'dni: 6785136/2026-1'],
  },
  'ar-cuit': {
    catches: [
      ['cuit: 51953164756', '51953164756'],
      ['my cuil is 5583889564-5, thank you', '5583889564-5'],
    ],
    nearMisses: ['cuit: 51953164776', 'my cuit is 5583889568-5, thank you', 'cuit: 519531647567', 'cuit: 51953164756/2026-1'],
  },
  'cl-rut': {
    catches: [
      ['rut: 41846321K', '41846321K'],
      ['my r.u.t. is 85.476.933-2, thank you', '85.476.933-2'],
    ],
    nearMisses: ['rut: 41146321K', 'my rut is 88.476.933-2, thank you', 'rut: 41846321K77', 'rut: 41846321K/2026-1'],
  },
  'co-cedula': {
    catches: [
      ['cédula: 2.860.576.473', '2.860.576.473'],
      ['my cédula de ciudadanía is 365.092.070, thank you', '365.092.070'],
    ],
    nearMisses: ['cédula: 2.860.576.4737', 'cédula: 2.860.576.473/2026-1'],
  },
  'co-cedula-unbroken': {
    catches: [
      ['cédula de ciudadanía: 701150', '701150'],
      ['my cédula colombiana is 16828406, thank you', '16828406'],
    ],
    nearMisses: ['cédula de ciudadanía: 70115077777', 'cédula de ciudadanía: 701150/2026-1'],
  },
  'co-nit': {
    catches: [
      ['nit: 64833662267', '64833662267'],
      ['my n.i.t. is 6685932203-9, thank you', '6685932203-9'],
    ],
    nearMisses: ['nit: 64833662262', 'my nit is 6685932263-9, thank you', 'nit: 648336622677', 'nit: 64833662267/2026-1'],
  },
  'pe-dni': {
    catches: [
      ['dni: 819008782', '819008782'],
      ['my d.n.i. is 27791886 8, thank you', '27791886 8'],
    ],
    nearMisses: ['dni: 819006782', 'my dni is 17791886 8, thank you', 'dni: 8190087827', 'dni: 819008782/2026-1'],
  },
  'pe-cui': {
    catches: [
      ['cui: 95951325', '95951325'],
      ['my cédula única de identidad is 35699860-J, thank you', '35699860-J'],
    ],
    nearMisses: ['cui: 35699863-J', 'cui: 959513257', 'cui: 95951325/2026-1'],
  },
  'pe-ruc': {
    catches: [
      ['ruc: 17190363112', '17190363112'],
      ['my r.u.c. is 20537914964, thank you', '20537914964'],
    ],
    nearMisses: ['ruc: 17190363110', 'my ruc is 20530914964, thank you', 'ruc: 171903631127', 'ruc: 17190363112/2026-1'],
  },
  'ec-ci': {
    catches: [
      ['ci: 1937437356', '1937437356'],
      ['my c.i. is 034799766-0, thank you', '034799766-0'],
    ],
    nearMisses: ['ci: 1957437356', 'my ci is 034793766-0, thank you', 'ci: 19374373567', 'ci: 1937437356/2026-1'],
  },
  'ec-ruc': {
    catches: [
      ['ruc: 1917008193286', '1917008193286'],
      ['my r.u.c. is 2246289496-272, thank you', '2246289496-272'],
    ],
    nearMisses: ['ruc: 2917008193286', 'my ruc is 2246289696-272, thank you', 'ruc: 19170081932867', 'ruc: 1917008193286/2026-1'],
  },
  'uy-ci': {
    catches: [
      ['ci: 54540288', '54540288'],
      ['my c.i. is 7881071 8, thank you', '7881071 8'],
    ],
    nearMisses: ['ci: 54540285', 'my ci is 0881071 8, thank you', 'ci: 545402887', 'ci: 54540288/2026-1'],
  },
  'uy-rut': {
    catches: [
      ['rut: 175815870017', '175815870017'],
      ['my r.u.t. is 08-234911-001-2, thank you', '08-234911-001-2'],
    ],
    nearMisses: ['rut: 176815870017', 'my rut is 08-234911-007-2, thank you', 'rut: 1758158700177', 'rut: 175815870017/2026-1'],
  },
  'py-ruc': {
    catches: [
      ['ruc: 8450162-6', '8450162-6'],
      ['my r.u.c. is 88081100-5, thank you', '88081100-5'],
    ],
    nearMisses: ['ruc: 8410162-6', 'my ruc is 88981100-5, thank you', 'ruc: 8450162-677', 'ruc: 8450162-6/2026-1'],
  },
  've-rif': {
    catches: [
      ['rif: V274015094', 'V274015094'],
      ['my r.i.f. is E29865215 6, thank you', 'E29865215 6'],
    ],
    nearMisses: ['rif: V274025094', 'my rif is E29865275 6, thank you', 'rif: V2740150947', 'rif: V274015094/2026-1'],
  },
  've-cedula': {
    catches: [
      ['cédula: V8951494', 'V8951494'],
      ['my ci is E5.037.096, thank you', 'E5.037.096'],
    ],
    nearMisses: ['cédula: V895149477', 'cédula: V8951494/2026-1'],
  },
  'cr-cpf': {
    catches: [
      ['cpf: 670138785', '670138785'],
      ['my cédula is 01-597-251, thank you', '01-597-251'],
    ],
    nearMisses: ['cpf: 67013878577', 'cpf: 670138785/2026-1'],
  },
  'cr-cr': {
    catches: [
      ['cédula de residencia: 19344789444', '19344789444'],
      ['my dimex is 118003515501, thank you', '118003515501'],
    ],
    nearMisses: ['cédula de residencia: 1934478944477', 'cédula de residencia: 19344789444/2026-1'],
  },
  'do-cedula': {
    catches: [
      ['cédula: 00997395454', '00997395454'],
      ['my cédula de identidad is 7680298865-9, thank you', '7680298865-9'],
    ],
    nearMisses: ['cédula: 00998395454', 'my cédula is 7680398865-9, thank you', 'cédula: 009973954547', 'cédula: 00997395454/2026-1'],
  },
  'cu-ni': {
    catches: [
      ['ni: 92070974748', '92070974748'],
      ['my número de identidad is 25030934381, thank you', '25030934381'],
    ],
    nearMisses: ['ni: 92000974748', 'my ni is 25038934381, thank you', 'ni: 920709747487', 'ni: 92070974748/2026-1'],
  },
  'gt-cui': {
    catches: [
      ['cui: 7681434202102', '7681434202102'],
      ['my dpi is 9089 726362203, thank you', '9089 726362203'],
    ],
    nearMisses: ['cui: 7681434202122', 'my cui is 9089 726382203, thank you', 'cui: 76814342021027', 'cui: 7681434202102/2026-1'],
  },
  'gt-nit': {
    catches: [
      ['nit: 51861', '51861'],
      ['my n.i.t. is 149211-K, thank you', '149211-K'],
    ],
    nearMisses: ['nit: 58861', 'my nit is 149231-K, thank you', 'nit: 5186177777777', 'nit: 51861/2026-1'],
  },
  'sv-dui': {
    catches: [
      ['dui: 20569543-8', '20569543-8'],
      ['my documento único de identidad is 42591588-4, thank you', '42591588-4'],
    ],
    nearMisses: ['dui: 20569547-8', 'my dui is 42591582-4, thank you', 'dui: 20569543-87', 'dui: 20569543-8/2026-1'],
  },
  'sv-nit': {
    catches: [
      ['nit: 07972838682194', '07972838682194'],
      ['my n.i.t. is 9305840375832-1, thank you', '9305840375832-1'],
    ],
    nearMisses: ['nit: 07972838632194', 'my nit is 9305140375832-1, thank you', 'nit: 079728386821947', 'nit: 07972838682194/2026-1'],
  },
})
