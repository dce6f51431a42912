/** Reads what is asked of the bench; anything it does not know ends it with the usage. */
import { parseArgs } from 'node:util'

export const WORKLOADS = ['A', 'B', 'C', 'D'] as const
export type Workload = (typeof WORKLOADS)[number]
export const BACKENDS = ['embedded', 'postgres'] as const
export type Backend = (typeof BACKENDS)[number]

export const USAGE = `npm run bench -- [A] [B] [C] [D] [links] [html] [files] [options]

  A  500-byte chat text with one link        B  60 KB HTML e-mail
  C  e-mail with a 1 MB PDF, through clamd   D  inspection alone, without the service
  links  addresses judged, and a list of two million hosts
  html   HTML bodies and their words, beside bare sanitize-html
  files  files scanned through the service beside clamd alone, and files built anew

      --backend embedded|postgres   SQLite and in process, or PostgreSQL and Redis (default: both)
      --seconds N                   of each measurement (default: 10)
      --rate N                      messages a second of the latency measurement (default: half of what was just measured)
      --mails FOLDER                the mails of D and html (default: made here)
      --profile FOLDER              CPU profiles of the service, by workload and backend
      --save                        writes docs/BENCHMARKS.md
`

export interface Asked {
  readonly workloads: readonly Workload[]
  readonly links: boolean
  readonly html: boolean
  readonly files: boolean
  readonly backends: readonly Backend[]
  readonly seconds: number
  /** Null: half of the rate at saturation. */
  readonly ratePerSecond: number | null
  readonly mailsFolder: string | null
  readonly profileFolder: string | null
  readonly save: boolean
}

/** @throws Error with what was wrong and the usage */
export function readArguments(argv: readonly string[]): Asked {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      backend: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      rate: { type: 'string' },
      mails: { type: 'string' },
      profile: { type: 'string' },
      save: { type: 'boolean', default: false },
    },
  })
  const names = positionals.filter((name) => name !== 'links' && name !== 'html' && name !== 'files')
  return {
    workloads: positionals.length === 0 ? WORKLOADS : names.map((name) => oneOf(WORKLOADS, name.toUpperCase())),
    links: positionals.length === 0 || positionals.includes('links'),
    html: positionals.length === 0 || positionals.includes('html'),
    files: positionals.length === 0 || positionals.includes('files'),
    backends: values.backend === undefined ? BACKENDS : [oneOf(BACKENDS, values.backend)],
    seconds: numberWithin(values.seconds, 2, 60, '--seconds'),
    ratePerSecond: values.rate === undefined ? null : numberWithin(values.rate, 1, 100_000, '--rate'),
    mailsFolder: values.mails ?? null,
    profileFolder: values.profile ?? null,
    save: values.save,
  }
}

function oneOf<Name extends string>(names: readonly Name[], given: string): Name {
  const found = names.find((name) => name === given)
  if (found === undefined) throw new Error(`${given} is none of ${names.join(', ')}\n\n${USAGE}`)
  return found
}

function numberWithin(given: string, least: number, most: number, name: string): number {
  const value = Number(given)
  if (!(value >= least && value <= most)) throw new Error(`${name} takes ${least} to ${most}\n\n${USAGE}`)
  return value
}
