/** What can be said against one label of a site's name. */
export interface LabelFault {
  readonly code: 'LINK_MIXED_SCRIPT' | 'LINK_CONFUSABLE_HOST' | 'LINK_UNUSUAL_LETTERS' | 'LINK_INVALID_NAME'
  readonly confidence: number
  /** In a few words, for the evidence. */
  readonly why: string
  /** What the label passes for, when that can be said. */
  readonly reads: string | null
}
