/** Shows one assessed message to a person: what came in, what was found, what the agent gets, and why; nothing that a stranger wrote reaches the terminal raw. */
import type { Colors } from 'picocolors/types.ts'
import type { IdentityLevel } from '../core/identity.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Release, ReleasedFile, ReleasedLink } from '../core/release.ts'
import type { Finding, Outcome, Severity } from '../core/report.ts'
import type { ActionKind } from '../core/verdict.ts'
import { LABEL_COLUMNS, layOut, type Page, type Paint, type Row } from './rows.ts'
import { counted, plain, readableSize, widthOf, wrap } from './terminal.ts'

const MOST_WORD_LINES = 12
const MOST_LINKS = 12
const MOST_FINDINGS = 20
const MOST_EVIDENCE = 3
const MOST_EVIDENCE_CHARACTERS = 100
const MOST_RULES = 4

const PASSED: ReadonlySet<ActionKind> = new Set(['release', 'rewrite'])
/** Rules by which an item or a message shares another's fate: that one's rule is the reason. */
const FOLLOWING: ReadonlySet<string> = new Set(['items', 'message', 'file'])

/** Of a link that no reader of the message would have seen. */
const NOT_SHOWN = 'LINK_NOT_SHOWN'

const HOW_SURE: Readonly<Record<IdentityLevel, string>> = {
  anonymous: 'nothing is known of who sent it',
  claimed: 'it names its sender, and nothing proves it',
  authenticated: 'the sender proved to own the account or address',
  verified: 'the sender logged in with a strong identity',
}
const FATES: Readonly<Record<ActionKind, string>> = {
  release: 'passed on',
  rewrite: 'gateway',
  defang: 'as text',
  mask: 'masked',
  disarm: 'disarmed',
  remove: 'removed',
  hold: 'held',
  block: 'blocked',
}

export function renderCard(path: string, sizeBytes: number, record: MessageRecord, page: Page): string {
  const sections = [
    senderRows(record),
    foundRows(record, page),
    givenRows(record.release, page),
    toldRows(record.release),
    whyRows(record, page),
  ]
  const body = sections.filter((rows) => rows.length > 0).map((rows) => rows.flatMap((row) => layOut(row, page)).join('\n'))
  return `${heading(path, sizeBytes, record, page)}\n\n${body.join('\n\n')}\n\n`
}

/** One line, for many files. */
export function renderLine(path: string, record: MessageRecord, { colors }: Page): string {
  const codes = [...new Set(record.report.findings.map((finding) => finding.code))].join(' ')
  const kept = keptBack(record)
  const status = paintStatus(record, colors)(record.status.padEnd(9))
  return `${status} ${plain(path)}${kept === '' ? '' : `  ${colors.yellow(kept)}`}${codes === '' ? '' : `  ${colors.dim(codes)}`}\n`
}

/** `1 file held, 2 links removed`; empty when all went on, and for a message that did not. */
export function keptBack({ status, release }: MessageRecord): string {
  if (release === null || status !== 'released') return ''
  const tally = (items: readonly (ReleasedFile | ReleasedLink)[], what: string) =>
    (['hold', 'remove', 'block'] as const).flatMap((kind) => {
      const count = items.filter(({ action }) => action === kind).length
      return count === 0 ? [] : [`${counted(count, what)} ${FATES[kind]}`]
    })
  return [...tally(release.files, 'file'), ...tally(release.links, 'link')].join(', ')
}

function heading(path: string, sizeBytes: number, record: MessageRecord, { colors, columns }: Page): string {
  const badge = ` ${record.status} `
  const kept = keptBack(record)
  const name = plain(path)
  const aside = kept === '' ? '' : `  ${kept}`
  const what = `${record.kind === 'email' ? 'e-mail' : record.kind} · ${record.channel} · ${readableSize(sizeBytes)}`
  const left = `${colors.inverse(paintStatus(record, colors)(badge))} ${colors.bold(name)}`
  const gap = columns - [badge, ' ', name, aside, what].reduce((sum, text) => sum + widthOf(text), 0)
  if (gap >= 2) return `${left}${colors.yellow(aside)}${' '.repeat(gap)}${colors.dim(what)}`
  return [left, ...(kept === '' ? [] : [colors.yellow(`  ${kept}`)]), `  ${colors.dim(what)}`].join('\n')
}

