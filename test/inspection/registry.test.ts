import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { Inspector, LookupInspector } from '../../src/core/inspector.ts'
import { INSPECTORS, LOOKUP_INSPECTORS } from '../../src/inspection/registry.ts'
import { declaresItself, keepsContract } from './contract.ts'

const source = new URL('../../src/inspection/', import.meta.url)
const tests = new URL('./', import.meta.url)
const registered: readonly (Inspector | LookupInspector)[] = [...INSPECTORS, ...LOOKUP_INSPECTORS]

/** Every inspector that a file below `inspection/` exports, with the path of that file. */
async function inspectorsInFolders(): Promise<readonly { readonly path: string; readonly inspector: Inspector | LookupInspector }[]> {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = folders.flatMap(({ name }) => readdirSync(new URL(`${name}/`, source)).map((file) => `${name}/${file}`))
  const found = []
  for (const path of paths.filter((each) => each.endsWith('.ts'))) {
    const exported: Record<string, unknown> = await import(new URL(path, source).href)
    for (const value of Object.values(exported)) {
      if (isInspector(value)) found.push({ path: path.slice(0, -'.ts'.length), inspector: value })
    }
  }
  return found
}

function isInspector(value: unknown): value is Inspector | LookupInspector {
  return typeof value === 'object' && value !== null && 'looksAt' in value && 'codes' in value && 'inspect' in value
}

/** The tests of one inspector: its own file `ID.test.ts`, or in a file of its folder the block `describe('ID', …)`. */
function testsOf(id: string): string {
  const own = new URL(`${id}.test.ts`, tests)
  if (existsSync(own)) return readFileSync(own, 'utf8')
  const folder = new URL(`${id.slice(0, id.indexOf('/'))}/`, tests)
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.test.ts')) : []
  return files.map((file) => block(readFileSync(new URL(file, folder), 'utf8'), id)).join('\n')
}

/** A top-level describe, to the line that closes it; Biome keeps both at the beginning of a line. */
function block(source: string, id: string): string {
  const from = source.indexOf(`\ndescribe('${id}'`)
  return from < 0 ? '' : source.slice(from, source.indexOf('\n})', from))
}

/** Every title of a describe, an it or an it.each. */
function titles(source: string): readonly string[] {
  return [...source.matchAll(/(?:\b(?:it|describe)|[\])])\(\s*(['"`])(.+?)\1\s*,/g)].map(([, , title]) => title ?? '')
}

/** The convention: what is caught says `catch`, what innocently comes near says `pass` or `near-miss`, what attacks says `hostile`. */
function kindsProven(source: string): Readonly<Record<'catch' | 'nearMiss' | 'hostile', boolean>> {
  const all = titles(source)
  const has = (kind: RegExp): boolean => all.some((title) => kind.test(title))
  return { catch: has(/catch/i), nearMiss: has(/\bpass\b|near-miss/i), hostile: has(/hostile/i) }
}

describe('the registry', () => {
  it('has every inspector that stands in the folders', async () => {
    const found = await inspectorsInFolders()
    expect(found.length).toBeGreaterThan(6)
    expect(found.map(({ inspector }) => inspector.id).sort()).toEqual(registered.map(({ id }) => id).sort())
    for (const { inspector } of found) expect(registered).toContain(inspector)
  })

  it('knows each by the path of its file', async () => {
    for (const { path, inspector } of await inspectorsInFolders()) expect(inspector.id).toBe(path)
  })

  it('has no code that two inspectors declare in two ways', () => {
    const seen = new Map<string, unknown>()
    for (const { codes } of registered) {
      for (const [code, declaration] of Object.entries(codes)) {
        if (seen.has(code)) expect(declaration).toEqual(seen.get(code))
        seen.set(code, declaration)
      }
    }
  })

  it.each(registered.map(({ id }) => id))('has a test of %s with a catch, a near-miss and a hostile input', (id) => {
    expect(kindsProven(testsOf(id))).toEqual({ catch: true, nearMiss: true, hostile: true })
  })

  it('sees that an inspector without tests, and a test without a near-miss, prove nothing', () => {
    expect(kindsProven(testsOf('links/nobody-wrote-it'))).toEqual({ catch: false, nearMiss: false, hostile: false })
    const source = "describe('catches', () => {\n  it.each([1])('hostile %s', () => {})\n  // near-miss\n})"
    expect(kindsProven(source)).toEqual({ catch: true, nearMiss: false, hostile: true })
  })
})

describe.each(INSPECTORS.map((inspector) => [inspector.id, inspector] as const))('the contract, kept by %s', (_id, inspector) => {
  keepsContract(inspector)
})

describe.each(LOOKUP_INSPECTORS.map((inspector) => [inspector.id, inspector] as const))('the contract, kept by %s', (_id, inspector) => {
  declaresItself(inspector)
})
