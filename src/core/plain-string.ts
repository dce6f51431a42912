/** A claim of a token or a provider counts only as a plain string: not empty, within its limit, well-formed, and without control characters. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/

export function isPlainString(value: unknown, maxCharacters: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxCharacters && !CONTROLS.test(value) && value.isWellFormed()
}
