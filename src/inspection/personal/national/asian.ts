/** Numbers of persons in Asia, from Israel to Japan. */
import { isBirthDate, isLongDate, isShortDate } from '../calendar.ts'
import { endsInComplement, luhn, mod11And2, sum731, verhoeff, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, byLibrary, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

/** JPN, "Kod negeri": states, and countries of birth. */
const MALAYSIAN_PLACE = /^(?:0[1-9]|1[0-6]|[2-5][1-9]|[345]0|6[0-8]|7[124-9]|8[2-9]|9[0-389])/

export const ASIAN: readonly Recognizer[] = [
  numbered({
    id: 'cn-ric',
    pattern: /[1-9]\d{5}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dX]/i,
    digits: [17, 18],
    sure: CERTAIN,
    // GB 11643: a province, the date, ISO 7064.
    isProven: (value) =>
      /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/.test(value) && isLongDate(value.slice(6)) && mod11And2(value),
    context: '身份证, 身份證, 身份证号, 身份证号码, 公民身份号码, ric, resident identity card, chinese id',
  }),
  numbered({
    id: 'hk-hkid',
    pattern: /[A-Z]{1,2}\d{6} ?(?:\([\dA]\)|[\dA])/i,
    digits: [6, 7],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: byLibrary('HK', 'hkid'),
    context: 'hkid, hong kong id, hong kong identity card, 身份證, 身份證號碼',
  }),
  numbered({
    id: 'tw-natid',
    pattern: /[A-Z][1289]\d{8}/i,
    digits: [9, 9],
    sure: CHECKED,
    isProven: byLibrary('TW', 'natid'),
    context: '身分證, 身分證字號, 身份證, 居留證, natid, taiwan id, national id',
  }),
  numbered({
    id: 'jp-my-number',
    pattern: /\d{4}[ -]?\d{4}[ -]?\d{4}/,
    digits: [12, 12],
    sure: WEAK,
    isProven: (value) => endsInComplement(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, '0'),
    context: 'マイナンバー, 個人番号, my number, individual number, jp in, japanese id',
  }),
  numbered({
    id: 'kr-rrn',
    pattern: /\d{6}[- ]?\d{7}/,
    digits: [13, 13],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: (value) => isKoreanDate(value) && isKoreanChecked(value),
    context: '주민등록번호, 주민번호, 외국인등록번호, rrn, frn, resident registration, korean id',
  }),
  // Numbers given since October 2020 end in chance digits (행정안전부): of the newly born, of newcomers, and where one was changed.
  numbered({
    id: 'kr-rrn-without-check',
    pattern: /\d{6}[- ]?\d{7}/,
    digits: [13, 13],
    sure: CHECKED,
    sureBare: NAMED,
    isProven: (value) => isKoreanDate(value) && isOfLateYears(value),
    context: '주민등록번호, 주민번호, 외국인등록번호, rrn, frn, kr rrn, resident registration',
  }),
  numbered({
    id: 'kr-rrn-mistyped',
    pattern: /\d{6}[- ]?\d{7}/,
    digits: [13, 13],
    sure: NAMED,
    isProven: isKoreanDate,
    context: '주민등록번호, 주민번호, 외국인등록번호, rrn, frn, kr rrn, resident registration',
  }),
  numbered({
    id: 'my-nric',
    // JPN: date, place of birth, serial.
    pattern: /\d{12}|\d{6}-\d{2}-\d{4}|\d{6} \d{2} \d{4}/,
    digits: [12, 12],
    sure: PROVEN,
    sureBare: WEAK,
    isProven: (value) => isShortDate(value, 'ymd') && MALAYSIAN_PLACE.test(value.slice(6)),
    context: 'nric, mykad, ic no, ic number, no kp, kad pengenalan, ic, malaysian id',
  }),
  numbered({
    id: 'sg-nric',
    pattern: /[STFGM]\d{7}[A-Z]/i,
    digits: [7, 7],
    sure: CERTAIN,
    isProven: isSingaporean,
    context: 'nric, fin, nric/fin, identity card, singapore id',
  }),
  numbered({
    id: 'th-pin',
    pattern: /[1-8](?:[- ]{0,2}\d){12}/,
    digits: [13, 13],
    sure: CHECKED,
    // DOPA: the second and third digit are the province's.
    isProven: (value) =>
      /^.(?:1\d|2[0-7]|3\d|4\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/.test(value) &&
      (11 - (weightedSum(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(value[12]),
    context: 'เลขบัตรประชาชน, เลขประจำตัวประชาชน, บัตรประชาชน, pin, thai id, thai national id, tnin, thai pin, personal identification number',
  }),
  numbered({
    id: 'id-nik',
    // Province, regency and district, the date (day 40 more for women), serial.
    pattern: /(?:1[1-9]|2[1]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])\d{4}[0-7]\d[01]\d{3}(?!0000)\d{4}/,
    digits: [16, 16],
    sure: CHECKED,
    isProven: (value) => {
      const day = Number(value.slice(6, 8))
      return isShortDate(String(day > 40 ? day - 40 : day).padStart(2, '0') + value.slice(8, 12), 'dmy')
    },
    context: 'nik, ktp, no ktp, nomor ktp, nomor induk kependudukan, e-ktp, indonesian id',
  }),
  numbered({
    id: 'vn-cccd',
    pattern: /0\d{11}/,
    digits: [12, 12],
    sure: NAMED,
    isProven: always,
    context: 'cccd, căn cước, căn cước công dân, số định danh, vietnamese id',
  }),
  numbered({
    id: 'ph-tin',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{3}-?\d{3}-?\d{3}(?:-?(?:\d{5}|\d{3}))?/,
    digits: [9, 14],
    sure: WEAK,
    isProven: (value) => Number(value) > 0 && weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(value[8]),
    context: 'tin, bir tin, bir, tax identification number, tax id, ph tin',
  }),
  numbered({
    id: 'in-aadhaar',
    pattern: /[2-9]\d{3}[-: ]?\d{4}[-: ]?\d{4}/,
    digits: [12, 12],
    sure: CHECKED,
    isProven: (value) => verhoeff(value) && value !== [...value].reverse().join(''),
    context: 'aadhaar, aadhar, uidai, uid, आधार, indian id',
  }),
  numbered({
    id: 'in-pan',
    code: 'PERSONAL_TAX_ID',
    // Income Tax Department: the fourth letter is the kind of holder, P a person.
    pattern: /[A-Z]{3}[ABCFGHJKLPT][A-Z](?!0000)\d{4}[A-Z]/i,
    digits: [4, 4],
    sure: PROVEN,
    isProven: always,
    context: 'pan, pan card, pan no, pan number, permanent account number, indian tax',
  }),
  // A tax number of a business, of which a person's is the middle (GST Council: state, PAN, count, Z, check).
  numbered({
    id: 'in-gstin',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:0[1-9]|[12]\d|3[0-7]|97)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]/i,
    digits: [6, 8],
    sure: PROVEN,
    isProven: always,
    context: 'gst, gstin, gst number, goods and services tax',
  }),
  numbered({
    id: 'in-vid',
    pattern: /[2-9]\d{3}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}/,
    digits: [16, 16],
    sure: NAMED,
    isProven: (value) => verhoeff(value) && value !== [...value].reverse().join(''),
    context: 'vid, virtual id, virtual identity',
  }),
  numbered({
    id: 'in-epic',
    pattern: /[A-Z]{3}\d{7}/i,
    digits: [7, 7],
    sure: CHECKED,
    isProven: (value) => luhn(value.slice(3)),
    context: 'epic, voter, voter id, voter card, electoral photo identity, मतदाता',
  }),
  numbered({
    id: 'pk-cnic',
    // NADRA: province first, sex last.
    pattern: /[1-7]\d{4}-\d{7}-[1-9]|[1-7]\d{11}[1-9]/,
    digits: [13, 13],
    sure: PROVEN,
    sureBare: NAMED,
    isProven: always,
    context: 'cnic, nicop, شناختی کارڈ, nic, pakistani id',
  }),
  numbered({
    id: 'lk-nic',
    // Department for Registration of Persons: year, day of the year (500 more for women), serial; the older ones end in a letter.
    pattern: /\d{2}(?:[0-2]\d{2}|3[0-5]\d|36[0-6]|[5-7]\d{2}|8[0-5]\d|86[0-6])\d{4}[VX]|(?:19|20)\d{10}/i,
    digits: [9, 12],
    sure: WEAK,
    isProven: always,
    context: 'nic, nic number, nic no, national identity card, sri lankan id, ජාතික හැඳුනුම්පත',
  }),
  numbered({
    id: 'bd-nid',
    pattern: /\d{10}|\d{13}|(?:19|20)\d{15}/,
    digits: [10, 17],
    sure: NAMED,
    isProven: always,
    context: 'জাতীয় পরিচয়পত্র, এনআইডি, bangladesh nid, bd nid, nid number, nid no',
  }),
  numbered({
    id: 'il-idnr',
    pattern: /\d{7,8}-\d|\d{5,9}/,
    digits: [5, 9],
    sure: WEAK,
    isProven: (value) => Number(value) > 0 && luhn(value.padStart(9, '0')),
    context: 'תעודת זהות, ת.ז., ת"ז, תז, מספר זהות, teudat zehut, mispar zehut, idnr, israeli id, il idnr',
  }),
  numbered({
    id: 'ir-melli',
    pattern: /\d{3}-?\d{6}-?\d/,
    digits: [10, 10],
    sure: WEAK,
    isProven: (value) => {
      const rest = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return new Set(value).size > 1 && Number(value[9]) === (rest < 2 ? rest : 11 - rest)
    },
    context: 'کد ملی, کدملی, شماره ملی, code melli, melli code, iranian id',
  }),
  numbered({
    id: 'ae-emirates-id',
    pattern: /784[- ]?(?:19|20)\d{2}[- ]?\d{7}[- ]?\d/,
    digits: [15, 15],
    sure: CERTAIN,
    isProven: luhn,
    context: 'emirates id, eid, الهوية الإماراتية, رقم الهوية, uae id',
  }),
  numbered({
    id: 'sa-id',
    pattern: /[12]\d{9}/,
    digits: [10, 10],
    sure: WEAK,
    isProven: luhn,
    context: 'iqama, رقم الهوية, الهوية الوطنية, الإقامة, saudi id',
  }),
  numbered({
    id: 'kw-civil-id',
    pattern: /[23]\d{11}/,
    digits: [12, 12],
    sure: CHECKED,
    isProven: (value) => isShortDate(value.slice(1), 'ymd') && endsInComplement(value, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11),
    context: 'civil id, الرقم المدني, البطاقة المدنية, kuwaiti id',
  }),
  numbered({
    id: 'uz-pinfl',
    pattern: /[1-6]\d{13}/,
    digits: [14, 14],
    sure: CHECKED,
    isProven: (value) => isShortDate(value.slice(1), 'dmy') && sum731(value.slice(0, 13)) % 10 === Number(value[13]),
    context: 'pinfl, jshshir, пинфл, жшшир, uzbek id',
  }),
]

