/** What the floor of the mail workloads and its threads say to each other. */

export interface MailWorkerData {
  /** Which mails: made from a seed (workload B), or every so-manieth of the everyday mails or of these files (workload D). */
  readonly mails:
    | { readonly kind: 'newsletters'; readonly seed: number; readonly count: number }
    | { readonly kind: 'given'; readonly mails: readonly Uint8Array[] }
  readonly warmupMs: number
  readonly runMs: number
  /** Each mail is handed over to be stored, and at most so many are on their way; 0 stores none. */
  readonly maxUnstored: number
}

export type FromMailWorker =
  | { readonly kind: 'ready' }
  /** To be stored; the thread waits for `stored`. */
  | { readonly kind: 'mail'; readonly bytes: Uint8Array }
  | { readonly kind: 'done'; readonly mails: number; readonly seconds: number }

export type ToMailWorker = { readonly kind: 'go' } | { readonly kind: 'stored' }
