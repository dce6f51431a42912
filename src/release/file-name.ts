/** A file's name as an agent may see it and a desk may save it: one line, no path, nothing reversed, and its real ending in sight. */

const MAX_CHARACTERS = 120
const MAX_EXTENSION_CHARACTERS = 16
// What Windows, macOS or a shell would take for more than a name, and all controls.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029"*/:<>?\\|]/g
// Innocent in Persian, in emoji and in hyphenation.
const JOINERS = /[\u00ad\u200c\u200d]/g
// Bidi controls (RLO and its kin), zero-width and other format characters, lone surrogates, private use, blank letters.
const UNSEEN = /[\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]|\u034f/gu
// Look like a full stop, and some programs take them for one.
const DOTS = /[\u2024\u3002\ufe52\uff0e\uff61]/g
const SLASHES = /[\u2044\u2215\u29f8\uff0f\uff3c]/g
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i

/** `fallback` stands for a name that is missing or has nothing left. */
export function safeFileName(untrustedName: string | null, fallback: string): string {
  const bounded = (untrustedName ?? '').slice(0, 2_000).normalize('NFC')
  const clean = bounded
    .replace(JOINERS, '')
    .replace(UNSEEN, '_')
    .replace(SLASHES, '_')
    .replace(DOTS, '.')
    .replace(UNSAFE, '_')
    .replace(/\s+/gu, ' ')
    // Hidden on Unix, and `..` is a folder.
    .replace(/^[.\s]+/, '')
    // Windows drops trailing dots and blanks: `a.exe .` opens as `a.exe`.
    .replace(/[.\s]+$/, '')
  if (clean === '' || /^[_.\s]+$/.test(clean)) return fallback
  return shorten(RESERVED.test(clean) ? `_${clean}` : clean)
}

/** Cuts in the middle, so that the ending stays in sight. */
function shorten(name: string): string {
  if (name.length <= MAX_CHARACTERS) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION_CHARACTERS ? name.slice(dot) : ''
  return `${name.slice(0, MAX_CHARACTERS - extension.length - 1)}…${extension}`.toWellFormed()
}
