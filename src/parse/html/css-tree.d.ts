/** The part of css-tree 3 that src/parse/html/style-sheet.ts uses (github.com/csstree/csstree, docs/ast.md); the package ships no types for this entry. */
declare module 'css-tree/parser' {
  export type CssNode =
    | { readonly type: 'StyleSheet'; readonly children: Iterable<CssNode> }
    | { readonly type: 'Block'; readonly children: Iterable<CssNode> }
    | { readonly type: 'Rule'; readonly prelude: CssNode; readonly block: CssNode }
    | { readonly type: 'Atrule'; readonly name: string; readonly prelude: CssNode | null; readonly block: CssNode | null }
    | { readonly type: 'Declaration'; readonly property: string; readonly value: CssNode; readonly important: boolean | string }
    | { readonly type: 'SelectorList'; readonly children: Iterable<CssNode> }
    | { readonly type: 'Selector'; readonly children: Iterable<CssNode> }
    | { readonly type: 'Raw'; readonly value: string }
    | { readonly type: 'TypeSelector' | 'ClassSelector' | 'IdSelector'; readonly name: string }
    | { readonly type: 'PseudoClassSelector' | 'PseudoElementSelector'; readonly name: string; readonly children: unknown }
    | { readonly type: 'Combinator'; readonly name: string }
    | {
        readonly type: 'AttributeSelector'
        readonly name: { readonly name: string }
        readonly matcher: string | null
        readonly value: { readonly type: 'String'; readonly value: string } | { readonly type: 'Identifier'; readonly name: string } | null
      }
    | { readonly type: 'NestingSelector' | 'Comment' | 'CDO' | 'CDC' }

  export interface ParseOptions {
    readonly parseValue: boolean
    readonly parseAtrulePrelude: boolean
    readonly parseCustomProperty: boolean
  }
  export default function parse(css: string, options: ParseOptions): CssNode
}
