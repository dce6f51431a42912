/** The import law holds, and the guard that says so bites. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the tree with one file planted in it. */
function violationsWith(file: string, content: string): { status: number | null; output: string } {
  const copy = mkdtempSync(join(tmpdir(), 'forebay-law-'))
  try {
    cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true })
    for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json']) cpSync(join(root, name), join(copy, name))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(join(copy, file), content)
    return cruise(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function cruise(folder: string): { status: number | null; output: string } {
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', 'src'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  )
  return { status: run.status, output: run.stdout }
}

describe('the import law', () => {
  it('holds in the tree as it is', () => {
    const { status, output } = cruise(root)
    expect(output).toMatch(/no dependency violations found \(\d{2,} modules/)
    expect(status).toBe(0)
  }, 60_000)

  it.each([
    [
      'a stage that imports another stage',
      'src/policy/planted.ts',
      "export { inspect } from '../inspection/inspect.ts'\n",
      'policy-imports-only-core-and-parse',
    ],
    [
      'a type that is imported over the line',
      'src/parse/planted.ts',
      "import type { Policy } from '../policy/schema.ts'\nexport type Planted = Policy\n",
      'parse-imports-only-core',
    ],
    ['core that imports anything', 'src/core/planted.ts', "export { parseUrl } from '../parse/url.ts'\n", 'core-imports-only-nothing'],
    [
      'a pure room that touches the file system',
      'src/release/planted.ts',
      "export { readFileSync } from 'node:fs'\n",
      'pure-rooms-touch-no-world',
    ],
    ['an edge that imports a stage', 'src/store/planted.ts', "export { decide } from '../policy/decide.ts'\n", 'store-imports-only-core'],
  ])(
    'bites on %s',
    (_, file, content, rule) => {
      const { status, output } = violationsWith(file, content)
      expect(output).toContain(rule)
      expect(status).not.toBe(0)
    },
    60_000,
  )
})
