import { describe, expect, it } from '@jest/globals'
import { readStructured } from '../../../src/parse/mime/parameter.ts'

function read(written: string): [string, Record<string, string>] {
  const { value, parameters } = readStructured(written, 100)
  return [value, Object.fromEntries(parameters)]
}

describe('readStructured', () => {
  it.each<[string, string, Record<string, string>]>([
    ['text/plain', 'text/plain', {}],
    ['Text/PLAIN; Charset="UTF-8"', 'text/plain', { charset: 'UTF-8' }],
    ['text/plain (really); charset=us-ascii (Plain text)', 'text/plain', { charset: 'us-ascii (Plain text)' }],
    ['text / plain ; a = b', 'text/plain', { a: 'b' }],
    ['a/b; name="semi;colon \\"quoted\\" C:\\new.txt"', 'a/b', { name: 'semi;colon "quoted" C:\\new.txt' }],
    // RFC 2231 3 and 4.1
    ['message/external-body; URL*0="ftp://";URL*1="cs.utk.edu/x"', 'message/external-body', { url: 'ftp://cs.utk.edu/x' }],
    ["a/x; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", 'a/x', { title: 'This is ***fun***' }],
    [
      "a/x; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      'a/x',
      { title: "This is even more ***fun*** isn't it!" },
    ],
    ["a/x; name*1*=%ac.pdf; name*0*=utf-8''%e2%82", 'a/x', { name: '€.pdf' }],
    ["a/x; name*=''%e2%82%ac", 'a/x', { name: '€' }],
    ["a/x; name*=iso-8859-1''%e9", 'a/x', { name: 'é' }],
    ['a/x; name*=plain%20text', 'a/x', { name: 'plain text' }],
    // RFC 6266 4.3
    ['attachment; filename="euro.txt"; filename*=utf-8\'\'%e2%82%ac.txt', 'attachment', { filename: '€.txt' }],
    // The wild
    ['attachment; filename="=?utf-8?Q?=E2=82=AC.pdf?="', 'attachment', { filename: '€.pdf' }],
    ['attachment; filename==?utf-8?B?4oKsLnBkZg==?=', 'attachment', { filename: '€.pdf' }],
    ['attachment; filename=my file (1).doc', 'attachment', { filename: 'my file (1).doc' }],
    ['text/plain charset=us-ascii format=flowed', 'text/plain', { charset: 'us-ascii', format: 'flowed' }],
    ['multipart/mixed\tboundary="x"', 'multipart/mixed', { boundary: 'x' }],
    ['multipart/mixed; boundary=a=b/c:d', 'multipart/mixed', { boundary: 'a=b/c:d' }],
    ['application/pdf name="a.pdf"', 'application/pdf', { name: 'a.pdf' }],
    ['; filename=a.png', '', { filename: 'a.png' }],
    ['filename=a.png', '', { filename: 'a.png' }],
    ['a/b; name=first; name=second', 'a/b', { name: 'first' }],
    ['a/b; name="never closed', 'a/b', { name: 'never closed' }],
    ['a/b; ; ;= ; flag; "; name=x', 'a/b', { name: 'x' }],
    ['', '', {}],
    ['a/b; name="a\0b"', 'a/b', { name: 'a\uFFFDb' }],
  ])('%j', (written, value, parameters) => {
    expect(read(written)).toEqual([value, parameters])
  })

  it('reads no more parameters than allowed and says so', () => {
    const some = readStructured('a/b; c=1; d=2; e=3', 2)
    expect([...some.parameters.keys()]).toEqual(['c', 'd'])
    expect(some.truncated).toBe(true)
  })

  it('takes a name such as __proto__ for a name', () => {
    expect(readStructured('a/b; __proto__=x; constructor*0=y', 9).parameters.get('__proto__')).toBe('x')
  })
})
