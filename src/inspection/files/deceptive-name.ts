/** Says when a file name, or a name inside an archive, is built to mislead the reader or the program that saves it. */
import type { PartInspector } from '../../core/inspector.ts'
import { evidence } from './evidence.ts'

interface Trick {
  readonly label: string
  readonly pattern: RegExp
}

/** Tricks in any name, also of a file in an archive, where folders are part of the name. */
const TRICKS: readonly Trick[] = [
  // UAX #9 2.1 to 2.5: embeddings, overrides and isolates turn `exe.fdp` around (MITRE ATT&CK T1036.002). The plain marks LRM and RLM
  // stand in honest Hebrew and Arabic names and stay allowed.
  { label: 'direction', pattern: /[\u202a-\u202e\u2066-\u2069]/ },
  { label: 'control', pattern: /[\0-\x1f\x7f\x85\u2028\u2029]/ },
  { label: 'lookalike-dot', pattern: /[\uff0e\u2024\ufe52\uff61][\p{L}\p{N}]{1,8}[\s.]*$/u },
  { label: 'invisible', pattern: /[\u00ad\u200b\u2060\ufeff\u180e\u3164][^.]{0,16}$|\.[^.]{0,8}[\u200c\u200d]/ },
  // Explorer cuts long names: `photo.jpg                    .exe`.
  { label: 'padding', pattern: /(?<![\s\u2800])[\s\u2800]{10,}\.[^.]{1,16}$|\s\.[^.\s]{1,8}$/u },
  // Win32 drops them when saving, so the name checked is not the name opened (learn.microsoft.com, "Naming Files").
  { label: 'trailing', pattern: /[. \u00a0\u3000]$/ },
  { label: 'stream', pattern: /::?\$data$/i },
  { label: 'traversal', pattern: /(?:^|[\\/])\.\.(?:[\\/]|$)/ },
  { label: 'absolute', pattern: /^(?:[\\/]|[a-z]:[\\/])/i },
]
/** Only for files of the message itself: nobody attaches a folder. */
const SEPARATOR: Trick = { label: 'separator', pattern: /[\\/]/ }

const MAX_NAME_CHARACTERS = 4_096
const MAX_QUOTED = 5

export const deceptiveName: PartInspector = {
  id: 'files/deceptive-name',
  looksAt: 'part',
  codes: {
    FILE_NAME_DECEPTIVE: {
      severity: 'high',
      title: 'Name made to mislead',
      explanation: 'The file name holds hidden characters, folders or padding that make it look like something else.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ part, listing }) => {
    const quoted = []
    const name = part.untrustedName ?? ''
    const trick = trickIn(name, part.parentId === null ? [...TRICKS, SEPARATOR] : TRICKS)
    if (trick !== null) quoted.push(evidence(trick, name))
    for (const { untrustedPath, directory } of listing?.entries ?? []) {
      if (quoted.length >= MAX_QUOTED) break
      const inside = trickIn(directory ? untrustedPath.replace(/\/$/, '') : untrustedPath, TRICKS)
      if (inside !== null) quoted.push(evidence(`entry ${inside}`, untrustedPath))
    }
    return { status: 'ok', sightings: quoted.length === 0 ? [] : [{ code: 'FILE_NAME_DECEPTIVE', evidence: quoted }] }
  },
}

function trickIn(untrustedName: string, tricks: readonly Trick[]): string | null {
  // No file system takes such a name; what it would be cut to is anybody's guess.
  if (untrustedName.length > MAX_NAME_CHARACTERS) return 'too-long'
  return tricks.find(({ pattern }) => pattern.test(untrustedName))?.label ?? null
}
