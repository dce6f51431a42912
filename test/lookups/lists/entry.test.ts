import { describe, expect, it } from '@jest/globals'
import { readEntry } from '../../../src/lookups/lists/entry.ts'

describe('an entry', () => {
  it.each([
    ['evil.example', 'host', 'evil.example/'],
    ['EVIL.Example', 'host', 'evil.example/'],
    ['*.evil.example', 'host', 'evil.example/'],
    ['.evil.example', 'host', 'evil.example/'],
    ['evil.example.', 'host', 'evil.example/'],
    ['evil.example:8080', 'host', 'evil.example/'],
    ['bücher.example', 'host', 'xn--bcher-kva.example/'],
    ['xn--bcher-kva.example', 'host', 'xn--bcher-kva.example/'],
    ['under_score.evil.example', 'host', 'under_score.evil.example/'],
    ['203.0.113.7', 'host', '203.0.113.7/'],
    ['0xcb.0.113.7', 'host', '203.0.113.7/'],
    ['3405803783', 'host', '203.0.113.7/'],
    ['2001:db8::1', 'host', '[2001:db8::1]/'],
    ['[2001:DB8::1]', 'host', '[2001:db8::1]/'],
    ['http://evil.example', 'host', 'evil.example/'],
    ['https://evil.example:8443/', 'host', 'evil.example/'],
    ['http://evil.example/bad/', 'path', 'evil.example/bad/'],
    ['HTTP://user:pw@evil.example/bad?x=1#y', 'path', 'evil.example/bad?x=1'],
    ['evil.example/bad', 'path', 'evil.example/bad'],
    ['//evil.example/bad', 'path', 'evil.example/bad'],
    ['http://203.0.113.7:81/bin.sh', 'path', '203.0.113.7/bin.sh'],
    ['https://s3.amazonaws.com/bucket/login.html', 'path', '=s3.amazonaws.com/bucket/login.html'],
    ['someone.github.io', 'host', 'someone.github.io/'],
  ])('%s is the %s %s', (text, kind, expression) => {
    expect(readEntry(text)).toEqual({ kind, expression })
  })

  it.each([
    ['com', 'PUBLIC_SUFFIX'],
    ['co.uk', 'PUBLIC_SUFFIX'],
    ['*.com', 'PUBLIC_SUFFIX'],
    ['github.io', 'PUBLIC_SUFFIX'],
    ['*.github.io', 'PUBLIC_SUFFIX'],
    ['https://github.io/', 'PUBLIC_SUFFIX'],
    ['xn--p1ai', 'PUBLIC_SUFFIX'],
    ['intranet', 'PUBLIC_SUFFIX'],
    ['localhost', 'LOCAL'],
    ['localhost.localdomain', 'LOCAL'],
    ['127.0.0.1', 'LOCAL'],
    ['0.0.0.0', 'LOCAL'],
    ['::1', 'LOCAL'],
    ['http://localhost/x', 'LOCAL'],
    ['broadcasthost', 'LOCAL'],
    ['', 'INVALID_HOST'],
    ['*', 'INVALID_HOST'],
    ['ads*.example.com', 'INVALID_HOST'],
    ['anna@evil.example', 'INVALID_HOST'],
    ['two words.example', 'INVALID_HOST'],
    ['http://', 'INVALID_HOST'],
    ['http://[::1', 'INVALID_HOST'],
    ['fe80::1%lo0', 'INVALID_HOST'],
    ['<html>', 'INVALID_HOST'],
    ['10.0.0.0.0.1.example%', 'INVALID_HOST'],
    [`${'a.'.repeat(30)}evil.example`, 'TOO_MANY_LABELS'],
  ])('%j is refused: %s', (text, why) => {
    expect(readEntry(text)).toEqual({ kind: 'refused', why })
  })

  it('bears hostile lines', () => {
    for (const text of ['a'.repeat(16_000), '.'.repeat(16_000), 'a.'.repeat(8_000), `http://${'@'.repeat(16_000)}`, '\0', '\uD800.example'])
      expect(['refused', 'host', 'path']).toContain(readEntry(text).kind)
  })
})
