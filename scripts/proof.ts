/** `npm run proof -- FOLDER`: shows that nothing in what is released of a folder's payloads and messages is live, by a second parser and in Chromium; ends with 1 when something is, or when nothing was proved. */
import { existsSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { listInputs } from '../src/cli/inputs.ts'
import { openBrowser, type TestBrowser } from '../test/support/browser.ts'
import { liveIn } from '../test/support/live-constructs.ts'
import { GATEWAY, openAssessor } from './assessor.ts'
import { oneLine } from './one-line.ts'
import { type Case, readCases } from './proof/cases.ts'
import { countLive, showAll, WAYS } from './proof/in-browser.ts'
import { type Made, makeOutputs, type Output } from './proof/outputs.ts'
import { PLANTED } from './proof/planted.ts'

const USAGE = `npm run proof -- FOLDER [--only TEXT] [--raw N] [--failures N]

  Makes the releases of all payloads and messages in a folder as the service would, and shows that nothing in them runs, loads, sends or
  leads elsewhere: JSONL rows with a payload, html or input; HTML; mails; chat messages as JSON; lists of payloads as JSON or text.

      --only TEXT    only what has TEXT in its path
      --raw N        how many of the raw payloads Chromium is shown, to see that it would tell (default: 200)
      --failures N   how many failures of each line are shown (default: 20)
`

/** What is proved together: a folder's cases of one format. */
interface Group {
  readonly name: string
  readonly cases: Case[]
}

async function main(argv: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      raw: { type: 'string', default: '200' },
      failures: { type: 'string', default: '20' },
    },
  })
  const [folder] = positionals
  const [raw, shown] = [Number(values.raw), Number(values.failures)]
  if (folder === undefined || positionals.length > 1 || !existsSync(folder) || !(raw >= 0) || !(shown >= 0)) {
    process.stderr.write(USAGE)
    return 2
  }
  const browser = await openBrowser()
  if (browser === null) throw new Error('chromium is not installed (Debian: chromium)')
  try {
    return await prove(folder, values.only, { raw, shown }, browser)
  } finally {
    await browser.close()
  }
}

async function prove(folder: string, only: string, { raw, shown }: { raw: number; shown: number }, browser: TestBrowser): Promise<number> {
  const groups = await groupsIn(folder, only)
  let faults = await missedOf(browser)
  for (const fault of faults) process.stdout.write(`FAIL  ${fault}\n`)
  if (faults.length === 0) process.stdout.write(`ok    ${Object.keys(PLANTED).length} planted outputs: parser and browser find each\n`)
  let failed = faults.length
  let proved = 0
  for (const group of groups) {
    const begun = performance.now()
    const made = await makeAll(group.cases)
    const pages = distinct(made.outputs)
    const { faults: seen, opened } = await showAll(browser, pages)
    faults = [...made.faults, ...seen]
    if (pages.length === 0 && made.textOnly === 0) faults = [...faults, `${group.name}: nothing was released`]
    failed += faults.length
    proved += made.outputs.length + made.textOnly
    const told = [
      `${group.cases.length} cases`,
      `${made.outputs.length} HTML releases (${pages.length} distinct)`,
      ...(made.textOnly > 0 ? [`${made.textOnly} of text alone`] : []),
      ...(made.held > 0 ? [`${made.held} not released`] : []),
      `${opened} clicks on links`,
      `${faults.length} failures`,
      `${Math.round((performance.now() - begun) / 1000)} s`,
    ]
    process.stdout.write(`${faults.length === 0 ? 'ok   ' : 'FAIL '} ${group.name}: ${told.join(', ')}\n`)
    for (const fault of faults.slice(0, shown)) process.stdout.write(`        ${oneLine(fault)}\n`)
    if (faults.length > shown) process.stdout.write(`        … and ${faults.length - shown} more\n`)
  }
  failed += await control(groups, raw, browser)
  if (proved === 0) process.stdout.write('FAIL  nothing was proved: the folder has no payload and no message that is released\n')
  process.stdout.write(
    failed === 0 && proved > 0 ? `\n${proved} releases, nothing in them is live, shown in ${WAYS.length} ways\n` : `\n${failed} failures\n`,
  )
  return failed === 0 && proved > 0 ? 0 : 1
}

