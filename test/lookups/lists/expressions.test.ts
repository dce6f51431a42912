import { describe, expect, it } from '@jest/globals'
import { canonicalise } from '../../../src/lookups/lists/canonical.ts'
import { createExpressionReader, expressionsOf, hostStartsIn, pathEndsIn, WEB_RISK_LIMITS } from '../../../src/lookups/lists/expressions.ts'
import { createKeyedHash } from '../../../src/lookups/lists/keyed-hash.ts'

function asGoogle(url: string): readonly string[] {
  const address = canonicalise(url)!
  const ends = pathEndsIn(address, WEB_RISK_LIMITS.folders)
  const starts = hostStartsIn(address, WEB_RISK_LIMITS.hostLabels)
  return starts.flatMap((start) => ends.map((end) => address.text.slice(start, end))).sort()
}

describe('the expressions of Web Risk', () => {
  // The published examples.
  it.each([
    [
      'http://a.b.c/1/2.html?param=1',
      ['a.b.c/', 'a.b.c/1/', 'a.b.c/1/2.html', 'a.b.c/1/2.html?param=1', 'b.c/', 'b.c/1/', 'b.c/1/2.html', 'b.c/1/2.html?param=1'],
    ],
    [
      'http://a.b.c.d.e.f.g/1.html',
      [
        ...['a.b.c.d.e.f.g/', 'a.b.c.d.e.f.g/1.html', 'c.d.e.f.g/', 'c.d.e.f.g/1.html', 'd.e.f.g/', 'd.e.f.g/1.html'],
        ...['e.f.g/', 'e.f.g/1.html', 'f.g/', 'f.g/1.html'],
      ],
    ],
    ['http://1.2.3.4/1/', ['1.2.3.4/', '1.2.3.4/1/']],
    ['http://example.co.uk/1', ['co.uk/', 'co.uk/1', 'example.co.uk/', 'example.co.uk/1']],
  ])('of %s', (url, expected) => {
    expect(asGoogle(url)).toEqual(expected)
  })

  it('are thirty at most', () => {
    expect(asGoogle(`http://${'a.'.repeat(50)}example/${'b/'.repeat(50)}c?d`)).toHaveLength(30)
  })
})

describe('the expressions of lists', () => {
  it('are host suffixes and path prefixes, those of paths first', () => {
    expect(expressionsOf('https://www.evil.example/a/b?c#d')).toEqual([
      ...['www.evil.example/a/b?c', 'evil.example/a/b?c', 'www.evil.example/a/b', 'evil.example/a/b'],
      ...['www.evil.example/a/', 'evil.example/a/'],
      ...['www.evil.example/', 'evil.example/'],
    ])
  })

  it('never cut a label or a name of a folder', () => {
    const found = expressionsOf('https://notevil.example/badger')
    expect(found).not.toContain('evil.example/')
    expect(found).not.toContain('notevil.example/bad')
  })

  it.each(['mailto:a@b.example', 'javascript:0', ''])('are none for %j', (address) => {
    expect(expressionsOf(address)).toEqual([])
  })

  it('are bounded whatever the address looks like', () => {
    const reader = createExpressionReader(createKeyedHash(new Uint8Array(8)))
    const hostile = `https://${'a.'.repeat(10_000)}evil.example/${'b/'.repeat(10_000)}?${'c'.repeat(10_000)}`
    const hashed = reader.read(hostile)!
    hashed.withPaths()
    expect(hashed.count).toBeLessThan(250)
    expect(expressionsOf(`https://${'a.'.repeat(100)}evil.example/`)).toContain('evil.example/')
  })

  it('are hashed one by one, as they are written', () => {
    const hash = createKeyedHash(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    const hashed = createExpressionReader(hash).read('https://www.evil.example/a/b?c')!
    expect(hashed.count).toBe(hashed.hosts)
    hashed.withPaths()
    hashed.withPaths()
    const seen = Array.from({ length: hashed.count }, (_, at) => [hashed.expression(at), hashed.halves[2 * at], hashed.halves[2 * at + 1]])
    expect(new Set(seen.map(([expression]) => expression))).toEqual(new Set(expressionsOf('https://www.evil.example/a/b?c')))
    const again = createKeyedHash(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    const exact = seen.length - 3
    for (const [at, [expression, low, high]] of seen.entries()) {
      const bytes = Buffer.from(`${at >= exact ? '=' : ''}${expression}`)
      again.take(bytes, 0, bytes.length)
      expect([low, high]).toEqual([again.low, again.high])
    }
  })
})
