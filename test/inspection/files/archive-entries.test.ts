/** What the entries of an archive are called and lead to is told, and nothing is said of sound ones. */
import { describe, expect, it } from '@jest/globals'
import { archiveEntries } from '../../../src/inspection/files/archive-entries.ts'
import { makeTar, makeZip } from '../../support/files.ts'
import { codesOf, subjectOf } from './subject.ts'

const linked = (target: string): Buffer => {
  const record = ` linkpath=${target}\n`
  return makeTar([
    { name: 'x', type: 'x', data: `${record.length + 2}${record}` },
    { name: 'a', type: '2' },
  ])
}

describe('files/archive-entries', () => {
  it.each<[string, Buffer]>([
    ['a link that leads out', linked('../etc/passwd')],
    ['a link to a place of its own', linked('/etc/passwd')],
    ['a device', makeTar([{ name: 'a', type: '4' }])],
    [
      'two files of one name',
      makeZip([
        { name: 'a.txt', data: 'x' },
        { name: 'a.txt', data: 'y' },
      ]),
    ],
    ['a name that is a folder to one program alone', makeZip([{ name: 'a\\b.txt', data: 'x' }])],
  ])('catches %s', async (_what, bytes) => {
    expect(codesOf(archiveEntries, await subjectOf('a', bytes))).toEqual(['FILE_ARCHIVE_UNSAFE_ENTRY'])
  })

  it.each<[string, Buffer]>([
    ['a link to a file beside it', linked('b/c.txt')],
    [
      'a link up and down again',
      makeTar([
        { name: 'x', type: 'x', data: '20 linkpath=../b.c\n' },
        { name: 'd/a', type: '2' },
      ]),
    ],
    ['one folder named twice', makeZip([{ name: 'a/' }, { name: 'a/' }])],
    [
      'names that differ',
      makeZip([
        { name: 'a.txt', data: 'x' },
        { name: 'b/a.txt', data: 'x' },
      ]),
    ],
  ])('lets %s pass', async (_what, bytes) => {
    expect(codesOf(archiveEntries, await subjectOf('a', bytes))).toEqual([])
  })

  it('says it once of a hostile archive of a thousand', async () => {
    const bytes = makeZip(Array.from({ length: 1_000 }, () => ({ name: 'a', data: 'x' })))
    expect(codesOf(archiveEntries, await subjectOf('a', bytes))).toEqual(['FILE_ARCHIVE_UNSAFE_ENTRY'])
  })
})
