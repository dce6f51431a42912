import { describe, expect, it } from '@jest/globals'
import { BLACK, cannotBeRead, isTransparent, over, readColour, readLegacyColour, WHITE } from '../../../src/parse/html/colour.ts'

describe('readColour', () => {
  it.each([
    ['white', 0xffffffff],
    ['#FFF', 0xffffffff],
    ['fff', 0xffffffff],
    ['rgb(255, 0, 10)', 0xff000aff],
    ['rgba(0,0,0,.5)', 0x00000080],
    ['rgb(100% 0% 0%)', 0xff0000ff],
    ['hsl(120, 100%, 50%)', 0x00ff00ff],
    ['hsl(0, 0%, 100%)', 0xffffffff],
    ['hwb(240 0% 0%)', 0x0000ffff],
    ['RebeccaPurple', 0x663399ff],
  ])('reads %s', (written, colour) => {
    expect(readColour(written)).toBe(colour)
  })

  it('knows what is seen through', () => {
    expect(isTransparent(readColour('transparent') ?? BLACK)).toBe(true)
    expect(isTransparent(readColour('rgba(1,2,3,0)') ?? BLACK)).toBe(true)
    expect(over(0xffffff80, BLACK)).toBe(0x808080ff)
  })

  it.each(['inherit', 'var(--x)', 'url(x)', '', 'redd', '#12', `rgb(${'1'.repeat(200)})`])('finds no colour in %j', (written) => {
    expect(readColour(written)).toBeNull()
  })
})

describe('readLegacyColour', () => {
  it.each([
    ['#abc', 0xaabbccff],
    ['abcdef', 0xabcdefff],
    ['#fffff', 0xfffff0ff],
    ['chucknorris', 0xc00000ff],
  ])('reads %s as browsers do', (written, colour) => {
    expect((readLegacyColour(written) ?? 0).toString(16)).toBe(colour.toString(16))
  })
})

describe('cannotBeRead', () => {
  it.each([
    ['#ffffff', '#ffffff', true],
    ['#fefefe', '#ffffff', true],
    ['#f6f6f6', '#ffffff', true],
    ['rgba(0,0,0,.02)', '#ffffff', true],
    ['#010101', '#000000', true],
    ['#cccccc', '#ffffff', false],
    ['#eeeeee', '#ffffff', false],
    ['#ff0000', '#767676', false],
    ['#000000', '#ffffff', false],
  ])('%s on %s: %s', (words, background, unreadable) => {
    expect(cannotBeRead(readColour(words) ?? 0, readColour(background) ?? WHITE)).toBe(unreadable)
  })
})