function senderRows({ sender, identity, release }: MessageRecord): readonly Row[] {
  const name = sender?.name ? `${plain(sender.name, 100)} ` : ''
  const address = sender?.address ? `<${plain(sender.address, 200)}>` : ''
  const who = `${name}${address}`.trim() || 'nobody named'
  const subject = release?.subject ? [{ label: 'subject', text: plain(release.subject) }] : []
  return [{ label: 'from', text: `${who} · ${identity.level}: ${HOW_SURE[identity.level]}` }, ...subject]
}

function foundRows({ report, release }: MessageRecord, { colors }: Page): readonly Row[] {
  const { findings, outcomes } = report
  const missed = outcomes.filter(({ status }) => status !== 'ok')
  const checks = counted(outcomes.length - missed.length, 'check')
  const head = findings.length === 0 ? `nothing, in ${checks}` : `${counted(findings.length, 'thing')}, in ${checks}`
  const more = findings.length - MOST_FINDINGS
  return [
    { label: 'found', text: missed.length === 0 ? head : `${head}; ${counted(missed.length, 'check')} could not be made` },
    ...findings.slice(0, MOST_FINDINGS).flatMap((finding) => findingRows(finding, colors)),
    ...(more > 0 ? [{ text: `… and ${more} more` }] : []),
    ...missedRows(missed, release, colors),
  ]
}

function findingRows({ severity, title, code, subject, evidence }: Finding, colors: Colors): readonly Row[] {
  const quoted = evidence.slice(0, MOST_EVIDENCE).map(({ label, value }) => `${plain(label)}: ${plain(value, MOST_EVIDENCE_CHARACTERS)}`)
  const place = subject.kind === 'message' ? code : `${code} ${plain(subject.id)}`
  return [
    { label: severity === 'informational' ? 'info' : severity, paintLabel: severityPaint(severity, colors), text: title },
    { text: [place, ...quoted].join(' · '), paint: colors.dim },
  ]
}

/** A check that did not run is said as it is: not clean, and no alarm either. */
function missedRows(missed: readonly Outcome[], release: Release | null, colors: Colors): readonly Row[] {
  const label = { label: 'not seen', paintLabel: colors.yellow }
  const unscanned = missed.filter(({ reason }) => reason === 'SCANNER_UNAVAILABLE')
  const [first] = unscanned
  const files = unscanned.length === 1 && first ? nameOf(first, release) : counted(unscanned.length, 'file')
  return [
    ...missed
      .filter((outcome) => !unscanned.includes(outcome))
      .map((outcome) => ({
        ...label,
        text: `${nameOf(outcome, release)}: ${outcome.inspector} gave no answer, ${plain(outcome.reason ?? outcome.status)}`,
      })),
    ...(first ? [{ ...label, text: `${files}: there is no virus scanner to look at ${unscanned.length === 1 ? 'it' : 'them'}` }] : []),
  ]
}

function nameOf({ subject }: Outcome, release: Release | null): string {
  const file = release?.files.find(({ id }) => id === subject.id)
  return plain(file?.name ?? (subject.kind === 'message' ? 'the message' : subject.id))
}

function givenRows(release: Release | null, page: Page): readonly Row[] {
  if (release === null) return []
  const { text, links, files } = release
  const more = links.length - MOST_LINKS
  return [
    ...(text === null || text.trim() === '' ? [{ label: 'agent gets', text: 'no words' }] : wordRows(text, links, page)),
    ...itemRows('links', links.slice(0, MOST_LINKS), ({ display }) => plain(display), page.colors),
    ...(more > 0 ? [{ text: `… and ${counted(more, 'link')} more` }] : []),
    ...itemRows('files', files, ({ name, type, size }) => `${plain(name)} (${type}, ${readableSize(size)})`, page.colors),
  ]
}

