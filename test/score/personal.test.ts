/** The score of personal data reads its corpora as they are kept, counts what is masked and what is not, and cannot succeed on none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { NOT_HERE } from '../../scripts/score/measure.ts'
import { scorePersonal } from '../../scripts/score/personal.ts'
import { scoreFalseAlarms } from '../../scripts/score/personal-alarms.ts'
import { isNameOfManyCountries, namesOf } from '../../scripts/score/personal-names.ts'
import { scorePersonnummer, scoreStdnum } from '../../scripts/score/personal-numbers.ts'
import { scorePresidio } from '../../scripts/score/personal-spans.ts'

const folder = mkdtempSync(join(tmpdir(), 'score-'))
beforeEach(() => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

function put(name: string, content: string): void {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

function lines(...rows: readonly object[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

it('says of each part that it is not there', async () => {
  const measures = await scorePersonal(folder)
  expect(measures.map(({ value, ok }) => [value, ok])).toEqual(Array.from({ length: 4 }, () => [NOT_HERE, null]))
})

describe('scoreStdnum', () => {
  it('puts each number beside its names, and counts those masked', () => {
    put(
      'pii.stdnum/numbers.jsonl',
      lines(
        { type: 'mx_clabe', number: '002010418224730419', valid: true, personal_or_payment: true },
        { type: 'mx_clabe', number: '002010418224730418', valid: false, personal_or_payment: true },
        { type: 'isbn', number: '978-3-16-148410-0', valid: true, personal_or_payment: false },
      ),
    )
    const [valid, invalid] = scoreStdnum(folder)
    expect(valid).toMatchObject({ value: '9 of 9', ok: true, misses: [] })
    expect(invalid?.ok).toBe(true)
    expect(invalid?.measure).toContain('of 9 invalid')
  })

  it('misses its aims where a number is not masked, or a wrong one is', () => {
    put(
      'pii.stdnum/numbers.jsonl',
      lines(
        { type: 'xx_unheard', number: '1234567', valid: true, personal_or_payment: true },
        { type: 'xx_unheard', number: '4532 7435 2282 5086', valid: false, personal_or_payment: true },
      ),
    )
    const [valid, invalid] = scoreStdnum(folder)
    expect(valid).toMatchObject({ value: '0 of 6', ok: false, misses: [expect.stringContaining('xx_unheard: 6 missed')] })
    expect(invalid).toMatchObject({ value: '6', ok: false })
  })

  it('names a kind that nobody listed by its own name', () => {
    expect(namesOf('xx_some_number')).toEqual(['xx some number', 'some_number'])
    expect(namesOf('se_personnummer')).toContain('personnummer')
    expect(isNameOfManyCountries('tax number')).toBe(true)
    expect(isNameOfManyCountries('personnummer')).toBe(false)
  })
})

describe('scorePersonnummer', () => {
  it('asks for all notations of one', () => {
    const person = {
      long_format: '198112289874',
      short_format: '8112289874',
      separated_format: '811228-9874',
      separated_long: '19811228-9874',
    }
    put('pii.personnummer_meta/list.json', JSON.stringify([{ ...person, valid: true }]))
    expect(scorePersonnummer(folder)[0]).toMatchObject({ value: '36 of 36', ok: true })
  })
})

describe('scorePresidio', () => {
  it('compares spans, and counts what is masked where nothing is', () => {
    const row = { recognizer: 'x', entities: ['CREDIT_CARD'] }
    put(
      'pii.presidio/cases.jsonl',
      lines(
        { ...row, text: 'card 4532 7435 2282 5086', expected_len: 1, positions: [[4, 24]] },
        { ...row, text: 'card 4532 7435 2282 5087', expected_len: 1, positions: [5, 24] },
        { ...row, text: 'card 4532 7435 2282 5086', expected_len: 0, positions: null },
        { recognizer: 'x', entities: ['URL'], text: 'https://example.com', expected_len: 1, positions: [[0, 19]] },
      ),
    )
    const measures = scorePresidio(folder)
    expect(measures).toContainEqual(
      expect.objectContaining({ value: '0.500', ok: false, measure: expect.stringContaining('over 1 entities') }),
    )
    expect(measures.at(-1)).toMatchObject({ value: '1', ok: false })
  })
})

describe('scoreFalseAlarms', () => {
  it('lists what is found in ordinary mail, but for phones and addresses', async () => {
    put('mail.talon_replies/a.eml', 'Subject: hi\r\n\r\nCall +46 70 123 45 67, a@b.se, or pay by 4532 7435 2282 5086\r\n')
    expect(await scoreFalseAlarms(folder)).toMatchObject([{ value: '1', ok: null, misses: [expect.stringContaining('payment/card')] }])
  })
})
