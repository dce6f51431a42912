/** Every address that any mail program could follow or load is a link, and says where in the HTML it stood. */
import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'

const parse = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 })
const links = (html: string) => parse(html).links.map(({ via, url }) => `${via} ${url}`)

describe('the links of HTML', () => {
  it.each([
    ['<a href=https://a.example/>x</a>', ['a[href] https://a.example/']],
    ['<map><area href=https://a.example/ alt=x></map>', ['area[href] https://a.example/']],
    ['<link rel=stylesheet href=https://a.example/>', ['link[href] https://a.example/']],
    [
      '<img src=https://a.example/ srcset="https://b.example/ 2x, https://c.example/ 3x">',
      ['img[src] https://a.example/', 'img[srcset] https://b.example/', 'img[srcset] https://c.example/'],
    ],
    [
      '<form action=https://a.example/><button formaction=https://b.example/>x</button></form>',
      ['form[action] https://a.example/', 'button[formaction] https://b.example/'],
    ],
    ['<meta http-equiv=refresh content="0; url=https://a.example/">', ['meta[content] https://a.example/']],
    ['<a ping="https://a.example/ https://b.example/">x</a>', ['a[ping] https://a.example/', 'a[ping] https://b.example/']],
    ['<table background=https://a.example/></table>', ['table[background] https://a.example/']],
    ['<video poster=https://a.example/></video>', ['video[poster] https://a.example/']],
    ['<blockquote cite=https://a.example/>x</blockquote>', ['blockquote[cite] https://a.example/']],
    ['<object data=https://a.example/></object>', ['object[data] https://a.example/']],
    [
      '<svg><a xlink:href=https://a.example/>x</a><use xlink:href=https://b.example/ /></svg>',
      ['a[href] https://a.example/', 'use[xlink:href] https://b.example/'],
    ],
    ['<v:roundrect href=https://a.example/>x</v:roundrect>', ['v:roundrect[href] https://a.example/']],
    ['<template><a href=https://a.example/>x</a></template>', ['a[href] https://a.example/']],
  ])('%s', (html, expected) => {
    expect(links(html)).toEqual(expected)
  })

  it.each([
    ['<p style="background:url(https://a.example/x)">x</p>', ['p[style] https://a.example/x']],
    ['<p style="background:url(\'https://a.example/x(y).png\')">x</p>', ['p[style] https://a.example/x(y).png']],
    ['<p style="background:u\\72l(https://a.example/x)">x</p>', ['p[style] https://a.example/x']],
    [
      "<p style=\"background:image-set('https://a.example/1' 1x, 'https://a.example/2' 2x)\">x</p>",
      ['p[style] https://a.example/1', 'p[style] https://a.example/2'],
    ],
    [
      '<style>@import "https://a.example/x.css"; @import url(y.css); p{background:url( "https://b.example/" )}</style>',
      ['style https://a.example/x.css', 'style null', 'style https://b.example/'],
    ],
    ['<style>p{background:url(https://a.example/', ['style https://a.example/']],
  ])('of CSS: %s', (html, expected) => {
    expect(links(html)).toEqual(expected)
  })

  it('near-miss: style sheets name fonts, and pictures whose bytes they bring', () => {
    expect(links('<style>p{font-family:"Segoe UI";content:"a.se";background:url(data:image/png;base64,AA==)}</style>')).toEqual([])
  })

  it.each([
    ['<!--[if mso]><a href="https://a.example/">x</a><![endif]-->', ['comment https://a.example/']],
    [
      '<!--[if gte mso 9]><v:roundrect href="https://a.example/"><v:fill src="https://b.example/"/></v:roundrect><![endif]-->',
      ['comment https://a.example/', 'comment https://b.example/'],
    ],
    [
      '<!--[if mso]><p style="background:url(https://a.example/)">see https://b.example/</p><![endif]-->',
      ['comment https://a.example/', 'comment https://b.example/'],
    ],
    ['<!--[if mso]><style>p{background:url(https://a.example/)}</style><![endif]-->', ['comment https://a.example/']],
    ['<!--[if !mso]><!--><a href="https://a.example/">x</a><!--<![endif]-->', ['a[href] https://a.example/']],
    ['<iframe srcdoc="<a href=\'https://a.example/\'>x</a>"></iframe>', ['iframe[srcdoc] https://a.example/']],
  ])('that only some programs show: %s', (html, expected) => {
    expect(links(html)).toEqual(expected)
  })

  it('has the words of a link that only Outlook shows, for what they claim', () => {
    const [link] = parse('<!--[if mso]><a href="https://evil.example/">bank.<b>example</b></a><![endif]-->').links
    expect(link).toMatchObject({ shownText: 'bank.example', url: 'https://evil.example/' })
  })

  it('gives them no place: neither rendering has their words', () => {
    const { html, text } = parse(
      '<p>a</p><!--[if mso]><a href="https://a.example/">words</a><![endif]--><iframe srcdoc="<b>words</b>"></iframe>',
    )
    expect([html?.body, text.body, html?.slots, text.slots]).toEqual(['<p>a</p>', 'a', [], []])
  })

  it('near-miss: no program shows an ordinary comment', () => {
    expect(links('<!-- <a href="https://a.example/">x</a> -->')).toEqual([])
  })

  it.each([
    ['<a href="x">x</a><base href="https://a.example/d/">', 'https://a.example/d/x'],
    ['<a href="//a.example/x">x</a>', 'http://a.example/x'],
    ['<a href="/\\a.example/x">x</a>', 'http://a.example/x'],
    ['<a href="\\\\host\\share\\x">x</a>', 'file://host/share/x'],
    ['<a href=" ht&Tab;tp&NewLine;s://a.example/ ">x</a>', 'https://a.example/'],
    ['<a href="&#x6a;avascript&colon;x">x</a>', 'javascript:x'],
    ['<a href="https://a.example/" href="https://b.example/">x</a>', 'https://a.example/'],
  ])('are read as the program that opens them would: %s', (html, url) => {
    expect(parse(html).links[0]?.url).toBe(url)
  })

  it('near-miss: a path without a base leads nowhere', () => {
    expect(links('<a href="/x">x</a>')).toEqual(['a[href] null'])
  })

  it.each([
    ['comments', '<!--[if mso]><a href=x>', '<![endif]-->'],
    ['nesting in a comment', '<!--[if mso]>', '<b>'],
    ['unclosed sheets', '<style>', '@import "'],
    ['quotes in sheets', '<style>', '"\''],
    ['loads in sheets', '<style>', 'url('],
    ['escapes in sheets', '<style>', '\\75'],
  ])('hostile: %s without end are bounded', (_, head, unit) => {
    const { links, incomplete } = parse(head + unit.repeat(Math.ceil(200_000 / unit.length)))
    expect(links.length).toBeLessThanOrEqual(5_000)
    expect([null, 'HTML_TOO_MANY_LINKS']).toContain(incomplete)
  })

  it('finds what is nested deep in a comment', () => {
    const { links, incomplete } = parse(`<!--[if mso]>${'<b>'.repeat(100_000)}<a href="https://a.example/">x</a><![endif]-->`)
    expect(links).toMatchObject([{ url: 'https://a.example/', via: 'comment' }])
    expect(incomplete).toBeNull()
  })
})
