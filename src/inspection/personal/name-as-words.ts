/** Reads the name of a file as words: `id_card_1234.pdf.exe` is `id card 1234 pdf exe`; each character stays at its place. */

/** An underscore, the last dot, and a dot between a number and an ending. */
const JOINT = /_|\.(?=[^.]*$)|(?<=[0-9])\.(?=\p{L})/gu

export function nameAsWords(untrustedName: string): string {
  return untrustedName.replace(JOINT, ' ')
}
