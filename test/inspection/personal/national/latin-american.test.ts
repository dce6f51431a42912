/** Latin American numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { LATIN_AMERICAN } from '../../../../src/inspection/personal/national/latin-american.ts'
import { describeNational } from './table.ts'

describeNational(LATIN_AMERICAN, {
  'br-cpf': {
    catches: [
      ['cpf: 57156792300', '57156792300'],
      ['my c.p.f. is 687 117.02869, thank you', '687 117.02869'],
    ],
    nearMisses: ['cpf: 57156792301', 'my cpf is 687 117.02769, thank you', 'cpf: 571567923007', 'cpf: 57156792300/2026-1'],
  },
  'br-cnpj': {
    catches: [
      ['cnpj: 9CPTN64Q1PSP96', '9CPTN64Q1PSP96'],
      ['my c.n.p.j. is 0CHKMDY4/JLPZ-89, thank you', '0CHKMDY4/JLPZ-89'],
    ],
    nearMisses: [
      'cnpj: 9CPTN64Q2PSP96',
      'my cnpj is 6CHKMDY4/JLPZ-89, thank you',
      'cnpj: 9CPTN64Q1PSP96777777777',
      'cnpj: 9CPTN64Q1PSP96/2026-1',
    ],
  },
  'br-pis': {
    catches: [
      ['pis: 09645369377', '09645369377'],
      ['my pasep is 234.32457312, thank you', '234.32457312'],
    ],
    nearMisses: ['pis: 09645369367', 'my pis is 234.32457512, thank you', 'pis: 096453693777', 'pis: 09645369377/2026-1'],
  },
  'ar-dni': {
    catches: [
      ['dni: 6120450', '6120450'],
      ['my d.n.i. is 53.113.998, thank you', '53.113.998'],
    ],
    nearMisses: ['dni: 612045077', 'dni: 6120450/2026-1'],
  },
  'ar-cuit': {
    catches: [
      ['cuit: 50464358894', '50464358894'],
      ['my cuil is 23 93454976-7, thank you', '23 93454976-7'],
    ],
    nearMisses: ['cuit: 50464358194', 'my cuit is 23 93454176-7, thank you', 'cuit: 504643588947', 'cuit: 50464358894/2026-1'],
  },
  'cl-rut': {
    catches: [
      ['rut: 824577781', '824577781'],
      ['my r.u.t. is 90905318-8, thank you', '90905318-8'],
    ],
    nearMisses: ['rut: 724577781', 'my rut is 90405318-8, thank you', 'rut: 8245777817', 'rut: 824577781/2026-1'],
  },
  'co-cedula': {
    catches: [
      ['cédula: 756.535.134', '756.535.134'],
      ['my cédula de ciudadanía is 802.697.414, thank you', '802.697.414'],
    ],
    nearMisses: ['cédula: 756.535.13477', 'cédula: 756.535.134/2026-1'],
  },
  'co-cedula-unbroken': {
    catches: [
      ['cédula de ciudadanía: 27328703', '27328703'],
      ['my cédula colombiana is 7771906, thank you', '7771906'],
    ],
    nearMisses: ['cédula de ciudadanía: 27328703777', 'cédula de ciudadanía: 27328703/2026-1'],
  },
  'co-nit': {
    catches: [
      ['nit: 36845975807', '36845975807'],
      ['my n.i.t. is 963.962.146- 8, thank you', '963.962.146- 8'],
    ],
    nearMisses: ['nit: 36845976807', 'my nit is 963.962.143- 8, thank you', 'nit: 368459758077', 'nit: 36845975807/2026-1'],
  },
  'pe-dni': {
    catches: [
      ['dni: 996538261', '996538261'],
      ['my d.n.i. is 06289824-6, thank you', '06289824-6'],
    ],
    nearMisses: ['dni: 996528261', 'my dni is 06189824-6, thank you', 'dni: 9965382617', 'dni: 996538261/2026-1'],
  },
  'pe-cui': {
    catches: [
      ['cui: 62713130', '62713130'],
      ['my cédula única de identidad is 94401989 H, thank you', '94401989 H'],
    ],
    nearMisses: ['cui: 94471989 H', 'cui: 627131307', 'cui: 62713130/2026-1'],
  },
  'pe-ruc': {
    catches: [
      ['ruc: 20573550545', '20573550545'],
      ['my r.u.c. is 20789598992, thank you', '20789598992'],
    ],
    nearMisses: ['ruc: 20573550245', 'my ruc is 20789598592, thank you', 'ruc: 205735505457', 'ruc: 20573550545/2026-1'],
  },
  'ec-ci': {
    catches: [
      ['ci: 0531367472', '0531367472'],
      ['my c.i. is 090947737-4, thank you', '090947737-4'],
    ],
    nearMisses: ['ci: 0031367472', 'my ci is 090347737-4, thank you', 'ci: 05313674727', 'ci: 0531367472/2026-1'],
  },
  'ec-ruc': {
    catches: [
      ['ruc: 0319829818408', '0319829818408'],
      ['my r.u.c. is 2168379597-310, thank you', '2168379597-310'],
    ],
    nearMisses: ['ruc: 0319829813408', 'my ruc is 2148379597-310, thank you', 'ruc: 03198298184087', 'ruc: 0319829818408/2026-1'],
  },
  'uy-ci': {
    catches: [
      ['ci: 90650827', '90650827'],
      ['my c.i. is 3957.517/3, thank you', '3957.517/3'],
    ],
    nearMisses: ['ci: 90750827', 'my ci is 3952.517/3, thank you', 'ci: 906508277', 'ci: 90650827/2026-1'],
  },
  'uy-rut': {
    catches: [
      ['rut: 065958550012', '065958550012'],
      ['my r.u.t. is 08-234911-001-2, thank you', '08-234911-001-2'],
    ],
    nearMisses: ['rut: 066958550012', 'my rut is 08-234911-007-2, thank you', 'rut: 0659585500127', 'rut: 065958550012/2026-1'],
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
  'do-cedula-without-check': {
    catches: [
      ['cédula: 71783946526', '71783946526'],
      ['my cédula de identidad is 4856684202-7, thank you', '4856684202-7'],
    ],
    nearMisses: ['cédula: 717839465267', 'cédula: 71783946526/2026-1'],
  },
  'cu-ni': {
    catches: [
      ['ni: 56031717227', '56031717227'],
      ['my número de identidad is 16102539114, thank you', '16102539114'],
    ],
    nearMisses: ['ni: 56231717227', 'my ni is 16702539114, thank you', 'ni: 560317172277', 'ni: 56031717227/2026-1'],
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
      ['nit: 702499153', '702499153'],
      ['my n.i.t. is 72101830-0, thank you', '72101830-0'],
    ],
    nearMisses: ['nit: 702494153', 'my nit is 72101330-0, thank you', 'nit: 7024991537', 'nit: 702499153/2026-1'],
  },
  'sv-dui': {
    catches: [
      ['dui: 06399378-3', '06399378-3'],
      ['my documento único de identidad is 64880441-0, thank you', '64880441-0'],
    ],
    nearMisses: ['dui: 06399478-3', 'my dui is 64860441-0, thank you', 'dui: 06399378-37', 'dui: 06399378-3/2026-1'],
  },
  'sv-nit': {
    catches: [
      ['nit: 08383556953630', '08383556953630'],
      ['my n.i.t. is 0604410023214-5, thank you', '0604410023214-5'],
    ],
    nearMisses: ['nit: 68383556953630', 'my nit is 0604410023210-5, thank you', 'nit: 083835569536307', 'nit: 08383556953630/2026-1'],
  },
})
