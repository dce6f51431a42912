/** Whatever a file has lost has a sentence that is true of it, also what nobody has thought of. */
import { describe, expect, it } from '@jest/globals'
import { lossKey } from '../../src/release/losses.ts'
import { givenWords } from '../support/languages.ts'

describe('lossKey', () => {
  it.each([
    ['office/vba', 'macros'],
    ['office/excel4', 'macros'],
    ['pdf/javascript', 'scripts'],
    ['pdf/open-action', 'actions'],
    ['pdf/launch', 'actions'],
    ['pdf/embedded-file', 'embedded'],
    ['office/activex', 'embedded'],
    ['office/remote-template', 'external'],
    ['office/dde', 'external'],
    ['pdf/uri', 'links'],
    ['pdf/xfa', 'forms'],
    ['metadata', 'metadata'],
    ['flattened', 'flattened'],
    ['formatting', 'formatting'],
    ['formulas', 'formulas'],
    ['animation', 'frames'],
    ['invisible', 'characters'],
    ['something/new', 'other'],
    ['', 'other'],
  ])('knows %s as %s', (kind, key) => {
    expect(lossKey({ kind, count: 1 })).toBe(key)
    for (const tag of ['en', 'sv', 'es']) expect(givenWords(tag).loss(lossKey({ kind, count: 1 }))).toMatch(/^\p{Lu}.+\.$/u)
  })
})
