/** Mails that a real signer signed and sealed, and a DNS of the keys and policies that go with them; nothing is asked of the world. */
import { generateKeyPairSync } from 'node:crypto'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { zoneDns } from '../../scripts/score/auth/zone.ts'
import type { Dns } from '../../src/core/dns.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const KEY = `v=DKIM1; k=rsa; p=${publicKey.replace(/-----[A-Z ]+-----|\s/g, '')}`

type Zone = Parameters<typeof zoneDns>[0]

/** `example.com` signs, and asks that its mail be proven; `nopolicy.example` signs and asks for nothing; `198.51.100.7` sends for both. */
export const ZONE: Zone = {
  'example.com': [{ TXT: 'v=spf1 ip4:198.51.100.7 -all' }],
  'nopolicy.example': [{ TXT: 'v=spf1 ip4:198.51.100.7 -all' }],
  'evil.example': [{ TXT: 'v=spf1 ip4:203.0.113.66 -all' }],
  '_dmarc.example.com': [{ TXT: 'v=DMARC1; p=reject' }],
  '_dmarc.evil.example': [{ TXT: 'v=DMARC1; p=none' }],
  ...Object.fromEntries(
    ['example.com', 'nopolicy.example', 'evil.example', 'lists.example', 'other-lists.example'].map((domain) => [
      `k1._domainkey.${domain}`,
      [{ TXT: KEY }],
    ]),
  ),
}

export function dnsOf(more: Zone = {}): Dns {
  return zoneDns({ ...ZONE, ...more })
}

/** A DNS that never answers. */
export const SILENT_DNS: Dns = { resolve: () => new Promise(() => undefined) }

export function mailFrom(from = 'Anna <anna@example.com>', body = 'Hi, my invoice is attached.\r\n', more = ''): Buffer {
  return Buffer.from(
    `${more}From: ${from}\r\nTo: support@shop.example\r\nSubject: Invoice\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\n${body}`,
  )
}

export async function signed(mail: Buffer, domain = 'example.com', maxBodyLength?: number): Promise<Buffer> {
  const { signatures, errors } = await dkimSign(mail, {
    canonicalization: 'relaxed/relaxed',
    signatureData: [{ signingDomain: domain, selector: 'k1', privateKey, ...(maxBodyLength === undefined ? {} : { maxBodyLength }) }],
  } as Parameters<typeof dkimSign>[1])
  if (errors.length > 0) throw new Error(`not signed: ${JSON.stringify(errors)}`)
  return Buffer.concat([Buffer.from(signatures), mail])
}

/** As a forwarder passes it on: with what it saw, sealed. */
export async function sealed(mail: Buffer, domain: string, results: string, position: 'first' | 'later' = 'first'): Promise<Buffer> {
  const headers = await sealMessage(mail, {
    signingDomain: domain,
    selector: 'k1',
    privateKey,
    authResults: results,
    cv: position === 'first' ? 'none' : 'pass',
  })
  return Buffer.concat([headers, mail])
}