/** Nobody living was born before. */
const OLDEST_BIRTH = 1905

/** The seventh digit tells sex and century: 1, 2, 5, 6 are 1900; 3, 4, 7, 8 are 2000; 9, 0 were 1800. */
function isKoreanDate(value: string): boolean {
  const century = [0, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 0][Number(value[6])]!
  const year = century + Number(value.slice(0, 2))
  return year >= OLDEST_BIRTH && isBirthDate(year, Number(value.slice(2, 4)), Number(value.slice(4, 6)))
}

/** Foreigners of any age may have got one since 2020, and those born since. */
function isOfLateYears(value: string): boolean {
  return '5678'.includes(value[6]!) || ('34'.includes(value[6]!) && value.slice(0, 2) >= '20')
}

/** Of foreigners (5 to 8) the check digit is two more. */
function isKoreanChecked(value: string): boolean {
  const check = 11 - (weightedSum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)
  return check % 10 === Number(value[12]) || ('5678'.includes(value[6]!) && (check + 2) % 10 === Number(value[12]))
}

/** ICA: S and T for citizens, F and G for foreigners, M for foreigners since 2022, each with letters of its own. */
function isSingaporean(value: string): boolean {
  const sum = weightedSum(value.slice(1), [2, 7, 6, 5, 4, 3, 2])
  const [letters, offset] = {
    S: ['JZIHGFEDCBA', 0],
    T: ['JZIHGFEDCBA', 4],
    F: ['XWUTRQPNMLK', 0],
    G: ['XWUTRQPNMLK', 4],
    M: ['KLJNPQRTUWX', 3],
  }[value[0]!] as [string, number]
  return letters[value[0] === 'M' ? 10 - ((sum + offset) % 11) : (sum + offset) % 11] === value[8]
}
