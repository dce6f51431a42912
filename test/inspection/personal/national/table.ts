/** Tests each recognizer of a region by its table; one without a table fails. */
import { describe, expect, it } from '@jest/globals'
import type { Recognizer } from '../../../../src/inspection/personal/recognizer.ts'
import { describeRecognizer, type Table } from '../recognizer-table.ts'

export function describeNational(recognizers: readonly Recognizer[], tables: Readonly<Record<string, Table>>): void {
  describe('the numbers of a region', () => {
    it('are all tested', () => {
      expect(Object.keys(tables).map((id) => `national/${id}`)).toEqual(recognizers.map(({ id }) => id))
    })
  })
  for (const recognizer of recognizers) {
    const table = tables[recognizer.id.replace('national/', '')]
    if (table !== undefined) describeRecognizer(recognizer, table)
  }
}
