/** RSA keys that a flawed library of smart cards and TPMs made (CVE-2017-15361, "ROCA") are told by their modulus: its private half can be worked out. */

/** Nemec et al., The Return of Coppersmith's Attack, 2.3: modulo each of these such a modulus is a power of 65537. One in 2^27 others is, too. */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157]

const POWERS: ReadonlyMap<number, ReadonlySet<number>> = new Map(PRIMES.map((prime) => [prime, powersOf65537(prime)]))

export function isRocaKey(modulus: bigint): boolean {
  return PRIMES.every((prime) => POWERS.get(prime)?.has(Number(modulus % BigInt(prime))))
}

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>()
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power)
  return powers
}
