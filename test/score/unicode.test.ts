/** The score of unseen characters hides what it says it hides, the same for the same seed, and reads given sets as they are kept. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { hiddenCases } from '../../scripts/score/hidden-words.ts'
import { scoreUnicode } from '../../scripts/score/unicode.ts'

const folder = mkdtempSync(join(tmpdir(), 'score-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('hiddenCases', () => {
  it('makes 75 of each of eight kinds, again and again the same', () => {
    const cases = hiddenCases(7)
    expect([...Map.groupBy(cases, ({ technique }) => technique).values()].map((each) => each.length)).toEqual(Array(8).fill(75))
    expect(hiddenCases(7)).toEqual(cases)
    expect(hiddenCases(8)).not.toEqual(cases)
  })

  it('hides something in each, and changes nothing else', () => {
    for (const { hidden, expected } of hiddenCases(7)) {
      expect(hidden.length).toBeGreaterThan(expected.length)
      let at = 0
      for (const character of hidden) if (expected.startsWith(character, at)) at += character.length
      expect(at).toBe(expected.length)
    }
  })
})

describe('scoreUnicode', () => {
  it('counts what is kept and what is wrong in given sets', async () => {
    mkdirSync(join(folder, 'uni.some_benign'))
    mkdirSync(join(folder, 'uni.hidden_words'))
    writeFileSync(join(folder, 'uni.some_benign', 'a.jsonl'), '{"text":"👩🏽‍🦰"}\n{"text":"pay\\u200bpal"}\n')
    writeFileSync(
      join(folder, 'uni.hidden_words', 'b.jsonl'),
      '{"hidden":"a\\u200bb","expected":"ab","technique":"x"}\n{"text":"a\\u200bb","clean":"a b","kind":"x"}\n',
    )
    const measures = await scoreUnicode(folder)
    const measure = (show: string, part: string) => measures.find((each) => each.show === show && each.measure.includes(part))
    expect(measure('uni.some_benign', 'parser')).toMatchObject({ value: '1 of 2', ok: false })
    expect(measure('uni.some_benign', 'release')).toMatchObject({ value: '1 of 2', ok: false })
    expect(measure('uni.some_benign', 'finding')).toMatchObject({ value: '1 of 2', ok: false })
    expect(measure('uni.hidden_words', 'x: gone')).toMatchObject({ value: '1 of 2', ok: false })
    expect(measure('hidden, ours', 'tags: gone')).toMatchObject({ value: '75 of 75', ok: true })
    expect(measure('honest mail', 'above')).toMatchObject({ ok: null })
  }, 120_000)
})
