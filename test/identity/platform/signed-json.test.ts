/** What was signed is read as every careful reader would read it, or not at all. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { at, digitsOf, itemsOf, readSignedJson, type SignedJson, textOf } from '../../../src/identity/platform/signed-json.ts'

const read = (text: string) => readSignedJson(Buffer.from(text))

/** As JSON.parse gives it. */
function plain(value: SignedJson | undefined): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]))
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null && 'written' in value) return Number(value.written)
  return value
}

describe('signed JSON', () => {
  it('is what JSON.parse makes of it, for any value and any spacing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t', '\r\n '), (value, spacing) => {
        const text = JSON.stringify(value, null, spacing)
        expect(plain(read(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('keeps each digit of a number that a double does not hold', () => {
    const token = at(read('{"message_token": 4912661846655238145}'), 'message_token')
    expect(digitsOf(token)).toBe('4912661846655238145')
    expect(digitsOf(read('4912661846655238145e0'))).toBeNull()
  })

  it('has names like any other in __proto__ and constructor', () => {
    const value = read('{"__proto__": {"id": "a"}, "constructor": {"id": "b"}}')
    expect(textOf(at(value, '__proto__', 'id'))).toBe('a')
    expect(textOf(at(value, 'constructor', 'id'))).toBe('b')
    expect(at(value, 'toString')).toBeUndefined()
    expect(at(read('[]'), 'length')).toBeUndefined()
  })

  it.each([
    ['a name twice', '{"id": "a", "id": "b"}'],
    ['a name twice in two spellings', '{"id": "a", "\\u0069d": "b"}'],
    ['a name twice far inside', '{"a": [{"b": {"c": 1, "c": 1}}]}'],
    ['no end', '{"id": "a"'],
    ['two values', '{"id": "a"} {"id": "b"}'],
    ['a comma too many', '{"id": "a",}'],
    ['a remark', '{"id": "a" /* b */}'],
    ['single quotes', "{'id': 'a'}"],
    ['a byte order mark', '\ufeff{"id": "a"}'],
    ['nothing', ''],
    ['too many levels', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['too many values', `[${'0,'.repeat(50_000)}0]`],
    ['a number that is none', '{"id": 0123}'],
  ])('is not read with %s', (_name, text) => {
    expect(read(text)).toBeUndefined()
  })

  it('is not read when its bytes are no UTF-8', () => {
    expect(readSignedJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined()
  })

  it('is read or not, and never anything else, for any bytes', () => {
    const marks = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '\\u00', 'null', '1', ' ', '"a"', '\u0000', 'é')
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readSignedJson(bytes)))
    fc.assert(fc.property(fc.array(marks, { maxLength: 60 }), (parts) => void read(parts.join(''))))
  })

  it('is read whole, whatever its strings hold', () => {
    for (const text of [JSON.stringify('\\'.repeat(100_000)), JSON.stringify('x'.repeat(250_000)), `"${'\\u0041'.repeat(40_000)}"`])
      expect(typeof read(text)).toBe('string')
  })
})

describe('a look into it', () => {
  it('finds nothing where the kind is another', () => {
    const value = read('{"text": "", "number": 7, "list": ["a"], "nothing": null, "yes": true}')
    expect(textOf(at(value, 'text'))).toBeNull()
    expect(textOf(at(value, 'number'))).toBeNull()
    expect(textOf(at(value, 'list'))).toBeNull()
    expect(itemsOf(at(value, 'list'))).toEqual(['a'])
    for (const name of ['text', 'number', 'nothing', 'yes', 'missing']) expect(itemsOf(at(value, name))).toEqual([])
    expect(at(value, 'text', 'deeper')).toBeUndefined()
    expect(at(value, 'nothing', 'deeper')).toBeUndefined()
    for (const name of ['text', 'list', 'nothing', 'yes', 'missing']) expect(digitsOf(at(value, name))).toBeNull()
    expect(digitsOf(at(value, 'number'))).toBe('7')
  })
})
