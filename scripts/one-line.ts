/** Words of a sample for a line on a terminal: nothing in them turns its direction or moves its cursor. */
export function oneLine(untrusted: string): string {
  return untrusted.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 300)
}
