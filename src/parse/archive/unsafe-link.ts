/** Says whether a link in an archive would lead out of the folder that it is unpacked to. */

/** @param untrustedPath where the link is @param untrustedTarget where it leads, from there */
export function isUnsafeLink(untrustedPath: string, untrustedTarget: string): boolean {
  if (/^(?:[\\/]|[a-z]:)/i.test(untrustedTarget)) return true
  let depth = untrustedPath.split(/[\\/]/).filter((name) => name !== '' && name !== '.').length - 1
  for (const name of untrustedTarget.split(/[\\/]/)) {
    if (name === '..') depth -= 1
    else if (name !== '' && name !== '.') depth += 1
    if (depth < 0) return true
  }
  return false
}
