import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { loadMasterKey } from '../../src/blobs/master-key.ts'

const root = mkdtempSync(join(tmpdir(), 'forebay-key-'))
let made = 0
const newFolder = () => {
  made += 1
  return join(root, String(made))
}
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the master key', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('comes from the setting in %s and makes no file', (encoding) => {
    const key = randomBytes(32)
    const folder = newFolder()
    expect(loadMasterKey(key.toString(encoding), folder)).toEqual({ key, made: null })
    expect(() => readdirSync(folder)).toThrow('ENOENT')
  })

  it('is made once, for the owner only, and found again', () => {
    const folder = newFolder()
    const first = loadMasterKey(undefined, folder)
    expect(first.made).toBe(join(folder, 'encryption.key'))
    expect(first.key).toHaveLength(32)
    expect(statSync(first.made!).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['encryption.key'])
    expect(readFileSync(first.made!, 'utf8')).toBe(`${first.key.toString('base64')}\n`)
    expect(loadMasterKey('', folder)).toEqual({ key: first.key, made: null })
  })

  it.each(['short', '0'.repeat(63), 'A'.repeat(42), `${'A'.repeat(43)}==`, randomBytes(33).toString('base64')])(
    'refuses the setting %p without repeating it',
    (setting) => {
      const attempt = () => loadMasterKey(setting, newFolder())
      expect(attempt).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID', field: 'ENCRYPTION_KEY' }))
      expect(attempt).toThrow(expect.objectContaining({ message: expect.not.stringContaining(setting) }))
    },
  )

  it('never makes a new key over a file that it cannot use', () => {
    const folder = newFolder()
    const { made: path } = loadMasterKey(undefined, folder)
    for (const content of ['', 'half a k']) {
      writeFileSync(path!, content)
      expect(() => loadMasterKey(undefined, folder)).toThrow(expect.objectContaining({ code: 'KEY_FILE_INVALID' }))
      expect(readFileSync(path!, 'utf8')).toBe(content)
    }
  })
})
