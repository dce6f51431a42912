/** Asks the installation's own lists about every file, outer and inner, by the hash of its bytes: what is on one says so, and no list undoes what another check found. */
import type { FileLookupInspector, Sighting } from '../../core/inspector.ts'
import { evidence } from './evidence.ts'

export const hashList: FileLookupInspector = {
  id: 'files/hash-list',
  looksAt: 'file',
  codes: {
    FILE_HASH_BLOCKED: {
      severity: 'critical',
      title: 'A file known to be harmful',
      explanation: 'The file is on a list of files that are known to be harmful.',
    },
    FILE_HASH_ALLOWED: {
      severity: 'informational',
      title: 'A file known to be good',
      explanation: 'The file is on a list of files that are known to be good.',
    },
  },
  applies: (part) => part.role === 'file',
  timeoutMs: 10_000,
  inspect: async ({ sha256 }, bytes, { hashLists }) => {
    const sightings = (hashLists?.match(sha256, bytes) ?? []).map(
      ({ kind, list, name, hash }): Sighting => ({
        code: kind === 'block' ? 'FILE_HASH_BLOCKED' : 'FILE_HASH_ALLOWED',
        evidence: [evidence('list', list), evidence('hash', hash), ...(name === null ? [] : [evidence('name', name)])],
      }),
    )
    if (hashLists?.unread() === true) return { status: 'unscannable', reason: 'HASH_LIST_UNAVAILABLE', sightings }
    return { status: 'ok', sightings }
  },
}
