/** What opening one file gives: the files inside, the addresses that it leads to, and what it carries or can do. */
import type { Listing } from '../../core/inspector.ts'
import type { LinkSource } from '../../core/message.ts'
import type { Libarchive } from '../archive/libarchive.ts'
import type { Budget } from '../budget.ts'

/** A file inside a file, whole and not opened further. */
export interface InnerFile {
  readonly untrustedPath: string
  readonly bytes: Uint8Array
}

/** An address that opening or clicking something in the file would lead to. */
export interface FileTarget {
  readonly untrustedUrl: string
  /** The words that it stands behind, null when there are none or they could not be told. */
  readonly untrustedShownText: string | null
  readonly source: Extract<LinkSource, 'pdf' | 'office' | 'file'>
  /** The construct: `URI`, `GoToR`, `hyperlink`, … */
  readonly via: string
}

export interface Contents {
  readonly listing: Listing
  readonly children: readonly InnerFile[]
  readonly targets: readonly FileTarget[]
}

export interface OpenContext {
  /** Containers around this file: 0 for a file of the message itself; at `budget.limits.maxDepth` it is listed and not opened. */
  readonly depth: number
  /** Shared by everything that is opened of one message. */
  readonly budget: Budget
  /** What the customer said that it opens with; tried once, never kept. */
  readonly password?: string
  /** The name that the file came under; some archives name what is in them after it. */
  readonly untrustedName?: string | null
  /** Reads the formats that are not read here; without it they stay closed. */
  readonly libarchive?: Libarchive
}

/** Opens the files of some types a level deep. Never throws for hostile bytes: what stays closed leaves `listing.incomplete`. */
export interface Opener {
  /** The step's name: `parse/archive`. */
  readonly id: string
  opens(detectedType: string): boolean
  open(bytes: Uint8Array, detectedType: string, context: OpenContext): Promise<Contents>
}

/** Of a lock that no password opens here. */
export function isHopelesslyLocked(code: string): boolean {
  return code.endsWith('_ENCRYPTED_UNSUPPORTED')
}

/** Codes that say that a password is missing, wrong, or of no use here: of openers, outcomes and findings. */
export function isLocked(code: string): boolean {
  return /_(?:ENCRYPTED|PASSWORD_WRONG|ENCRYPTED_UNSUPPORTED)$/.test(code)
}
