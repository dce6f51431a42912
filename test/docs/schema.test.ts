import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { renderSchema, SCHEMA_FILE } from '../../scripts/schema.ts'
import { check } from '../../src/cli/check.ts'
import { openWorkbench, type Workbench } from '../cli/workbench.ts'

const validate = ajvFormats
  .default(new Ajv2020({ strict: true, allowUnionTypes: true }))
  .compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')))

describe('docs/message.schema.json', () => {
  let workbench: Workbench
  beforeAll(async () => {
    workbench = await openWorkbench()
  })
  afterAll(() => workbench.close())

  test('is the shape that the code has (npm run docs writes it)', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(renderSchema())
  })

  test('describes what forebay check --json prints for every sample message, at every level', async () => {
    for (const level of [null, 'anonymous', 'authenticated', 'verified'] as const) {
      const { deps, out } = workbench.fresh()
      await check({ name: 'check', paths: ['fixtures/messages'], channel: null, level, json: true }, deps)
      const records = out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(records.length).toBeGreaterThanOrEqual(20)
      for (const record of records) {
        expect({ input: record.input, faults: validate(record) ? null : validate.errors }).toEqual({ input: record.input, faults: null })
        const { input: _, ...withoutInput } = record
        expect(validate(withoutInput)).toBe(true)
      }
    }
  })

  test('refuses a record with a key too many, a key too few, or an unknown status', async () => {
    const { deps, out } = workbench.fresh()
    await check({ name: 'check', paths: ['fixtures/messages/receipt.eml'], channel: null, level: null, json: true }, deps)
    const record = JSON.parse(out())
    const { verdict: _, ...withoutVerdict } = record
    for (const wrong of [{ ...record, extra: 1 }, withoutVerdict, { ...record, status: 'lost' }]) expect(validate(wrong)).toBe(false)
  })
})
