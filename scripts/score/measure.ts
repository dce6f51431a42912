/** Says what one line of a score is, and finds and reads the files of a corpus wherever they lie under a folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface Measure {
  /** What was looked at. */
  readonly show: string
  readonly measure: string
  readonly value: string
  /** Null when there is no target. */
  readonly ok: boolean | null
  readonly misses: readonly string[]
}

export const NOT_HERE = 'not in this folder'

export function notHere(show: string, measure: string): Measure {
  return { show, measure, value: NOT_HERE, ok: null, misses: [] }
}

/** `115 of 117`, and whether `hits` reaches `target`. No case at all is no success. */
export function share(
  show: string,
  measure: string,
  hits: number,
  total: number,
  target: number | null,
  misses: readonly string[],
): Measure {
  const ok = target === null ? null : total > 0 && hits >= target
  return { show, measure, value: `${hits} of ${total}`, ok, misses }
}

/** Paths of all files under `folder` that `wanted` names, sorted, links to elsewhere not followed. */
export function listFiles(folder: string, wanted: (name: string, path: string) => boolean): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => wanted(basename(path), path))
    .sort()
}

/** The rows of a file with one JSON value a line. */
export function readRows<Row>(path: string): readonly Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}
