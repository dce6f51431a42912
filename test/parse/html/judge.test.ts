import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Slot } from '../../../src/core/message.ts'
import { isInert, isUnchanged } from '../../../src/parse/html/judge.ts'

const bare = (body: string) => isInert({ body, slots: [] })
const never = () => false

describe('isInert', () => {
  it.each([
    '',
    'words &amp; more &lt;words&gt; "quoted"',
    '<p align="left" style="color:red">x<br />y</p>',
    '<table width="50%"><tbody><tr><td bgcolor="#fff">x</td></tr></tbody></table>',
    '<pre>a\n  b</pre><hr />',
  ])('acquits %j', (body) => {
    expect(bare(body)).toBe(true)
  })

  it.each([
    ['a script', '<script>x</script>'],
    ['a picture', '<img src="https://e.example/" />'],
    ['a picture that is no slot', '<img alt="x" style="color:red" />'],
    ['a frame', '<iframe></iframe>'],
    ['an anchor that is no slot', '<a href="https://e.example/">x</a>'],
    ['an anchor that poses as a slot', '<a href="https://slot.invalid/">x</a>'],
    ['an event handler', '<p onclick="x()">x</p>'],
    ['an id', '<p id="x">x</p>'],
    ['a comment', '<!-- x -->x'],
    ['a declaration', '<!DOCTYPE html>x'],
    ['foreign content', '<svg><p>x</p></svg>'],
    ['an address in a style', '<p style="background:url(https://e.example/)">x</p>'],
    ['a style that lies over the page', '<p style="position:fixed">x</p>'],
    ['a style in a spelling that is not ours', '<p style="color: red">x</p>'],
    ['a value that is not allowed', '<p align="left onclick">x</p>'],
    ['an empty value', '<p align="">x</p>'],
    ['single quotes', "<p align='left'>x</p>"],
    ['no quotes', '<p align=left>x</p>'],
    ['an attribute twice', '<p align="left" align="right">x</p>'],
    ['upper case', '<P>x</P>'],
    ['an end tag too few', '<p>x'],
    ['an end tag too many', 'x</p>'],
    ['crossed end tags', '<b><i>x</b></i>'],
    ['an end that is implied', '<p><p>x</p></p>'],
    ['half a tag', 'x<p align="'],
    ['an unescaped bracket', 'a < b'],
    ['an unescaped bracket without markup', 'a > b'],
    ['an unescaped ampersand', 'a & b'],
    ['an entity of another kind', 'a &nbsp; b'],
    ['an entity of another kind in markup', '<b>&#60;</b>'],
    ['raw text', '<textarea><b></textarea>'],
    ['hidden words', '<p style="display:none">x</p>'],
  ])('convicts %s', (_what, body) => {
    expect(bare(body)).toBe(false)
  })

  const open = (at: number): Slot => ({ at, kind: 'link-open', linkId: 'l1' })
  const close = (at: number): Slot => ({ at, kind: 'link-close', linkId: 'l1' })
  const whole = (at: number): Slot => ({ at, kind: 'link', linkId: 'l1' })
  const picture = (at: number): Slot => ({ at, kind: 'image', alt: '', from: 'cid', cid: null, width: '10', height: null })

  it('acquits slots that stand among words', () => {
    expect(isInert({ body: '<p>see this</p>', slots: [open(7), close(11), whole(11), picture(15)] })).toBe(true)
    expect(isInert({ body: 'words', slots: [picture(2)] })).toBe(true)
    expect(isInert({ body: 'words', slots: [open(0), close(5)] })).toBe(true)
  })

  it.each([
    ['inside a tag', '<p>x</p>', [whole(1)]],
    ['inside an attribute', '<p align="left">x</p>', [picture(12), whole(12)]],
    ['inside an entity', 'a &amp; b', [whole(4)]],
    ['across the end of an element', '<p>x</p>y', [open(3), close(9)]],
    ['inside one another', '<p>x</p>', [open(3), whole(4), close(4)]],
    ['without an end', '<p>x</p>', [open(3)]],
    ['with a size that is more', '<p>x</p>', [{ ...picture(3), width: '1" onload="x()' } as Slot]],
    ['without a beginning', '<p>x</p>', [close(3)]],
    ['where raw text hides them', '<p>x</p><xmp></xmp>', [whole(13)]],
  ])('convicts slots %s', (_where, body, slots) => {
    expect(isInert({ body, slots })).toBe(false)
  })

  it('never throws, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom('<p>', '</p>', '<a href="https://slot.invalid/">', '<', '>', '"', '&', '<svg>', '<style>', '<!--', '\0', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const slots = fc.array(fc.tuple(fc.constantFrom(open, close, whole, picture), fc.nat(40)), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), slots, (pieces, made) => {
        const body = pieces.join('')
        const inert = isInert({ body, slots: made.map(([slot, at]) => slot(at)) })
        expect(typeof inert).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})

describe('isUnchanged', () => {
  it('asks where each anchor leads, with its entities read', () => {
    const asked: string[] = []
    expect(
      isUnchanged('<a href="https://e.example/?a=1&amp;b=2">x</a>', (href) => {
        asked.push(href)
        return true
      }),
    ).toBe(true)
    expect(asked).toEqual(['https://e.example/?a=1&b=2'])
  })

  it('convicts an anchor that leads where it may not, or by a scheme that is never allowed', () => {
    expect(isUnchanged('<a href="https://e.example/">x</a>', never)).toBe(false)
    for (const href of ['javascript:x', 'data:text/html,x', '//e.example/', 'vbscript:x', 'file:///x'])
      expect(isUnchanged(`<a href="${href}">x</a>`, () => true)).toBe(false)
  })

  it('convicts when asking itself fails', () => {
    expect(
      isUnchanged('<a href="https://e.example/">x</a>', () => {
        throw new Error('no answer')
      }),
    ).toBe(false)
  })
})
