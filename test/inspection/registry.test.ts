import { readdirSync, readFileSync } from 'node:fs'
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

/** Whether a test file has a describe or it named so, with at least one expectation after it. */
function proves(test: string, kind: RegExp): boolean {
  const title = new RegExp(`\\b(?:describe|it)(?:\\.each\\([^]*?\\))?\\(\\s*['"\`][^'"\`\\n]*${kind.source}[^]*?expect`, 'i')
  return title.test(test)
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
    const test = readFileSync(new URL(`${id}.test.ts`, tests), 'utf8')
    expect({ catch: proves(test, /catch/), nearMiss: proves(test, /near.?miss/), hostile: proves(test, /hostile/) }).toEqual({
      catch: true,
      nearMiss: true,
      hostile: true,
    })
  })

  it('sees that a test without a near-miss proves none', () => {
    expect(proves("it('catches a script', () => { expect(1).toBe(1) })", /near.?miss/)).toBe(false)
    expect(proves("describe('near-miss', () => { it('x', () => { expect(1).toBe(1) }) })", /near.?miss/)).toBe(true)
  })
})

describe.each(INSPECTORS.map((inspector) => [inspector.id, inspector] as const))('the contract, kept by %s', (_id, inspector) => {
  keepsContract(inspector)
})

describe.each(LOOKUP_INSPECTORS.map((inspector) => [inspector.id, inspector] as const))('the contract, kept by %s', (_id, inspector) => {
  declaresItself(inspector)
})
