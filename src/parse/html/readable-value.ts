/** Says which values take the place of an earlier one where it matters for what is seen: a browser ignores what is no value of the property, and what cannot be read here takes nothing back. */
import { readColour } from './colour.ts'
import { fontSize, pixels, sizeInFont } from './lengths.ts'

type Test = (value: string) => boolean

/** CSS Cascade 5, 7.3. */
const OF_ANY = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer'])

const NUMBER = /^[+-]?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})%?$/
const FUNCTION = /^[a-z0-9-]{1,20}\(/
const SIZE_WORDS = new Set(['auto', 'none', 'min-content', 'max-content', 'fit-content'])
const BACKGROUND_WORDS =
  /^(?:none|center|top|left|right|bottom|fixed|scroll|local|no-repeat|repeat(?:-[xy])?|cover|contain|(?:border|padding|content)-box|auto|\/)$/

const oneOf = (words: string): Test => {
  const known = new Set(words.split(' '))
  return (value) => known.has(value)
}
const isColour: Test = (value) => value === 'currentcolor' || readColour(value) !== null
const isSize: Test = (value) => SIZE_WORDS.has(value) || (pixels(value) ?? -1) >= 0
const isPlace: Test = (value) => value === 'auto' || pixels(value) !== null
const isFunction: Test = (value) => value === 'none' || FUNCTION.test(value)
const isFactor: Test = (value) => value === 'none' || value === 'normal' || value === 'reset' || each(3, (part) => NUMBER.test(part))(value)
const isOverflow = each(2, oneOf('visible hidden clip scroll auto overlay'))
const isFontSize: Test = (value) => (fontSize(value, 16) ?? -1) >= 0

function each(most: number, test: Test): Test {
  return (value) => {
    const parts = value.split(/\s+/, most + 1)
    return parts.length <= most && parts.every(test)
  }
}

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  [
    'display',
    each(
      3,
      oneOf(
        'none block inline inline-block list-item flex inline-flex grid inline-grid contents flow flow-root ruby ruby-base ruby-text math table ' +
          'inline-table table-row table-cell table-caption table-column table-row-group table-column-group table-header-group ' +
          'table-footer-group -webkit-box -webkit-inline-box -webkit-flex -ms-flexbox -moz-box run-in',
      ),
    ),
  ],
  ['visibility', oneOf('visible hidden collapse')],
  ['content-visibility', oneOf('visible hidden auto')],
  ['opacity', (value) => NUMBER.test(value)],
  ['font-size', isFontSize],
  // A size alone, without a family, is no font.
  ['font', (value) => sizeInFont(value) !== undefined && /\S\s+\S/.test(value)],
  ['color', isColour],
  ['-webkit-text-fill-color', isColour],
  ['background-color', isColour],
  [
    'background',
    (value) =>
      value.includes('(') || value.split(/\s+/, 20).every((part) => BACKGROUND_WORDS.test(part) || isPlace(part) || isColour(part)),
  ],
  ['height', isSize],
  ['max-height', isSize],
  ['width', isSize],
  ['max-width', isSize],
  ['line-height', (value) => value === 'normal' || (pixels(value) ?? -1) >= 0],
  ['overflow', isOverflow],
  ['overflow-x', isOverflow],
  ['overflow-y', isOverflow],
  ['position', oneOf('static relative absolute fixed sticky -webkit-sticky')],
  ['left', isPlace],
  ['top', isPlace],
  ['right', isPlace],
  ['bottom', isPlace],
  ['inset', each(4, isPlace)],
  ['text-indent', isPlace],
  ['margin-left', isPlace],
  ['margin-top', isPlace],
  ['margin', each(4, isPlace)],
  ['clip', (value) => value === 'auto' || FUNCTION.test(value)],
  ['clip-path', isFunction],
  ['-webkit-clip-path', isFunction],
  ['transform', isFunction],
  ['translate', (value) => value === 'none' || each(3, isPlace)(value)],
  ['scale', isFactor],
  ['zoom', isFactor],
  ['filter', isFunction],
])

/** `value` is lower case. True for all properties that hide nothing. */
export function takesEffect(property: string, value: string): boolean {
  const test = TESTS.get(property)
  return test === undefined || OF_ANY.has(value) || test(value)
}