/** By the first folder below, and by format. */
async function groupsIn(folder: string, only: string): Promise<readonly Group[]> {
  const groups = new Map<string, Group>()
  for (const path of await listInputs([folder])) {
    if (!path.includes(only) || /(?:^|\/)(?:LICENSE|NOTICE|README|MANIFEST)[^/]*$/i.test(path)) continue
    const below = relative(folder, path).split(sep)
    for (const one of await readCases(path)) {
      const name = `${below.length > 1 ? below[0] : folder} ${one.format}`
      const group = groups.get(name) ?? { name, cases: [] }
      groups.set(name, group)
      group.cases.push(one)
    }
  }
  return [...groups.values()]
}

/** As many at once as keep the sandbox busy. */
async function makeAll(cases: readonly Case[]): Promise<Made> {
  const assessor = openAssessor()
  try {
    const made: Made[] = []
    for (let from = 0; from < cases.length; from += AT_ONCE)
      made.push(...(await Promise.all(cases.slice(from, from + AT_ONCE).map((one) => makeOutputs(one, assessor)))))
    return {
      outputs: made.flatMap(({ outputs }) => outputs),
      faults: made.flatMap(({ faults }) => faults),
      textOnly: made.reduce((sum, { textOnly }) => sum + textOnly, 0),
      held: made.reduce((sum, { held }) => sum + held, 0),
    }
  } finally {
    await assessor.close()
  }
}

const AT_ONCE = 16

/** A token is other for each message, and says nothing about how the page behaves. */
function distinct(outputs: readonly Output[]): readonly Output[] {
  const token = /(\/l\/[^/"]+\/)[\w.-]+/g
  const known = new Map<string, Output>()
  for (const output of outputs) {
    const key = output.html.replaceAll(token, '$1TOKEN')
    // With fewer places to lead to, it is the stricter of two that read alike.
    const other = known.get(key)
    if (other === undefined || other.leadsTo.length > output.leadsTo.length) known.set(key, output)
  }
  return [...known.values()]
}

/** The planted outputs that the parser or the browser did not find, in any of the ways. */
async function missedOf(browser: TestBrowser): Promise<readonly string[]> {
  const missed: string[] = []
  for (const [name, html] of Object.entries(PLANTED)) {
    const mayLead = (href: string) => href.startsWith(GATEWAY)
    if (liveIn(html, { mayLead, mayShow: () => false }).length === 0) missed.push(`the parser does not find ${name}`)
    const { faults } = await showAll(browser, [{ where: name, html, leadsTo: [GATEWAY] }])
    for (const way of WAYS)
      if (!faults.some((fault) => fault.endsWith(`(${way})`))) missed.push(`the browser does not find ${name} (${way})`)
  }
  return missed
}

/** Raw payloads, a sample spread evenly: how many fire says that what is released would be seen to. @returns 1 when none of many does. */
async function control(groups: readonly Group[], most: number, browser: TestBrowser): Promise<number> {
  const all = groups.flatMap(({ cases }) => cases.flatMap(({ format, untrustedHtml }) => (format === 'html' ? [] : (untrustedHtml ?? []))))
  if (all.length === 0 || most === 0) return 0
  const nowhere = { mayLead: () => false, mayShow: () => false }
  const live = all.filter((html) => liveIn(html, nowhere).length > 0)
  const sample = live.filter((_, at) => Math.floor((at * most) / live.length) !== Math.floor(((at - 1) * most) / live.length))
  const fired = await countLive(browser, sample)
  // The mails of honest people fire nothing, and a handful may be dead by chance.
  const ok = fired > 0 || sample.length < ENOUGH_TO_FIRE
  process.stdout.write(
    `${ok ? 'ok   ' : 'FAIL '} as they stand: ${live.length} of ${all.length} payloads are live to the parser; of a sample of ${sample.length} of these ${fired} or more fired in Chromium\n`,
  )
  return ok ? 0 : 1
}

const ENOUGH_TO_FIRE = 20

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`proof: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
