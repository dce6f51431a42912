/** The lock installs on every system, and names no registry. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { complete } from '../../scripts/complete-lock.mjs'

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')

describe('the lock', () => {
  it('has an entry for every optional dependency, or npm ci would refuse it (scripts/complete-lock.mjs adds them)', () => {
    const { added } = complete(JSON.parse(text).packages)
    expect(added).toEqual([])
  })

  it('would be completed if one were missing', () => {
    const packages = {
      'node_modules/a': { optionalDependencies: { 'a-linux-x64-musl': '1.0.0', 'a-darwin-arm64': '^1.0.0' } },
      'node_modules/a-darwin-arm64': {},
    }
    const { packages: completed, added } = complete(packages)
    expect(added).toEqual(['a-linux-x64-musl'])
    expect(completed['node_modules/a-linux-x64-musl']).toEqual({
      version: '1.0.0',
      cpu: ['x64'],
      libc: ['musl'],
      os: ['linux'],
      optional: true,
    })
  })

  it('carries no download address', () => {
    expect(text).not.toContain('"resolved"')
    expect(text).not.toContain('.tgz')
  })
})
