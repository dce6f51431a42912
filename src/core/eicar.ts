/** EICAR's test file (https://www.eicar.org): every scanner knows it, it harms nobody, and it is put together here so that none takes this source for it. */
const WORDS = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*']

/** 68 bytes: with one more, a scanner that knows it by its hash alone does not. */
export function eicar(): Uint8Array {
  return new TextEncoder().encode(WORDS.join(''))
}
