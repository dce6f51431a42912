/** What was seen of a locked file while its password was at hand: kept instead of the password, so that later runs know it too. */
import type { Link, Part } from './message.ts'
import type { Report } from './report.ts'

export interface OpenedFile {
  /** Of the file of the message that the password was given for. */
  readonly partId: string
  /** Of that file as it came; what was seen counts for these bytes alone. */
  readonly sha256: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The files inside, by ids of their own below the file's: `p3.2`. */
  readonly parts: readonly Part[]
  /** `p3.l1` */
  readonly links: readonly Link[]
  /** Of the file and all inside, look-ups included; its subjects are the ids above and the file's own. */
  readonly report: Report
}
