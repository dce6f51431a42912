/** The runner that loads modules once a worker fails whatever Jest's own would fail, and no file sees what another left behind. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const FILES = {
  'a-bad.test.ts': `
    import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
    jest.setTimeout(400)
    const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    it('holds', () => expect(1).toBe(1))
    it('does not hold', () => expect({ a: 1 }).toEqual({ a: 2 }))
    it('never ends', () => new Promise(() => undefined))
    it('never ends, in its own time', () => new Promise(() => undefined), 50)
    it('rejects where nobody looks', async () => { void Promise.reject(new Error('stray')); await later(20) })
    it('throws where nobody looks', async () => { setTimeout(() => { throw new Error('stray') }, 1); await later(20) })
    it('asserts too little', () => expect.assertions(1))
    it.each([1, 2])('is %i', (n) => expect(n).toBe(1))
    it.skip('is left out', () => undefined)
    describe('what cannot begin', () => { beforeAll(() => { throw new Error('hook') }); it('does not', () => undefined) })
    describe('what cannot end', () => { afterAll(() => { throw new Error('hook') }); it('does', () => undefined) })
  `,
  'b-leaves.test.ts': `
    import { expect, it, jest } from '@jest/globals'
    import { load } from './counter.ts'
    it('leaves much behind', () => {
      process.env.LEFT = 'behind'
      process.chdir('/')
      jest.spyOn(Date, 'now').mockReturnValue(7)
      process.exit = (() => undefined) as never
      expect([load(), Date.now()]).toEqual([1, 7])
    })
  `,
  'c-finds.test.ts': `
    import { expect, it } from '@jest/globals'
    import { load } from './counter.ts'
    it('finds nothing of it but the module', async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect([process.env.LEFT, process.cwd() === '/', Date.now() === 7]).toEqual([undefined, false, false])
      expect([load(), 'it' in globalThis]).toEqual([2, false])
    })
  `,
  'd-own.test.ts': `
    /** @jest-environment node */
    import { expect, it, jest } from '@jest/globals'
    jest.unstable_mockModule('./mocked.ts', () => ({ real: false }))
    it('has modules of its own, which it may mock', async () => {
      expect([(await import('./counter.ts')).load(), (await import('./mocked.ts')).real]).toEqual([1, false])
    })
  `,
  'e-empty.test.ts': 'export {}',
  'f-broken.test.ts': `import './not-there.ts'`,
  'counter.ts': 'let loads = 0\nexport const load = () => (loads += 1)\n',
  'mocked.ts': 'export const real = true\n',
}

interface Results {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

let results: Results
const folder = mkdtempSync(join(tmpdir(), 'forebay-runner-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content)
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
  // One after the other in one process, in which every file but the last comes after one that left something.
  const args = ['--runInBand', '--roots', folder, '--json', '--outputFile', join(folder, 'results.json'), '--testSequencer', sequencer()]
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' }
  await promisify(execFile)(process.execPath, [jest, ...args], { cwd: ROOT, env }).catch(() => undefined)
  results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results
}, 120_000)

/** By name: Jest would put what is larger first. */
function sequencer(): string {
  const path = join(folder, 'by-name.cjs')
  writeFileSync(
    path,
    'module.exports = class { sort(tests) { return tests.sort((a, b) => (a.path < b.path ? -1 : 1)) } cacheResults() {} }',
  )
  return path
}

function statuses(name: string): Readonly<Record<string, string>> {
  const file = results.testResults.find((one) => one.name.endsWith(name))
  return Object.fromEntries([
    ['the file', file?.status ?? 'did not run'],
    ...(file?.assertionResults ?? []).map((one) => [one.title, one.status]),
  ])
}

it('a test that fails, hangs, asserts too little or breaks where nobody looks is a failed one', () => {
  expect(statuses('a-bad.test.ts')).toEqual({
    'the file': 'failed',
    holds: 'passed',
    'does not hold': 'failed',
    'never ends': 'failed',
    'never ends, in its own time': 'failed',
    'rejects where nobody looks': 'failed',
    'throws where nobody looks': 'failed',
    'asserts too little': 'failed',
    'is 1': 'passed',
    'is 2': 'failed',
    'is left out': 'pending',
    'does not': 'failed',
    does: 'passed',
  })
  expect(results.testResults.find(({ name }) => name.endsWith('a-bad.test.ts'))?.message).toMatch(/Test suite failed to run\s+hook/)
})

it('what a file changed of the process is as it was for the next, which shares its modules', () => {
  expect(statuses('b-leaves.test.ts')).toEqual({ 'the file': 'passed', 'leaves much behind': 'passed' })
  expect(statuses('c-finds.test.ts')).toEqual({ 'the file': 'passed', 'finds nothing of it but the module': 'passed' })
})

it('a file that asks for the environment of Node has modules of its own', () => {
  expect(statuses('d-own.test.ts')).toEqual({ 'the file': 'passed', 'has modules of its own, which it may mock': 'passed' })
})

it('a file without a test, or that does not load, fails', () => {
  expect(statuses('e-empty.test.ts')).toEqual({ 'the file': 'failed' })
  expect(statuses('f-broken.test.ts')).toEqual({ 'the file': 'failed' })
})
