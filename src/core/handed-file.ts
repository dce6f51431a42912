/** The words of handing files out: what is known of a file's signed address at the moment that somebody uses it, and what may be done with it. */
import type { FileView } from './disarmed.ts'
import type { MessageRecord } from './record.ts'
import type { ReleasedFile } from './release.ts'

/** An address gives the file, or a page that shows it; one never does what the other is for. */
export type FileUse = 'file' | 'view'

/** What an address says of itself. */
export interface AddressedFile {
  readonly messageId: string
  readonly fileId: string
  /** Whom it was handed to. */
  readonly agent: string
  /** Milliseconds since the epoch, whole seconds: when it was handed out. */
  readonly issuedAt: number
}

/** The same as it stands today. */
export interface HandedFile extends AddressedFile {
  readonly record: MessageRecord
  /** BCP 47, of its channel. */
  readonly language: string
}

export type FileLook =
  | { readonly state: 'open'; readonly handed: HandedFile; readonly file: ReleasedFile }
  | {
      readonly state: 'held' | 'gone'
      readonly handed: HandedFile
      /** Null when the release does not list it any more. */
      readonly file: ReleasedFile | null
    }
  /** Handed out too long ago. */
  | { readonly state: 'expired'; readonly handed: HandedFile }
  /** Not signed by us, or changed on the way, or of a message that is not here. */
  | { readonly state: 'unknown' }

/** Who asks for a file, and how. */
export interface FileAsker {
  readonly messageId: string
  readonly fileId: string
  /** An agent, or `key:ID`. */
  readonly by: string
  /** The API key that asks; null for a signed address. */
  readonly keyId: string | null
}

export interface TakenFile {
  readonly bytes: Uint8Array
  /** As the release names it: made safe. */
  readonly name: string
  readonly type: string
}

/** What a view is of; null where the file has none. */
export interface ShownFile {
  readonly view: FileView | null
}

export interface HandedFiles {
  look(use: FileUse, untrustedToken: string): Promise<FileLook>
  /** The bytes, once `file.downloaded` is durable in the access log; null when the verdict of now does not let them out. Throws ForebayError 503 `FILE_UNREADABLE`. */
  take(asker: FileAsker): Promise<TakenFile | null>
  /** What it looks like, once `file.viewed` is durable; null when the verdict of now does not let it out. @param page of the picture that alone is asked for; null for all */
  show(asker: FileAsker, page: number | null): Promise<ShownFile | null>
  /** An address that was of no use; durable when it resolves. */
  refuse(look: Exclude<FileLook, { readonly state: 'unknown' }>, why: string, by: string): Promise<void>
  /** The address of the file itself, for one that was handed the view: it ends when that does. */
  tokenFor(use: FileUse, handed: AddressedFile): string
}