/** The words as the agent reads them; a gateway address is long, so its place shows where it leads. */
/** Between the cells of a row. */
const CELL_GAP = '   '

function wordRows(text: string, links: readonly ReleasedLink[], { columns, colors }: Page): readonly Row[] {
  let shown = text
  for (const link of links) if (link.url !== null) shown = shown.replaceAll(link.url, `‹${link.display}›`)
  const bar = colors.dim('│')
  const lines = shown
    .trim()
    .split(/\r?\n/)
    .flatMap((line) => wrap(plain(line.trimEnd().replaceAll('\t', CELL_GAP)), columns - LABEL_COLUMNS - 6))
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
  const hidden = lines.length - MOST_WORD_LINES
  const kept = hidden > 0 ? [...lines.slice(0, MOST_WORD_LINES), `… ${counted(hidden, 'line')} more`] : lines
  return kept.map((line, index) => ({ label: index === 0 ? 'agent gets' : '', text: line, paint: (painted) => `${bar} ${painted}` }))
}

/** Of neighbours with the same fate and reason only the last one says why. */
function itemRows<Item extends ReleasedFile | ReleasedLink>(
  label: string,
  items: readonly Item[],
  nameOfItem: (item: Item) => string,
  colors: Colors,
): readonly Row[] {
  return items.flatMap((item, index) => {
    const { action, reason, explanation } = item
    const head = { label: index === 0 ? label : '', lead: FATES[action], paintLead: actionPaint(action, colors), text: nameOfItem(item) }
    const next = items[index + 1]
    const saysWhy = !PASSED.has(action) && !(next?.action === action && next.reason === reason)
    return saysWhy ? [head, { lead: '', text: `${explanation} ${plain(reason)}`, paint: colors.dim }] : [head]
  })
}

function toldRows(release: Release | null): readonly Row[] {
  const told = (release?.notices ?? []).filter((notice) => notice.for === 'sender')
  return told.map(({ text }, index) => ({ label: index === 0 ? 'sender told' : '', text: `“${plain(text)}”` }))
}

function whyRows({ channel, verdict, timings }: MessageRecord, { colors }: Page): readonly Row[] {
  const told = (verdict?.actions ?? []).filter(
    ({ kind, rule, reason }) => !PASSED.has(kind) && !FOLLOWING.has(rule) && reason !== NOT_SHOWN,
  )
  const rules = [...new Set(told.map(({ rule }) => rule))]
  const more = rules.length > MOST_RULES ? ` and ${rules.length - MOST_RULES} more` : ''
  const why = rules.length === 0 ? 'nothing in it is against the rules' : `${rules.slice(0, MOST_RULES).join(', ')}${more}`
  const { inspectMs, decideMs, buildMs } = timings
  return [
    { label: 'because', text: `policy of ${channel}, version ${verdict?.policyVersion ?? '?'}: ${why}` },
    { text: `inspected in ${inspectMs} ms, decided in ${decideMs} ms, built in ${buildMs} ms`, paint: colors.dim },
  ]
}

function severityPaint(severity: Severity, colors: Colors): Paint {
  switch (severity) {
    case 'critical':
    case 'high':
      return colors.red
    case 'medium':
      return colors.yellow
    case 'low':
    case 'informational':
      return colors.dim
  }
}

function actionPaint(action: ActionKind, colors: Colors): Paint {
  if (PASSED.has(action)) return colors.green
  return action === 'remove' || action === 'block' ? colors.red : colors.yellow
}

function paintStatus({ status }: MessageRecord, colors: Colors): Paint {
  if (status === 'released') return colors.green
  return status === 'blocked' ? colors.red : colors.yellow
}
