/** How much of strangers' HTML is read before it is called too much; real mail stays far below each. */

export interface HtmlLimits {
  /** UTF-16 units of the source. */
  readonly maxCharacters: number
  /** Elements inside elements. */
  readonly maxDepth: number
  readonly maxElements: number
  /** Places that hold an address. */
  readonly maxLinks: number
  /** Of one attribute that is looked into; pictures in `data:` are not. */
  readonly maxAttributeCharacters: number
}

export const DEFAULT_HTML_LIMITS: HtmlLimits = {
  maxCharacters: 4_000_000,
  maxDepth: 512,
  maxElements: 200_000,
  maxLinks: 5_000,
  maxAttributeCharacters: 65_536,
}
