/** `npm run score -- SET FOLDER`: what is found, understood and released of the samples in a folder, each figure beside its aim; ends with 1 when one is missed. */
import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { oneLine } from './one-line.ts'
import { scoreArc } from './score/auth/arc.ts'
import { scoreJose } from './score/auth/jose.ts'
import { scorePlatform } from './score/auth/platform.ts'
import { scoreSpf } from './score/auth/spf.ts'
import { scoreBarcodes } from './score/barcodes.ts'
import { scoreClickable } from './score/clickable.ts'
import { scoreFilesArchives } from './score/files-archives.ts'
import { scoreFilesBombs } from './score/files-bombs.ts'
import { scoreMalware } from './score/files-malware.ts'
import { scoreOffice } from './score/files-office.ts'
import { scorePdf } from './score/files-pdf.ts'
import { scoreFileTypes } from './score/files-types.ts'
import { scoreFind } from './score/find.ts'
import { scoreHomographs } from './score/homographs.ts'
import { scoreHtmlFidelity } from './score/html-fidelity.ts'
import { scoreHtmlIdempotent } from './score/html-idempotent.ts'
import { scoreHtmlSpeed } from './score/html-speed.ts'
import { scoreInstructions } from './score/instructions.ts'
import { scoreLists } from './score/lists.ts'
import type { Measure } from './score/measure.ts'
import { scoreMismatch } from './score/mismatch.ts'
import { scorePersonal } from './score/personal.ts'
import { scoreTargets } from './score/targets.ts'
import { scoreUnicode } from './score/unicode.ts'

type Scoring = (folder: string) => Promise<readonly Measure[]> | readonly Measure[]

const SETS: ReadonlyMap<string, readonly Scoring[]> = new Map([
  ['links', [scoreFind, scoreHomographs, scoreTargets, scoreMismatch, scoreClickable, scoreLists, scoreBarcodes]],
  ['files', [scoreFilesArchives, scoreMalware, scoreFileTypes, scoreFilesBombs, scoreOffice, scorePdf]],
  ['html', [scoreHtmlFidelity, scoreHtmlIdempotent, scoreHtmlSpeed]],
  ['personal', [scorePersonal]],
  ['instructions', [scoreInstructions]],
  ['unicode', [scoreUnicode]],
  ['auth', [scoreSpf, scoreArc, scoreJose, scorePlatform]],
])

const USAGE = `npm run score -- SET FOLDER [--misses N]

  Scores one set of checks against the samples of a folder: a sub-folder each, as in a MANIFEST.tsv. What is not there is said to be not there.

      SET          ${[...SETS.keys()].join(', ')}
      --misses N   how many of the misses of each line are shown (default: 5)
`

async function main(argv: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { misses: { type: 'string', default: '5' } },
  })
  const [what, folder] = positionals
  const shown = Number(values.misses)
  const scorings = SETS.get(what ?? '')
  if (scorings === undefined || folder === undefined || positionals.length > 2 || !(shown >= 0)) {
    process.stderr.write(USAGE)
    return 2
  }
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    process.stderr.write(`score: ${folder} is no folder\n`)
    return 2
  }
  let missed = 0
  for (const score of scorings) {
    for (const measure of await score(folder)) {
      if (measure.ok === false) missed += 1
      print(measure, shown)
    }
  }
  process.stdout.write(missed === 0 ? '\nevery aim is met\n' : `\n${missed} ${missed === 1 ? 'aim is' : 'aims are'} missed\n`)
  return missed === 0 ? 0 : 1
}

function print({ show, measure, value, ok, misses }: Measure, shown: number): void {
  const mark = ok === null ? '     ' : ok ? 'ok   ' : 'MISS '
  process.stdout.write(`${mark} ${show.padEnd(24)} ${value.padStart(18)}  ${measure}\n`)
  for (const miss of misses.slice(0, shown)) process.stdout.write(`        ${oneLine(miss)}\n`)
  if (misses.length > shown && shown > 0) process.stdout.write(`        … and ${misses.length - shown} more\n`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`score: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
