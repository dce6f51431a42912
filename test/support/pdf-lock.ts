/** Locks a PDF with a password as programs that write them do (ISO 32000-2, 7.6.4.4): the way there, of which the product knows the way back. */
import { createCipheriv, createHash } from 'node:crypto'
import { type Body, pdfOf, streamOf } from './pdf.ts'

export type Method = 'rc4-40' | 'rc4-128' | 'aes-128' | 'aes-256'

const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const FILE_ID = Buffer.from('0123456789abcdef', 'latin1')
const PERMISSIONS = -4
const FILE_KEY = Buffer.alloc(32, 7)

const md5 = (...data: readonly Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(data)).digest()
const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), PAD]).subarray(0, 32)

/** Written anew, and not taken from the product. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const box = [...Array(256).keys()]
  let j = 0
  for (let i = 0; i < 256; i += 1) {
    j = (j + box[i]! + key[i % key.length]!) % 256
    ;[box[i], box[j]] = [box[j]!, box[i]!]
  }
  let i = 0
  j = 0
  return Buffer.from(
    Buffer.from(data).map((byte) => {
      i = (i + 1) % 256
      j = (j + box[i]!) % 256
      ;[box[i], box[j]] = [box[j]!, box[i]!]
      return byte ^ box[(box[i]! + box[j]!) % 256]!
    }),
  )
}

function nineteen(key: Buffer, data: Buffer): Buffer {
  let out = rc4(key, data)
  for (let round = 1; round <= 19; round += 1) {
    out = rc4(
      key.map((byte) => byte ^ round),
      out,
    )
  }
  return out
}

function aes(key: Buffer, data: Uint8Array): Buffer {
  const iv = Buffer.alloc(16, 3)
  const cipher = createCipheriv(key.length === 16 ? 'aes-128-cbc' : 'aes-256-cbc', key, iv)
  return Buffer.concat([iv, cipher.update(data), cipher.final()])
}

interface Keys {
  readonly file: Buffer
  /** The entries of the encryption dictionary. */
  readonly dict: string
}

function oldKeys(method: Exclude<Method, 'aes-256'>, user: string, owner: string): Keys {
  const [version, revision, bytes] = method === 'rc4-40' ? [1, 2, 5] : method === 'rc4-128' ? [2, 3, 16] : [4, 4, 16]
  const again = (key: Buffer): Buffer => {
    let out = key
    if (revision > 2) for (let round = 0; round < 50; round += 1) out = md5(out.subarray(0, bytes))
    return out.subarray(0, bytes)
  }
  const ownerKey = again(md5(padded(owner)))
  const o = revision === 2 ? rc4(ownerKey, padded(user)) : nineteen(ownerKey, padded(user))
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(PERMISSIONS)
  const file = again(md5(padded(user), o, flags, FILE_ID))
  const u = revision === 2 ? rc4(file, PAD) : Buffer.concat([nineteen(file, md5(PAD, FILE_ID)), Buffer.alloc(16)])
  const filters = method === 'aes-128' ? '/CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF' : ''
  return { file, dict: `/V ${version} /R ${revision} /Length ${bytes * 8} /O ${hex(o)} /U ${hex(u)} ${filters}` }
}

/** Algorithm 2.B */
function digest(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let key = createHash('sha256')
    .update(Buffer.concat([password, salt, user]))
    .digest()
  for (let round = 1; ; round += 1) {
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const e = cipher.update(Buffer.concat(Array(64).fill(Buffer.concat([password, key, user])) as Buffer[]))
    const remainder = Number(BigInt(`0x${e.subarray(0, 16).toString('hex')}`) % 3n)
    key = createHash(`sha${[256, 384, 512][remainder]}`)
      .update(e)
      .digest()
    if (round >= 64 && e.at(-1)! <= round - 32) return key.subarray(0, 32)
  }
}

function newKeys(user: string, owner: string): Keys {
  const wrap = (key: Buffer): Buffer => createCipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false).update(FILE_KEY)
  const [check, salt] = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)]
  const none = Buffer.alloc(0)
  const userBytes = Buffer.from(user)
  const ownerBytes = Buffer.from(owner)
  const u = Buffer.concat([digest(userBytes, check, none), check, salt])
  const o = Buffer.concat([digest(ownerBytes, check, u), check, salt])
  const [ue, oe] = [wrap(digest(userBytes, salt, none)), wrap(digest(ownerBytes, salt, u))]
  const filters = '/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF'
  return {
    file: FILE_KEY,
    dict: `/V 5 /R 6 /Length 256 /O ${hex(o)} /U ${hex(u)} /OE ${hex(oe)} /UE ${hex(ue)} /Perms ${hex(permissions())} ${filters}`,
  }
}

/** Algorithm 10 */
function permissions(): Buffer {
  const plain = Buffer.concat([Buffer.alloc(4), Buffer.alloc(4, 0xff), Buffer.from('Tadb'), Buffer.alloc(4, 5)])
  plain.writeInt32LE(PERMISSIONS)
  return createCipheriv('aes-256-ecb', FILE_KEY, null).setAutoPadding(false).update(plain)
}

/** One page, a link whose address is locked and an attached file that is. An empty `user` is a file that every reader opens. */
export function lockedPdf(method: Method, user: string, owner: string): Buffer {
  const { file, dict } = method === 'aes-256' ? newKeys(user, owner) : oldKeys(method, user, owner)
  const lock = (number: number, data: string): Buffer => {
    if (method === 'aes-256') return aes(file, Buffer.from(data))
    const key = md5(file, Buffer.from([number, 0, 0, 0, 0]), Buffer.from(method === 'aes-128' ? 'sAlT' : '')).subarray(
      0,
      Math.min(16, file.length + 5),
    )
    return method === 'aes-128' ? aes(key, Buffer.from(data)) : rc4(key, Buffer.from(data))
  }
  const objects: Readonly<Record<number, Body>> = {
    1: '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [<00> 7 0 R] >> >> >>',
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F1 5 0 R >> >> >>',
    4: streamOf('', lock(4, 'BT /F1 12 Tf 10 100 Td (Hello) Tj ET')),
    5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    6: `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ${hex(lock(6, 'https://locked.example/'))} >> >>`,
    7: `<< /Type /Filespec /F ${hex(lock(7, 'note.txt'))} /EF << /F 8 0 R >> >>`,
    8: streamOf('/Type /EmbeddedFile', lock(8, 'kept inside')),
    9: `<< /Filter /Standard /P ${PERMISSIONS} ${dict} >>`,
  }
  return pdfOf(objects, { trailer: `/Encrypt 9 0 R /ID [${hex(FILE_ID)} ${hex(FILE_ID)}]` })
}
