/** Asian numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { ASIAN } from '../../../../src/inspection/personal/national/asian.ts'
import { describeNational } from './table.ts'

describeNational(ASIAN, {
  'cn-ric': {
    catches: [
      ['身份证: 544455182302269563', '544455182302269563'],
      ['my 身份證 is 81867419871114 9787, thank you', '81867419871114 9787'],
    ],
    nearMisses: [
      '身份证: 544465182302269563',
      'my 身份证 is 81867419871114 9781, thank you',
      '身份证: 5444551823022695637',
      '身份证: 544455182302269563/2026-1',
    ],
  },
  'hk-hkid': {
    catches: [
      ['hkid: CL5360497', 'CL5360497'],
      ['my hong kong id is R652347 0, thank you', 'R652347 0'],
    ],
    nearMisses: ['hkid: CL5360490', 'my hkid is R652347 5, thank you', 'hkid: CL53604977', 'hkid: CL5360497/2026-1'],
  },
  'tw-natid': {
    catches: [
      ['身分證: T132001752', 'T132001752'],
      ['my 身分證字號 is D968633198, thank you', 'D968633198'],
    ],
    nearMisses: ['身分證: T130001752', 'my 身分證 is D168633198, thank you', '身分證: T1320017527', '身分證: T132001752/2026-1'],
  },
  'jp-my-number': {
    catches: [
      ['マイナンバー: 151966380053', '151966380053'],
      ['my 個人番号 is 81719699 7322, thank you', '81719699 7322'],
    ],
    nearMisses: [
      'マイナンバー: 151966480053',
      'my マイナンバー is 85719699 7322, thank you',
      'マイナンバー: 1519663800537',
      'マイナンバー: 151966380053/2026-1',
    ],
  },
  'kr-rrn': {
    catches: [
      ['주민등록번호: 3906222121448', '3906222121448'],
      ['my 주민번호 is 151209 7428470, thank you', '151209 7428470'],
    ],
    nearMisses: [
      '주민등록번호: 3906262121448',
      'my 주민등록번호 is 158209 7428470, thank you',
      '주민등록번호: 39062221214487',
      '주민등록번호: 3906222121448/2026-1',
    ],
  },
  'kr-rrn-without-check': {
    catches: [
      ['주민등록번호: 2501216295834', '2501216295834'],
      ['my 주민번호 is 930411 6539412, thank you', '930411 6539412'],
    ],
    nearMisses: [
      '주민등록번호: 2531216295834',
      'my 주민등록번호 is 933411 6539412, thank you',
      '주민등록번호: 25012162958347',
      '주민등록번호: 2501216295834/2026-1',
    ],
  },
  'kr-rrn-mistyped': {
    catches: [
      ['주민등록번호: 0212173505640', '0212173505640'],
      ['my 주민번호 is 850107-5575908, thank you', '850107-5575908'],
    ],
    nearMisses: [
      '주민등록번호: 0212373505640',
      'my 주민등록번호 is 850007-5575908, thank you',
      '주민등록번호: 02121735056407',
      '주민등록번호: 0212173505640/2026-1',
    ],
  },
  'my-nric': {
    catches: [
      ['nric: 670325148005', '670325148005'],
      ['my mykad is 360920-11-8585, thank you', '360920-11-8585'],
    ],
    nearMisses: ['nric: 674325148005', 'my nric is 360960-11-8585, thank you', 'nric: 6703251480057', 'nric: 670325148005/2026-1'],
  },
  'sg-nric': {
    catches: [
      ['nric: G8389342M', 'G8389342M'],
      ['my fin is M4199601X, thank you', 'M4199601X'],
    ],
    nearMisses: ['nric: G1389342M', 'my nric is M4169601X, thank you', 'nric: G8389342M7', 'nric: G8389342M/2026-1'],
  },
  'th-pin': {
    catches: [
      ['เลขบัตรประชาชน: 4 5201 25842 97 8', '4 5201 25842 97 8'],
      ['my เลขประจำตัวประชาชน is 6-1120-03068-81-1, thank you', '6-1120-03068-81-1'],
    ],
    nearMisses: [
      'เลขบัตรประชาชน: 4 5201 25812 97 8',
      'my เลขบัตรประชาชน is 6-1120-03061-81-1, thank you',
      'เลขบัตรประชาชน: 4 5201 25842 97 87',
      'เลขบัตรประชาชน: 4 5201 25842 97 8/2026-1',
    ],
  },
  'id-nik': {
    catches: [
      ['nik: 9226330403573939', '9226330403573939'],
      ['my ktp is 6456340207653422, thank you', '6456340207653422'],
    ],
    nearMisses: ['nik: 6456347207653422', 'nik: 92263304035739397', 'nik: 9226330403573939/2026-1'],
  },
  'vn-cccd': {
    catches: [
      ['cccd: 040797269448', '040797269448'],
      ['my căn cước is 052652949417, thank you', '052652949417'],
    ],
    nearMisses: ['cccd: 0407972694487', 'cccd: 040797269448/2026-1'],
  },
  'ph-tin': {
    catches: [
      ['tin: 226070359', '226070359'],
      ['my bir tin is 225838-217, thank you', '225838-217'],
    ],
    nearMisses: ['tin: 226076359', 'my tin is 226838-217, thank you', 'tin: 226070359777777', 'tin: 226070359/2026-1'],
  },
  'in-aadhaar': {
    catches: [
      ['aadhaar: 947216562205', '947216562205'],
      ['my aadhar is 4790 4046-0668, thank you', '4790 4046-0668'],
    ],
    nearMisses: [
      'aadhaar: 947216522205',
      'my aadhaar is 4770 4046-0668, thank you',
      'aadhaar: 9472165622057',
      'aadhaar: 947216562205/2026-1',
    ],
  },
  'in-pan': {
    catches: [
      ['pan: GQDKW6472O', 'GQDKW6472O'],
      ['my pan card is HGXFI5964N, thank you', 'HGXFI5964N'],
    ],
    nearMisses: ['pan: GQDKW6472O7', 'pan: GQDKW6472O/2026-1'],
  },
  'in-gstin': {
    catches: [
      ['gst: 33NBGFK7620HIZT', '33NBGFK7620HIZT'],
      ['my gstin is 17QJKBQ0045GWZE, thank you', '17QJKBQ0045GWZE'],
    ],
    nearMisses: ['gst: 33NBGFK7620HIZT777', 'gst: 33NBGFK7620HIZT/2026-1'],
  },
  'in-vid': {
    catches: [
      ['vid: 4864611763609735', '4864611763609735'],
      ['my virtual id is 23611203-0747-1116, thank you', '23611203-0747-1116'],
    ],
    nearMisses: [
      'vid: 4864611763603735',
      'my vid is 23661203-0747-1116, thank you',
      'vid: 48646117636097357',
      'vid: 4864611763609735/2026-1',
    ],
  },
  'in-epic': {
    catches: [
      ['epic: MOH3163359', 'MOH3163359'],
      ['my voter is NNB2417475, thank you', 'NNB2417475'],
    ],
    nearMisses: ['epic: MOH3162359', 'my epic is NNB0417475, thank you', 'epic: MOH31633597', 'epic: MOH3163359/2026-1'],
  },
  'pk-cnic': {
    catches: [
      ['cnic: 1991196335039', '1991196335039'],
      ['my nicop is 56937-4458427-8, thank you', '56937-4458427-8'],
    ],
    nearMisses: ['cnic: 19911963350397', 'cnic: 1991196335039/2026-1'],
  },
  'lk-nic': {
    catches: [
      ['nic: 197005409325', '197005409325'],
      ['my nic number is 202955721302, thank you', '202955721302'],
    ],
    nearMisses: ['nic: 1970054093257', 'nic: 197005409325/2026-1'],
  },
  'bd-nid': {
    catches: [
      ['জাতীয় পরিচয়পত্র: 8085222526952', '8085222526952'],
      ['my এনআইডি is 19006346380954302, thank you', '19006346380954302'],
    ],
    nearMisses: ['জাতীয় পরিচয়পত্র: 808522252695277777', 'জাতীয় পরিচয়পত্র: 8085222526952/2026-1'],
  },
  'il-idnr': {
    catches: [
      ['תעודת זהות: 5386008', '5386008'],
      ['my ת.ז. is 90580263-3, thank you', '90580263-3'],
    ],
    nearMisses: ['תעודת זהות: 5386002', 'my תעודת זהות is 90580763-3, thank you', 'תעודת זהות: 5386008777', 'תעודת זהות: 5386008/2026-1'],
  },
  'ir-melli': {
    catches: [
      ['کد ملی: 5938746582', '5938746582'],
      ['my کدملی is 599737595-1, thank you', '599737595-1'],
    ],
    nearMisses: ['کد ملی: 5938746542', 'my کد ملی is 599737795-1, thank you', 'کد ملی: 59387465827', 'کد ملی: 5938746582/2026-1'],
  },
  'ae-emirates-id': {
    catches: [
      ['emirates id: 784205823036188', '784205823036188'],
      ['my eid is 78420433797901 7, thank you', '78420433797901 7'],
    ],
    nearMisses: [
      'emirates id: 784205823036988',
      'my emirates id is 78420433897901 7, thank you',
      'emirates id: 7842058230361887',
      'emirates id: 784205823036188/2026-1',
    ],
  },
  'sa-id': {
    catches: [
      ['iqama: 1602690016', '1602690016'],
      ['my رقم الهوية is 2946111602, thank you', '2946111602'],
    ],
    nearMisses: ['iqama: 1602290016', 'my iqama is 2946111682, thank you', 'iqama: 16026900167', 'iqama: 1602690016/2026-1'],
  },
  'kw-civil-id': {
    catches: [
      ['civil id: 219072410048', '219072410048'],
      ['my الرقم المدني is 363092340661, thank you', '363092340661'],
    ],
    nearMisses: [
      'civil id: 219076410048',
      'my civil id is 363092340641, thank you',
      'civil id: 2190724100487',
      'civil id: 219072410048/2026-1',
    ],
  },
  'uz-pinfl': {
    catches: [
      ['pinfl: 12910926031105', '12910926031105'],
      ['my jshshir is 12312639109258, thank you', '12312639109258'],
    ],
    nearMisses: [
      'pinfl: 12910926037105',
      'my pinfl is 12322639109258, thank you',
      'pinfl: 129109260311057',
      'pinfl: 12910926031105/2026-1',
    ],
  },
})
