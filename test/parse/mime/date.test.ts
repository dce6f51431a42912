import { describe, expect, it } from '@jest/globals'
import { readDate } from '../../../src/parse/mime/date.ts'

describe('readDate', () => {
  it.each<[string, string | null]>([
    // RFC 5322 A.1, A.5, A.6.2
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
    ['Thu,\t13 Feb 1969 23:32 -0330 (Newfoundland Time)', '1969-02-14T03:02:00.000Z'],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06.000Z'],
    ['1 Jan 26 00:00:00 +0000', '2026-01-01T00:00:00.000Z'],
    ['Tue, 1 Jul 2003 10:52:37 EDT', '2003-07-01T14:52:37.000Z'],
    ['Tue, 1 Jul 2003 10:52:37 XYZ', '2003-07-01T10:52:37.000Z'],
    ['31 December 2016 23:59:60 +0000', '2016-12-31T23:59:59.000Z'],
    ['29 Feb 2024 12:00:00 +0000', '2024-02-29T12:00:00.000Z'],
    ['29 Feb 2023 12:00:00 +0000', null],
    ['32 Jan 2023 12:00:00 +0000', null],
    ['1 Foo 2023 12:00:00 +0000', null],
    ['1 Jan 2023 24:00:00 +0000', null],
    ['1 Jan 0000 12:00:00 +0000', null],
    ['2023-01-01T00:00:00Z', null],
    ['', null],
  ])('%j is %j', (written, iso) => {
    expect(readDate(written)).toBe(iso)
  })
})
