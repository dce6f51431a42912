/** The limits of clamd are read from its settings. */
import { describe, expect, it } from '@jest/globals'
import { readVersion } from '../../../src/lookups/clamd.ts'
import { readClamdLimit } from '../../../src/lookups/scanner/clamd-conf.ts'

describe('clamd.conf', () => {
  it.each([
    ['', null],
    ['# StreamMaxLength 1M\nLogFile /x\n', null],
    ['StreamMaxLength 25M\r\nMaxFileSize 300K\nAlertExceedsMax yes', 307_200],
    ['MaxScanSize 1G\nMaxFileSize 0', 1_073_741_824],
    ['MaxFileSize many', null],
  ])('%j', (text, bytes) => expect(readClamdLimit(text)).toBe(bytes))
})

describe('what clamd says of itself', () => {
  it.each([
    ['ClamAV 1.4.3/27500/Mon Nov 23 09:12:33 2026', Date.UTC(2026, 10, 23, 9, 12, 33)],
    ['ClamAV 1.4.3/27500/Sun Nov  1 00:00:00 2026', Date.UTC(2026, 10, 1)],
    // With signatures of one's own alone.
    ['ClamAV 1.4.6', null],
    ['ClamAV 1.4.6/1/when', null],
  ])('%s', (said, signaturesAt) => expect(readVersion(said)).toEqual({ version: said, signaturesAt }))

  it('is nothing when it is no clamd', () => expect(readVersion('HTTP/1.1 400 Bad Request')).toBeNull())
})
