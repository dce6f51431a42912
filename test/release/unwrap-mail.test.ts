/** In an outgoing mail only the bodies that hold a gateway address change, and nothing that is signed or attached. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { unwrapMail } from '../../src/release/unwrap-mail.ts'
import { base64, content, multipart, multipartLines, parse, raw, utf8 } from '../parse/mime/compose.ts'

const GATE = `https://forebay.example/l/example.com/2026-11.${'P'.repeat(80)}.${'C'.repeat(43)}`
const ORIGINAL = 'https://example.com/a?b=c&d=e'
const unwrapping = {
  publicUrl: 'https://forebay.example',
  read: (token: string, host: string) => (host === 'example.com' && token.endsWith(`.${'C'.repeat(43)}`) ? ORIGINAL : null),
}
const unwrap = (mail: Uint8Array) => unwrapMail(mail, unwrapping)
const after = (mail: Uint8Array) => Buffer.from(unwrap(mail).raw).toString('latin1')

const soft = (text: string) => text.replace(/.{60}(?=.)/g, '$&=\r\n').replace(/=(?!\r\n)/g, '=3D')

describe('a body', () => {
  it.each([
    ['7bit', (words: string) => words],
    ['8bit', (words: string) => words],
    ['base64', base64],
    ['quoted-printable', soft],
  ])('in %s is changed and keeps its encoding', (encoding, encode) => {
    const mail = raw('From: a@a.example', `Content-Transfer-Encoding: ${encoding}`, '', encode(`Hello\r\n> ${GATE}\r\n`), '')
    const changed = unwrap(mail)
    expect(content(parse(changed.raw), 0).trimEnd()).toBe(`Hello\r\n> ${ORIGINAL}`)
    expect(changed).toMatchObject({ links: [{ from: GATE, to: ORIGINAL }], signaturesBroken: false, untouched: [] })
    expect(after(mail).startsWith(`From: a@a.example\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`)).toBe(true)
    for (const line of after(mail).split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
  })

  it.each([
    ['utf-8', utf8('Grüße 請 ')],
    ['iso-8859-1', 'Gr\xfc\xdfe '],
    ['shift_jis', '\x93\xfa\x96\x7b '],
    ['no-such-charset', '\xff\xfe\x80 '],
  ])('in %s keeps every other byte', (charset, words) => {
    const mail = raw(`Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: 8bit', '', `${words}${GATE} ${words}`)
    expect(after(mail)).toBe(mail.toString('latin1').replace(GATE, ORIGINAL))
  })

  it('with line ends of LF keeps them', () => {
    const mail = Buffer.from(`Content-Transfer-Encoding: base64\n\n${base64(`${GATE}\n`.repeat(3)).replaceAll('\r', '')}\n`)
    expect(after(mail)).not.toContain('\r')
    expect(content(parse(unwrap(mail).raw), 0)).toBe(`${ORIGINAL}\n`.repeat(3))
  })

  it('cut in the middle of an address by soft line breaks is whole', () => {
    const mail = raw('Content-Transfer-Encoding: quoted-printable', '', `a =E4 ${GATE.slice(0, 50)}=`, `${GATE.slice(50)} =`, '', 'b \t')
    expect(content(parse(unwrap(mail).raw), 0)).toBe(`a \xe4 ${ORIGINAL} \r\nb`)
  })

  it('at any depth is changed, each in its own way, and nothing between', () => {
    const alternative = multipartLines(
      'alternative',
      'inner',
      ['Content-Type: text/plain', '', GATE],
      ['Content-Type: text/html', 'Content-Transfer-Encoding: base64', '', base64(`<a href="${GATE}">x</a>`)],
    )
    const mail = multipart('mixed', alternative, [
      'Content-Type: application/pdf; name=a.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      base64(GATE),
    ])
    const changed = unwrap(mail)
    const leaves = parse(changed.raw)
    expect(content(leaves, 0)).toBe(ORIGINAL)
    expect(content(leaves, 1)).toBe('<a href="https://example.com/a?b=c&amp;d=e">x</a>')
    expect(content(leaves, 2)).toBe(GATE)
    expect(
      after(mail)
        .split('\r\n')
        .filter((line) => line.startsWith('--') || line.startsWith('Content-')),
    ).toEqual(
      mail
        .toString('latin1')
        .split('\r\n')
        .filter((line) => line.startsWith('--') || line.startsWith('Content-')),
    )
  })
})

describe('what is left alone byte by byte', () => {
  it.each([
    [
      'a signed part',
      'MIME_SIGNED',
      multipart('signed', ['Content-Type: text/plain', '', GATE], ['Content-Type: application/pgp-signature', '', 'x']),
    ],
    ['an encrypted part', 'MIME_ENCRYPTED', multipart('encrypted', ['Content-Type: text/plain', '', GATE])],
    ['S/MIME', 'MIME_ENCRYPTED', raw('Content-Type: application/pkcs7-mime', '', GATE)],
    ['words in PGP armor', 'MIME_SIGNED', raw('', '-----BEGIN PGP SIGNED MESSAGE-----', '', GATE, '-----BEGIN PGP SIGNATURE-----')],
    ['UTF-16', 'MIME_CHARSET', Buffer.concat([raw('Content-Type: text/plain; charset=utf-16le', '', ''), Buffer.from(GATE, 'utf16le')])],
    ['a multipart without its boundary', 'MIME_BOUNDARY_MISSING', raw('Content-Type: multipart/mixed; boundary=x', '', GATE)],
  ])('%s, and it is said', (_name, reason, mail) => {
    const unchanged = unwrap(mail)
    expect(unchanged.raw).toBe(mail)
    expect(unchanged).toMatchObject({ links: [], signaturesBroken: false, untouched: [reason] })
  })

  it.each([
    ['an attached mail', multipart('mixed', ['Content-Type: message/rfc822', '', 'Subject: x', '', GATE])],
    ['an attached text', multipart('mixed', ['Content-Type: text/plain', 'Content-Disposition: attachment; filename=a.txt', '', GATE])],
    ['headers', raw(`Subject: ${GATE}`, '', 'words')],
    ['the words outside of parts', raw('Content-Type: multipart/mixed; boundary=b', '', GATE, '--b', '', 'words', '--b--', GATE)],
    ['a mail without one', raw('Content-Transfer-Encoding: base64', '', 'aGVsbG8 =', '')],
  ])('%s', (_name, mail) => {
    expect(unwrap(mail).raw).toBe(mail)
  })

  it('the signed part beside one that is changed', () => {
    const signed = multipartLines(
      'signed',
      'inner',
      ['Content-Type: text/plain', '', GATE],
      ['Content-Type: application/pgp-signature', '', 'x'],
    )
    const mail = multipart('mixed', ['', GATE], signed)
    expect(after(mail)).toBe(mail.toString('latin1').replace(GATE, ORIGINAL))
    expect(unwrap(mail).untouched).toEqual(['MIME_SIGNED'])
  })
})

it('says that a signature of the whole mail was broken, only when it was', () => {
  const signed = (words: string) => raw('DKIM-Signature: v=1; b=x', '', words)
  expect(unwrap(signed(GATE)).signaturesBroken).toBe(true)
  expect(unwrap(signed('words')).signaturesBroken).toBe(false)
})

it('writes no character that a charset could read otherwise', () => {
  const mail = raw('Content-Type: text/plain; charset=shift_jis', '', GATE)
  const { raw: changed } = unwrapMail(mail, { ...unwrapping, read: () => 'https://example.com/å' })
  expect(Buffer.from(changed).toString('latin1')).toContain('https://example.com/%C3%A5')
})

describe('hostile mails', () => {
  it('never throws, and gives the very bytes back when there is nothing to change', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(unwrap(bytes).raw).toBe(bytes)
      }),
    )
  })

  it('always gives back the bytes of a body that it re-encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('base64', 'quoted-printable'), (bytes, encoding) => {
        const body = Buffer.concat([Buffer.from(bytes), Buffer.from(`\r\n${GATE}`)])
        const encoded =
          encoding === 'base64'
            ? base64(body)
            : [...body].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('=\r\n')
        const mail = raw(`Content-Transfer-Encoding: ${encoding}`, '', encoded)
        const [leaf] = parse(unwrap(mail).raw).leaves
        expect(Buffer.from(leaf?.bytes ?? []).toString('latin1')).toBe(`${Buffer.from(bytes).toString('latin1')}\r\n${ORIGINAL}`)
      }),
    )
  })

  it('stops at parts without end and inside one another', () => {
    const flat = multipart('mixed', ...Array.from({ length: 1_500 }, () => ['', GATE]))
    expect(unwrap(flat).untouched).toEqual(['MIME_TOO_MANY_PARTS'])
    let lines: readonly string[] = ['', GATE]
    for (let depth = 0; depth < 30; depth += 1) lines = multipartLines('mixed', `b${depth}`, lines)
    expect(unwrap(raw(...lines)).untouched).toEqual(['MIME_TOO_DEEP'])
  })
})
