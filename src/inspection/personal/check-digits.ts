/** The check digits that many issuers and countries share: most say whether the whole number proves itself. Digits only, unless told. */

/** ISO/IEC 7812-1 annex B (Luhn, mod 10). */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, double = false; at >= 0; at -= 1, double = !double) {
    const digit = digits.charCodeAt(at) - 48
    sum += double ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit
  }
  return digits.length > 0 && sum % 10 === 0
}

/** The sum of each digit times its weight. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at += 1) sum += weights[at]! * (digits.charCodeAt(at) - 48)
  return sum
}

/** The last digit makes the weighted sum of the others whole: `(modulus - sum) mod modulus`, 10 being written as `over`, or not at all. */
export function endsInComplement(digits: string, weights: readonly number[], modulus: 10 | 11, over = ''): boolean {
  return endsIn(digits, (modulus - (weightedSum(digits, weights) % modulus)) % modulus, over)
}

/** The last digit is what the weighted sum of the others leaves, 10 being written as `over`, or not at all. */
export function endsInRemainder(digits: string, weights: readonly number[], modulus: number, over = ''): boolean {
  return endsIn(digits, weightedSum(digits, weights) % modulus, over)
}

/** The last digit is the remainder by 11; where that is 10, the one with the second weights, and 0 where that is 10 as well. */
export function endsInTwoRounds(digits: string, first: readonly number[], second: readonly number[]): boolean {
  const check = weightedSum(digits, first) % 11
  return endsIn(digits, check < 10 ? check : (weightedSum(digits, second) % 11) % 10, '')
}

/** The last digit is the remainder by 11, without its ten. */
export function endsInRemainderOf11(digits: string, weights: readonly number[]): boolean {
  return endsIn(digits, (((weightedSum(digits, weights) % 11) + 11) % 11) % 10, '')
}

function endsIn(digits: string, check: number, over: string): boolean {
  return digits.at(-1) === (check === 10 ? over : String(check))
}

/** ISO/IEC 7064, MOD 11,10. */
export function mod11And10(digits: string): boolean {
  let check = 10
  for (const digit of digits.slice(0, -1)) check = (((check + Number(digit)) % 10 || 10) * 2) % 11
  return (check + Number(digits.at(-1))) % 10 === 1
}

/** ISO/IEC 7064, MOD 11-2: the last sign may be X for 10. */
export function mod11And2(signs: string): boolean {
  let check = 0
  for (const sign of signs) check = (check * 2 + (sign === 'X' ? 10 : Number(sign))) % 11
  return check === 1
}

/** The remainder of a decimal number that is too long for arithmetic. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus
  return rest
}

// Verhoeff (1969): the products of the dihedral group of ten elements, and the permutation that each place adds.
const PRODUCT = '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210'.split(' ')
const PLACE = '0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258'.split(' ')

/** Verhoeff's check digit, which catches every single slip and every swap of neighbours. */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let at = 0; at < digits.length; at += 1) {
    const placed = Number(PLACE[at % 8]![Number(digits[digits.length - 1 - at])])
    check = Number(PRODUCT[check]![placed])
  }
  return check === 0
}

/** MRZ weights 7, 3, 1 (ICAO 9303-3 4.9): letters count from 10 for A. */
export function sum731(signs: string): number {
  let sum = 0
  for (let at = 0; at < signs.length; at += 1) sum += [7, 3, 1][at % 3]! * Number.parseInt(signs[at]!, 36)
  return sum
}
