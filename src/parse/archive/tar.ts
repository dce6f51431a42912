/** Opens a tar: files are views of its bytes, so nothing is expanded. */
import { walkTar } from '../file/tar.ts'
import { addTrait, keep, leaveClosed, mayDescend, mayList, type Unpacking } from './unpacking.ts'
import { isUnsafeLink } from './unsafe-link.ts'

export function openTar(bytes: Uint8Array, unpacking: Unpacking): void {
  const { entries, problem } = walkTar(bytes, () => mayList(unpacking))
  if (problem !== null) leaveClosed(unpacking, problem)
  const open = mayDescend(unpacking)
  for (const { untrustedPath, directory, bytes: data, kind, untrustedTarget } of entries) {
    unpacking.entries.push({ untrustedPath, directory, sizeBytes: data.length, compressedBytes: data.length, encrypted: false })
    // A hard link names a member from the root of the archive, a symbolic one a file from where it lies.
    if (kind === 'link' && isUnsafeLink(untrustedPath, untrustedTarget)) addTrait(unpacking, 'archive/link', untrustedPath)
    if (kind === 'hard-link' && isUnsafeLink('', `./${untrustedTarget}`)) addTrait(unpacking, 'archive/link', untrustedPath)
    if (kind === 'device') addTrait(unpacking, 'archive/device', untrustedPath)
    // Views cost no memory, but everything behind this looks at each byte again.
    if (open && kind === 'file' && !directory && !keep(unpacking, untrustedPath, data)) return
  }
}
