/** Whatever a file can lose when it is built anew has a sentence that is true of it, and so has what nobody has thought of. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { type LossKey, lossKey } from '../../src/release/losses.ts'
import { givenWords } from '../support/languages.ts'

const SOURCE = new URL('../../src/', import.meta.url)

const KINDS: Readonly<Record<string, LossKey>> = {
  'office/vba': 'macros',
  'office/xlm': 'macros',
  'office/script': 'scripts',
  'office/run-action': 'actions',
  'office/activex': 'embedded',
  'office/embedded-object': 'embedded',
  'office/dde': 'external',
  'office/remote-template': 'external',
  'office/external-relationship': 'external',
  'office/hyperlink': 'links',
  'pdf/javascript': 'scripts',
  'pdf/launch': 'actions',
  'pdf/open-action': 'actions',
  'pdf/open-view': 'actions',
  'pdf/additional-actions': 'actions',
  'pdf/embedded-file': 'embedded',
  'pdf/goto-embedded': 'embedded',
  'pdf/goto-remote': 'external',
  'pdf/external-data': 'external',
  'pdf/uri': 'links',
  'pdf/xfa': 'forms',
  'pdf/acroform': 'forms',
  'pdf/submit-form': 'forms',
  'pdf/import-data': 'forms',
  'pdf/rich-media': 'media',
  'pdf/movie-sound-3d': 'media',
  'pdf/signature': 'signatures',
  'pdf/encrypted': 'lock',
  animation: 'frames',
  attachments: 'embedded',
  flattened: 'flattened',
  fonts: 'other',
  field: 'other',
  formatting: 'formatting',
  formulas: 'formulas',
  invisible: 'characters',
  metadata: 'metadata',
  pages: 'frames',
  part: 'other',
  trailing: 'other',
  unprintable: 'characters',
}

/** Kinds of losses as the disarmers write them, and all traits of PDF, which are losses when they are gone. */
function kindsInSource(): readonly string[] {
  const disarmers = readdirSync(new URL('release/disarm/', SOURCE)).map((name) => `release/disarm/${name}`)
  return [...disarmers, 'parse/pdf/survey.ts'].flatMap((path) => {
    const source = readFileSync(new URL(path, SOURCE), 'utf8')
    return [
      ...[...source.matchAll(/'((?:office|pdf)\/[\w-]+)'/g)].map(([, kind]) => kind ?? ''),
      ...[...source.matchAll(/(?:kind: |losses\.add\()'([\w-]+)', count|losses\.add\((?:[^'()]*)'([\w-]+)'\)/g)].map(
        ([, listed, added]) => listed ?? added ?? '',
      ),
    ]
  })
}

describe('lossKey', () => {
  it.each(Object.entries(KINDS))('knows %s as %s', (kind, key) => {
    expect(lossKey({ kind, count: 1 })).toBe(key)
  })

  it('knows every kind that a disarmer names', () => {
    const named = new Set(kindsInSource())
    expect(named.size).toBeGreaterThan(30)
    expect([...named].filter((kind) => !Object.hasOwn(KINDS, kind))).toEqual([])
  })

  it.each(['something/new', '', 'constructor'])('has a true sentence for %j, which nobody has thought of', (kind) => {
    expect(lossKey({ kind, count: 1 })).toBe('other')
  })

  it.each(['en', 'es', 'sv'])('has a whole sentence for each in %s', (tag) => {
    const words = givenWords(tag)
    for (const key of new Set(Object.values(KINDS))) expect(words.loss(key)).toMatch(/^\p{Lu}.+\.$/u)
  })
})
