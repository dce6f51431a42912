/** No string that leaves the mail parser holds a NUL or half a surrogate pair: each becomes U+FFFD. */

export function scrub(untrusted: string): string {
  const whole = untrusted.isWellFormed() ? untrusted : untrusted.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole
}
