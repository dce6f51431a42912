/** Counters and timings for Prometheus: what passed, what each check said, what was done; labels are ids and codes, never content. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueDepth } from '../core/queue.ts'
import type { MessageRecord } from '../core/record.ts'
import type { ScannerState } from '../core/scanner.ts'

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export interface Metrics {
  accepted(channel: string, duplicate: boolean): void
  refused(code: string): void
  settled(record: MessageRecord, sinceReceivedMs: number): void
  failed(channel: string, code: string): void
  delivered(result: 'delivered' | 'retry' | 'dead'): void
  /** Prometheus text exposition. */
  render(): Promise<string>
}

export interface MetricsSources {
  depth(): Promise<Readonly<Record<string, QueueDepth>>>
  backlog(): Promise<{ readonly total: number; readonly oldestAcceptedAt: number | null }>
  scanner(): Promise<ScannerState>
  /** False while the canary is missed. */
  canaryOk(): boolean
  /** Of addresses; `readAt` in milliseconds since the epoch, null when never read. */
  lists(): readonly { readonly id: string; readonly entries: number; readonly readAt: number | null; readonly stale: boolean }[]
  /** By name: whether the processes that read files are held by it. */
  shields(): Readonly<Record<string, boolean>>
  now(): number
}

export function createMetrics(sources: MetricsSources): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const accepted = new Counter({
    name: 'forebay_accepted_total',
    help: 'Submissions accepted',
    labelNames: ['channel', 'duplicate'],
    registers,
  })
  const refused = new Counter({ name: 'forebay_refused_total', help: 'Submissions refused, by code', labelNames: ['code'], registers })
  const settled = new Counter({
    name: 'forebay_settled_total',
    help: 'Revisions settled, by status',
    labelNames: ['channel', 'status'],
    registers,
  })
  const failed = new Counter({
    name: 'forebay_failed_runs_total',
    help: 'Runs that failed, by code',
    labelNames: ['channel', 'code'],
    registers,
  })
  const outcomes = new Counter({
    name: 'forebay_outcomes_total',
    help: 'Outcomes by inspector',
    labelNames: ['inspector', 'status'],
    registers,
  })
  const actions = new Counter({
    name: 'forebay_actions_total',
    help: 'Actions by kind and subject',
    labelNames: ['kind', 'subject'],
    registers,
  })
  const deliveries = new Counter({
    name: 'forebay_webhook_attempts_total',
    help: 'Webhook attempts by result',
    labelNames: ['result'],
    registers,
  })
  const stages = new Histogram({ name: 'forebay_stage_seconds', help: 'Time by stage', labelNames: ['stage'], buckets: SECONDS, registers })
  const whole = new Histogram({
    name: 'forebay_accept_to_settled_seconds',
    help: 'From acceptance to the first release, hold or block',
    buckets: SECONDS,
    registers,
  })
  const depth = new Gauge({ name: 'forebay_queue_messages', help: 'Messages in the queue', labelNames: ['channel', 'state'], registers })
  const oldest = new Gauge({
    name: 'forebay_queue_oldest_seconds',
    help: 'Age of the oldest waiting message',
    labelNames: ['channel'],
    registers,
  })
  const backlog = new Gauge({ name: 'forebay_backlog_messages', help: 'Accepted and not yet settled', registers })
  const backlogAge = new Gauge({
    name: 'forebay_backlog_oldest_seconds',
    help: 'Age of the oldest accepted message not yet settled',
    registers,
  })
  const listAge = new Gauge({
    name: 'forebay_list_age_seconds',
    help: 'Since a list was read from its source',
    labelNames: ['list'],
    registers,
  })
  const listStale = new Gauge({
    name: 'forebay_list_stale',
    help: '1 when a list is older than it may be',
    labelNames: ['list'],
    registers,
  })
  const listEntries = new Gauge({ name: 'forebay_list_entries', help: 'Names and addresses in a list', labelNames: ['list'], registers })
  const shield = new Gauge({
    name: 'forebay_isolation',
    help: '1 when processes that read files are held by this',
    labelNames: ['shield'],
    registers,
  })
  const scanner = new Gauge({ name: 'forebay_scanner_ready', help: '1 when a virus scanner answers', registers })

  const signatureAge = new Gauge({
    name: 'forebay_scanner_signature_age_seconds',
    help: "Since a scanner's signatures were made",
    labelNames: ['scanner'],
    registers,
  })
  const engineUp = new Gauge({
    name: 'forebay_scanner_engine_up',
    help: '1 when this one of the scanners answers and finds the test file',
    labelNames: ['scanner'],
    registers,
  })
  const engineLimit = new Gauge({
    name: 'forebay_scanner_limit_bytes',
    help: 'The largest file that a scanner was seen to look into',
    labelNames: ['scanner'],
    registers,
  })
  const canary = new Gauge({ name: 'forebay_canary_ok', help: '0 while the canary is missed: all files are held', registers })

  return {
    accepted: (channel, duplicate) => accepted.inc({ channel, duplicate: String(duplicate) }),
    refused: (code) => refused.inc({ code }),
    settled(record, sinceReceivedMs) {
      settled.inc({ channel: record.channel, status: record.status })
      for (const outcome of record.report.outcomes) outcomes.inc({ inspector: outcome.inspector, status: outcome.status })
      for (const action of record.verdict?.actions ?? []) actions.inc({ kind: action.kind, subject: action.subject.kind })
      stages.observe({ stage: 'inspect' }, record.timings.inspectMs / 1_000)
      stages.observe({ stage: 'decide' }, record.timings.decideMs / 1_000)
      stages.observe({ stage: 'build' }, record.timings.buildMs / 1_000)
      if (record.revision === 1) whole.observe(sinceReceivedMs / 1_000)
    },
    failed: (channel, code) => failed.inc({ channel, code }),
    delivered: (result) => deliveries.inc({ result }),
    async render() {
      const [lanes, waiting, scan] = await Promise.all([sources.depth(), sources.backlog(), sources.scanner()])
      for (const [channel, lane] of Object.entries(lanes)) {
        depth.set({ channel, state: 'waiting' }, lane.waiting)
        depth.set({ channel, state: 'active' }, lane.active)
        oldest.set({ channel }, lane.oldestWaitingMs / 1_000)
      }
      backlog.set(waiting.total)
      backlogAge.set(waiting.oldestAcceptedAt === null ? 0 : (sources.now() - waiting.oldestAcceptedAt) / 1_000)
      for (const [name, on] of Object.entries(sources.shields())) shield.set({ shield: name }, on ? 1 : 0)
      scanner.set(scan.reachable ? 1 : 0)
      canary.set(sources.canaryOk() ? 1 : 0)
      for (const { address, status, signaturesAt, limitBytes } of scan.engines ?? []) {
        engineUp.set({ scanner: address }, status === 'ok' ? 1 : 0)
        if (signaturesAt !== null) signatureAge.set({ scanner: address }, (sources.now() - signaturesAt) / 1_000)
        if (limitBytes !== null) engineLimit.set({ scanner: address }, limitBytes)
      }
      for (const { id, entries, readAt, stale } of sources.lists()) {
        listEntries.set({ list: id }, entries)
        listStale.set({ list: id }, stale ? 1 : 0)
        if (readAt !== null) listAge.set({ list: id }, (sources.now() - readAt) / 1_000)
      }
      return registry.metrics()
    },
  }
}
