/** Shows one assessed message to a person: what came in, what was found, what the agent gets, and why. */
import type { Colors } from 'picocolors/types.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Finding, Severity } from '../core/report.ts'
import type { ActionKind } from '../core/verdict.ts'

const INDENT = '  '
const LABEL_WIDTH = 12

/** @param colors picocolors, on or off */
export function renderCard(path: string, sizeBytes: number, record: MessageRecord, colors: Colors): string {
  const lines = [
    '',
    `${colors.bold(printable(path))}  ${colors.dim(`${record.kind} · ${record.channel} · ${readableSize(sizeBytes)}`)}`,
    ...field('from', senderLine(record), colors),
    ...field('subject', record.release?.subject ? printable(record.release.subject) : null, colors),
    ...foundLines(record, colors),
    ...givenLines(record, colors),
    ...verdictLines(record, colors),
  ]
  return `${lines.join('\n')}\n`
}

/** One line, for many files. */
export function renderLine(path: string, record: MessageRecord, colors: Colors): string {
  const codes = [...new Set(record.report.findings.map((finding) => finding.code))]
  const status = paintStatus(record.status, colors)(record.status.padEnd(9))
  return `${status} ${printable(path)}${codes.length ? colors.dim(`  ${codes.join(' ')}`) : ''}\n`
}

function senderLine({ sender, identity }: MessageRecord): string {
  const who = sender ? `${sender.name ? `${printable(sender.name)} ` : ''}<${printable(sender.address)}>` : 'nobody named'
  return `${who}  (${identity.level})`
}

function foundLines({ report }: MessageRecord, colors: Colors): readonly string[] {
  const missed = report.outcomes.filter((outcome) => outcome.status !== 'ok')
  const looked = `${report.outcomes.length} checks`
  if (report.findings.length === 0 && missed.length === 0) return field('found', `nothing, in ${looked}`, colors)
  const bySubject = report.findings.flatMap((finding) => [
    `${INDENT}${INDENT}${paintSeverity(finding.severity, colors)(finding.severity.padEnd(LABEL_WIDTH))} ${finding.title}  ${colors.dim(`${finding.code} ${finding.subject.id}`)}`,
    ...evidenceLines(finding, colors),
  ])
  const incomplete = missed.map(
    (outcome) =>
      `${INDENT}${INDENT}${colors.yellow('not seen'.padEnd(LABEL_WIDTH))} ${outcome.inspector} ${outcome.subject.id}: ${outcome.reason ?? outcome.status}`,
  )
  return [...field('found', `${report.findings.length} in ${looked}`, colors), ...bySubject, ...incomplete]
}

function evidenceLines(finding: Finding, colors: Colors): readonly string[] {
  if (finding.evidence.length === 0) return []
  const shown = finding.evidence.slice(0, 3).map(({ label, value }) => `${label}: ${printable(value).slice(0, 80)}`)
  return [`${INDENT}${INDENT}${' '.repeat(LABEL_WIDTH)} ${colors.dim(shown.join('   '))}`]
}

function givenLines({ release }: MessageRecord, colors: Colors): readonly string[] {
  if (release === null) return []
  const words = release.html ?? release.text
  const rows = [
    words === null ? 'no words' : `${(release.text ?? words).length} characters of ${release.html === null ? 'text' : 'text and HTML'}`,
    ...release.links
      .slice(0, 20)
      .map(
        (link) =>
          `${paintAction(link.action, colors)(link.action)} link ${printable(link.display)}${because(link.action, link.reason, link.explanation)}`,
      ),
    ...(release.links.length > 20 ? [`… and ${release.links.length - 20} links more`] : []),
    ...release.files.map(
      (file) =>
        `${paintAction(file.action, colors)(file.action)} file ${printable(file.name)} ${colors.dim(`${file.type}, ${readableSize(file.size)}`)}${because(file.action, file.reason, file.explanation)}`,
    ),
  ]
  const [first = '', ...rest] = rows
  return [...field('agent gets', first, colors), ...rest.map((row) => `${INDENT}${' '.repeat(LABEL_WIDTH)}${row}`)]
}

function because(action: ActionKind, reason: string, explanation: string): string {
  return action === 'release' || action === 'rewrite' ? '' : `\n${INDENT}${' '.repeat(LABEL_WIDTH)}${INDENT}${reason}: ${explanation}`
}

function verdictLines({ status, verdict, timings }: MessageRecord, colors: Colors): readonly string[] {
  const rules = [...new Set((verdict?.actions ?? []).filter(({ kind }) => kind !== 'release').map(({ rule }) => rule))]
  const by = `policy version ${verdict?.policyVersion ?? '?'}${rules.length ? `, ${rules.slice(0, 4).join(', ')}` : ''}`
  const times = `inspect ${timings.inspectMs} ms, decide ${timings.decideMs} ms, build ${timings.buildMs} ms`
  return [
    ...field('verdict', `${paintStatus(status, colors)(colors.bold(status))}  ${colors.dim(by)}`, colors),
    ...field('', colors.dim(times), colors),
  ]
}

function field(label: string, value: string | null, colors: Colors): readonly string[] {
  return value === null ? [] : [`${INDENT}${colors.dim(label.padEnd(LABEL_WIDTH))}${value}`]
}

function paintSeverity(severity: Severity, colors: Colors): (text: string) => string {
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

function paintAction(action: ActionKind, colors: Colors): (text: string) => string {
  if (action === 'release' || action === 'rewrite') return colors.green
  return action === 'remove' || action === 'block' ? colors.red : colors.yellow
}

function paintStatus(status: MessageRecord['status'], colors: Colors): (text: string) => string {
  if (status === 'released') return colors.green
  return status === 'blocked' ? colors.red : colors.yellow
}

function readableSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

/** A terminal obeys control characters, and bidi ones turn a line around: neither is printed. */
function printable(untrusted: string): string {
  return untrusted.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '·')
}
