/** Asian numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { ASIAN } from '../../../../src/inspection/personal/national/asian.ts'
import { describeNational } from './table.ts'

describeNational(ASIAN, {
  'cn-ric': {
    catches: [
      ['身份证: 438916200507173503', '438916200507173503'],
      ['my 身份證 is 61917019220820 1975, thank you', '61917019220820 1975'],
    ],
    nearMisses: [
      '身份证: 438916200557173503',
      'my 身份证 is 61917019520820 1975, thank you',
      '身份证: 4389162005071735037',
      '身份证: 438916200507173503/2026-1',
    ],
  },
  'hk-hkid': {
    catches: [
      ['hkid: LQ5814242', 'LQ5814242'],
      ['my hong kong id is HT370215 4, thank you', 'HT370215 4'],
    ],
    nearMisses: ['hkid: LQ2814242', 'my hkid is HT373215 4, thank you', 'hkid: LQ58142427', 'hkid: LQ5814242/2026-1'],
  },
  'tw-natid': {
    catches: [
      ['身分證: E958386718', 'E958386718'],
      ['my 身分證字號 is G892890902, thank you', 'G892890902'],
    ],
    nearMisses: ['身分證: E950386718', 'my 身分證 is G992890902, thank you', '身分證: E9583867187', '身分證: E958386718/2026-1'],
  },
  'jp-my-number': {
    catches: [
      ['マイナンバー: 782914807458', '782914807458'],
      ['my 個人番号 is 8977-01570820, thank you', '8977-01570820'],
    ],
    nearMisses: [
      'マイナンバー: 782904807458',
      'my マイナンバー is 8977-01170820, thank you',
      'マイナンバー: 7829148074587',
      'マイナンバー: 782914807458/2026-1',
    ],
  },
  'kr-rrn': {
    catches: [
      ['주민등록번호: 8005081365027', '8005081365027'],
      ['my 주민번호 is 011124-3470737, thank you', '011124-3470737'],
    ],
    nearMisses: [
      '8005081365028',
      '주민등록번호: 8605399365029',
      '주민등록번호: 8005089365029',
      '주민등록번호: 80050813650277',
      '주민등록번호: 8005081365027/2026-1',
    ],
  },
  'kr-rrn-without-check': {
    catches: [
      ['주민등록번호: 210627-3809464', '210627-3809464'],
      ['my 주민번호 is 450216 5326873, thank you', '450216 5326873'],
    ],
    nearMisses: [
      '주민등록번호: 210632-3809464',
      '주민등록번호: 850627-1809464',
      'my 주민등록번호 is 450216 7326873, thank you',
      '주민등록번호: 210627-38094647',
      '주민등록번호: 210627-3809464/2026-1',
    ],
  },
  'kr-rrn-mistyped': {
    catches: [
      ['주민등록번호: 8506271809464', '8506271809464'],
      ['my 주민번호 is 850627-1809464, thank you', '850627-1809464'],
    ],
    nearMisses: ['850627-1809464', '주민등록번호: 850632-1809464', '주민등록번호: 850627-18094647', '주민등록번호: 850627-1809464/2026-1'],
  },
  'my-nric': {
    catches: [
      ['nric: 360223610482', '360223610482'],
      ['my mykad is 420909 74 5615, thank you', '420909 74 5615'],
    ],
    nearMisses: ['nric: 360023610482', 'my nric is 421909 74 5615, thank you', 'nric: 3602236104827', 'nric: 360223610482/2026-1'],
  },
  'sg-nric': {
    catches: [
      ['nric: G2508603T', 'G2508603T'],
      ['my fin is M9013233K, thank you', 'M9013233K'],
    ],
    nearMisses: ['nric: G1508603T', 'my nric is M2013233K, thank you', 'nric: G2508603T7', 'nric: G2508603T/2026-1'],
  },
  'th-pin': {
    catches: [
      ['เลขบัตรประชาชน: 7109393327226', '7109393327226'],
      ['my เลขประจำตัวประชาชน is 4 1 -5 07--0 4 6 6--2 1--6 9, thank you', '4 1 -5 07--0 4 6 6--2 1--6 9'],
    ],
    nearMisses: [
      'เลขบัตรประชาชน: 7109393323226',
      'my เลขบัตรประชาชน is 4 1 -5 07--0 4 6 9--2 1--6 9, thank you',
      'เลขบัตรประชาชน: 71093933272267',
      'เลขบัตรประชาชน: 7109393327226/2026-1',
    ],
  },
  'id-nik': {
    catches: [
      ['nik: 5123551610087194', '5123551610087194'],
      ['my ktp is 5222516305896803, thank you', '5222516305896803'],
    ],
    nearMisses: [
      'nik: 5123551618087194',
      'my nik is 5222516315896803, thank you',
      'nik: 51235516100871947',
      'nik: 5123551610087194/2026-1',
    ],
  },
  'vn-cccd': {
    catches: [
      ['cccd: 013605252873', '013605252873'],
      ['my căn cước is 088318161353, thank you', '088318161353'],
    ],
    nearMisses: ['cccd: 0136052528737', 'cccd: 013605252873/2026-1'],
  },
  'ph-tin': {
    catches: [
      ['tin: 643840850', '643840850'],
      ['my bir tin is 333-795-106788, thank you', '333-795-106788'],
    ],
    nearMisses: ['tin: 243840850', 'my tin is 333-796-106788, thank you', 'tin: 643840850777777', 'tin: 643840850/2026-1'],
  },
  'in-aadhaar': {
    catches: [
      ['aadhaar: 314822285497', '314822285497'],
      ['my aadhar is 2956-7329:8723, thank you', '2956-7329:8723'],
    ],
    nearMisses: [
      'aadhaar: 314826285497',
      'my aadhaar is 2956-7329:8703, thank you',
      'aadhaar: 3148222854977',
      'aadhaar: 314822285497/2026-1',
    ],
  },
  'in-pan': {
    catches: [
      ['pan: YHACI1395D', 'YHACI1395D'],
      ['my pan card is RGKLI6794F, thank you', 'RGKLI6794F'],
    ],
    nearMisses: ['pan: YHACI1395D7', 'pan: YHACI1395D/2026-1'],
  },
  'in-gstin': {
    catches: [
      ['gst: 03BTSZT5811BVZU', '03BTSZT5811BVZU'],
      ['my gstin is 97SMPAW7539NQZ8, thank you', '97SMPAW7539NQZ8'],
    ],
    nearMisses: ['gst: 03BTSZT5811BVZU777', 'gst: 03BTSZT5811BVZU/2026-1'],
  },
  'in-vid': {
    catches: [
      ['vid: 6235324006132997', '6235324006132997'],
      ['my virtual id is 961888646883 3263, thank you', '961888646883 3263'],
    ],
    nearMisses: [
      'vid: 6235324016132997',
      'my vid is 961888645883 3263, thank you',
      'vid: 62353240061329977',
      'vid: 6235324006132997/2026-1',
    ],
  },
  'in-epic': {
    catches: [
      ['epic: KFP4244265', 'KFP4244265'],
      ['my voter is QMR3677192, thank you', 'QMR3677192'],
    ],
    nearMisses: ['epic: KFP4244205', 'my epic is QMR8677192, thank you', 'epic: KFP42442657', 'epic: KFP4244265/2026-1'],
  },
  'pk-cnic': {
    catches: [
      ['cnic: 5404342486078', '5404342486078'],
      ['my nicop is 25148-6957646-2, thank you', '25148-6957646-2'],
    ],
    nearMisses: ['cnic: 54043424860787', 'cnic: 5404342486078/2026-1'],
  },
  'lk-nic': {
    catches: [
      ['nic: 191687734309', '191687734309'],
      ['my nic number is 205601784207, thank you', '205601784207'],
    ],
    nearMisses: ['nic: 1916877343097', 'nic: 191687734309/2026-1'],
  },
  'bd-nid': {
    catches: [
      ['জাতীয় পরিচয়পত্র: 19037234024572925', '19037234024572925'],
      ['my এনআইডি is 20752826179081333, thank you', '20752826179081333'],
    ],
    nearMisses: ['জাতীয় পরিচয়পত্র: 190372340245729257', 'জাতীয় পরিচয়পত্র: 19037234024572925/2026-1'],
  },
  'il-idnr': {
    catches: [
      ['תעודת זהות: 71774749', '71774749'],
      ['my ת.ז. is 79093775-9, thank you', '79093775-9'],
    ],
    nearMisses: ['תעודת זהות: 11774749', 'my תעודת זהות is 73093775-9, thank you', 'תעודת זהות: 7177474977', 'תעודת זהות: 71774749/2026-1'],
  },
  'ir-melli': {
    catches: [
      ['کد ملی: 0655626204', '0655626204'],
      ['my کدملی is 913-3597928, thank you', '913-3597928'],
    ],
    nearMisses: ['کد ملی: 0655628204', 'my کد ملی is 913-3497928, thank you', 'کد ملی: 06556262047', 'کد ملی: 0655626204/2026-1'],
  },
  'ae-emirates-id': {
    catches: [
      ['emirates id: 784203602170195', '784203602170195'],
      ['my eid is 78420043721119 4, thank you', '78420043721119 4'],
    ],
    nearMisses: [
      'emirates id: 784203702170195',
      'my emirates id is 78420043781119 4, thank you',
      'emirates id: 7842036021701957',
      'emirates id: 784203602170195/2026-1',
    ],
  },
  'sa-id': {
    catches: [
      ['iqama: 1627616806', '1627616806'],
      ['my رقم الهوية is 2362690162, thank you', '2362690162'],
    ],
    nearMisses: ['iqama: 1625616806', 'my iqama is 2362690142, thank you', 'iqama: 16276168067', 'iqama: 1627616806/2026-1'],
  },
  'kw-civil-id': {
    catches: [
      ['civil id: 223030185577', '223030185577'],
      ['my الرقم المدني is 317070807745, thank you', '317070807745'],
    ],
    nearMisses: [
      'civil id: 223030685577',
      'my civil id is 317070807945, thank you',
      'civil id: 2230301855777',
      'civil id: 223030185577/2026-1',
    ],
  },
  'uz-pinfl': {
    catches: [
      ['pinfl: 42702126485687', '42702126485687'],
      ['my jshshir is 42410827728159, thank you', '42410827728159'],
    ],
    nearMisses: [
      'pinfl: 42702126465687',
      'my pinfl is 43410827728159, thank you',
      'pinfl: 427021264856877',
      'pinfl: 42702126485687/2026-1',
    ],
  },
})
