/** A message opened up for inspection: the parsed words, the bytes of its parts and what its containers list. */
import type { Listing } from './inspector.ts'
import type { InboundMessage } from './message.ts'
import type { Outcome } from './report.ts'

export interface Parsed {
  readonly message: InboundMessage
  /** By partId; parts whose bytes could not be had are missing here and have an outcome that says why. */
  readonly bytes: ReadonlyMap<string, Uint8Array>
  readonly listings: ReadonlyMap<string, Listing>
  /** Outcomes of the parsers themselves (`parse/mime`, `parse/html`, `parse/archive`); not `ok` where something was left out. */
  readonly outcomes: readonly Outcome[]
}
