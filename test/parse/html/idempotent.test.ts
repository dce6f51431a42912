import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { sanitizedWithWords } from '../../support/inert-words.ts'
import { hostileHtml } from './hostile-html.ts'

describe('sanitizing', () => {
  it('twice is the same as once, with words in place of links and pictures', () => {
    fc.assert(
      fc.property(hostileHtml, (source) => {
        const once = sanitizedWithWords(source)
        expect(once).not.toBeNull()
        expect(sanitizedWithWords(once ?? '')).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })
})

const READABLE = '<span style="color:#000000;background-color:#ffffff">'

describe('what was read otherwise the second time', () => {
  const cases: Readonly<Record<string, readonly [source: string, written: string]>> = {
    'white words on a picture, which is gone': [
      '<table><tr><td bgcolor="#ffffff" background="dark.jpg"><font color="white">words</font></td></tr></table>',
      `<table><tr><td bgcolor="#ffffff"><font color="white">${READABLE}words</span></font></td></tr></table>`,
    ],
    'black words under a style sheet that nobody read': [
      '<link rel="stylesheet" href="https://a.example/"><div style="background:#000"><p class="a" style="color:black;width:9px">words</p></div>',
      `<div style="background:#000"><p style="color:black;width:9px">${READABLE}words</span></p></div>`,
    ],
    'the words of a white link on white, which are in no anchor': [
      '<div style="color:#fff;background-color:#fff"><a href="https://a.example/">words</a></div>',
      `<div style="color:#fff;background-color:#fff">${READABLE}words [link removed] </span></div>`,
    ],
    'a background that is written inside words of its colour': [
      '<font color="white"><span style="background:url(dark.jpg) #fff">a</span><span style="background:white;background-image:url(b)">b</span></font>',
      `<font color="white"><span style="background-color:#fff">${READABLE}a</span></span><span style="background:white">${READABLE}b</span></span></font>`,
    ],
    'a handle that is also a host': ['<p>mail me @example.com today</p>', '<p>mail me @example[.]com today</p>'],
    'blanks around an edge of a link': [
      '<p><b>a</b> <a href="https://a.example/"> <i>b</i></a></p>',
      '<p><b>a</b> <i>b</i> [link removed] </p>',
    ],
    'lines between two links': ['<p>https://a.example/\n\nhttps://b.example/</p>', '<p> [link removed] \n [link removed] </p>'],
  }

  it.each(Object.entries(cases))('%s', (_name, [source, written]) => {
    const once = sanitizedWithWords(source)
    expect(once).toBe(written)
    expect(sanitizedWithWords(once ?? '')).toBe(once)
  })

  it('words that can be read keep the colours that they were given', () => {
    const source = '<td bgcolor="#000000"><font color="#ffffff">a</font> <font color="#000">b</font></td>'
    const { html, hidden } = parseHtml(source, { partId: 'p1', firstLink: 1 })
    expect(html?.body).toBe('<td bgcolor="#000000"><font color="#ffffff">a</font> <font color="#000"></font></td>')
    expect(hidden).toMatchObject([{ kind: 'color' }])
  })
})
