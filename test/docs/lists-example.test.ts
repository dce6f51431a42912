/** The example of a lists file is one that the service takes as it stands. */
import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { readListSettings } from '../../src/lookups/lists/settings.ts'

it('is valid, and its defaults are what its head says', () => {
  const { lists, ...others } = parse(readFileSync('config/lists.example.yaml', 'utf8')) as { readonly lists: unknown }
  expect(others).toEqual({})
  expect(readListSettings(lists)).toMatchObject([
    { id: 'ours', format: 'auto', staleAfterHours: null },
    { id: 'urlhaus', kind: 'block', refreshMinutes: 30, staleAfterHours: 48 },
    { id: 'openphish', refreshMinutes: 60, staleAfterHours: 24 },
  ])
})
