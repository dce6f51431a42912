/** The extension by which a program would open a file is found in its name, however it is written. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compatibleWith, dangerousExtensions, expectedTypes, extensionsOf, scriptExtensions } from '../../../src/parse/file/extension.ts'

describe('extensionsOf', () => {
  it.each([
    ['invoice.pdf', ['pdf']],
    ['invoice.PDF.Exe', ['pdf', 'exe']],
    ['noextension', []],
    ['a.exe. . .', ['exe']],
    ['a.exe\u00a0', ['exe']],
    ['a.txt::$DATA', ['txt']],
    ['a.txt:b.exe', ['txt', 'b', 'exe']],
    ['folder.zip/readme.txt', ['txt']],
    ['C:\\x.y\\a.js', ['js']],
    ['invoice\uff0eexe', ['exe']],
    ['a.e\u200bxe', ['exe']],
    ['photo\u202egpj.exe', ['exe']],
    ['a.\0exe', ['exe']],
    ['.htaccess', ['htaccess']],
  ])('reads %j as Windows will', (name, extensions) => {
    expect(extensionsOf(name)).toEqual(extensions)
  })

  it('always finds the dangerous end of a name, whatever comes before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (start) => {
        expect(extensionsOf(`${start}.exe`).at(-1)).toBe('exe')
      }),
    )
  })
})

describe('expectedTypes', () => {
  it('knows what common extensions promise, and nothing of the rest', () => {
    expect(expectedTypes('jpeg')).toEqual(['image/jpeg'])
    expect(expectedTypes('xyz')).toBeNull()
    expect(expectedTypes('constructor')).toBeNull()
  })

  it('lets a label stand for every type that shares an extension with it', () => {
    expect(compatibleWith('text/plain')?.has('text/csv')).toBe(true)
    expect(compatibleWith('image/png')?.has('application/pdf')).toBe(false)
    expect(compatibleWith('application/octet-stream')).toBeNull()
  })
})

describe('dangerousExtensions', () => {
  it.each(
    'exe scr pif com bat cmd js jse vbs vbe wsf wsh hta lnk msi ps1 cpl jar iso img vhd one chm reg scf url library-ms search-ms'.split(
      ' ',
    ),
  )('has %s', (extension) => {
    expect(dangerousExtensions.has(extension)).toBe(true)
  })

  it('has every script and no document, picture or recording', () => {
    for (const extension of scriptExtensions) expect(dangerousExtensions.has(extension)).toBe(true)
    for (const extension of ['pdf', 'docx', 'jpg', 'png', 'txt', 'csv', 'zip', 'mp3', 'mp4', 'eml'])
      expect(dangerousExtensions.has(extension)).toBe(false)
  })
})
