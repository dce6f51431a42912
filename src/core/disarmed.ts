/** A file that was built anew without what could act, and what it lost by that. */
import type { InboundMessage } from './message.ts'
import type { PdfRenderer } from './pdf-renderer.ts'
import type { Report } from './report.ts'

/** What disarming and showing need of the world; without one of them less can be done. */
export interface ReleaseTools {
  readonly pdf?: PdfRenderer
}

export interface Loss {
  /** The trait that is gone (`office/vba`, `pdf/javascript`), or `metadata`, `flattened`, `formatting`, …: has a sentence in each language. */
  readonly kind: string
  readonly count: number
}

export type Disarmed =
  | {
      readonly status: 'done'
      readonly bytes: Uint8Array
      /** The media type of `bytes`. */
      readonly type: string
      /** Put behind the name when the type changed: `.txt`, `.pdf`; null when the name stays. */
      readonly extension: string | null
      /** Empty when nothing had to go. */
      readonly losses: readonly Loss[]
    }
  /** It cannot be built anew without a claim too many: `DISARM_UNSUPPORTED`, `DISARM_ENCRYPTED`, `DISARM_CORRUPT`, `DISARM_TOO_LARGE`, … */
  | { readonly status: 'refused'; readonly reason: string }

/** Builds files of some types anew. The same bytes always give the same bytes. Never throws for hostile bytes. */
export interface Disarmer {
  readonly id: string
  disarms(detectedType: string): boolean
  disarm(bytes: Uint8Array, detectedType: string, tools?: ReleaseTools): Promise<Disarmed>
}

/** A file that was built anew, without its bytes. */
export interface NewFile {
  readonly sha256: string
  readonly size: number
  readonly type: string
  readonly extension: string | null
  readonly losses: readonly Loss[]
}

/** What is known of the try to build one file of a message anew; the same bytes always give the same. */
export type Rebuilding = {
  /** Of the file in its message. */
  readonly partId: string
  /** Of the file as it came: another file under the same id is another matter. */
  readonly originalSha256: string
} & (
  | (NewFile & {
      readonly status: 'done'
      /** Of the new file, looked into from the beginning as if it had come by itself: its part is `p1`. */
      readonly report: Report
    })
  | { readonly status: 'refused'; readonly reason: string }
)

/** What deciding needs of it besides; as with the message itself, the parts are not kept: opening the file again gives them again. */
export type Rebuilt = Rebuilding & {
  /** The new file as a message of nothing else; null when there is none. */
  readonly message: InboundMessage | null
}

/** What a person may look at instead of opening the file. */
export interface FileView {
  /** PNG, first page first; bounded in number and in pixels. */
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly width: number; readonly height: number }[]
  /** Of the whole file; null for what has no pages. */
  readonly pageCount: number | null
  /** Plain words, bounded; null when there are none to be had. */
  readonly text: string | null
  /** True when there is more than is shown. */
  readonly cut: boolean
}

/** Shows files of some types. Never throws for hostile bytes: null when there is nothing to show. */
export interface Viewer {
  readonly id: string
  views(detectedType: string): boolean
  view(bytes: Uint8Array, detectedType: string, tools?: ReleaseTools): Promise<FileView | null>
}
