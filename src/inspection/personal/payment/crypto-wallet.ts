/** Addresses of crypto wallets: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron …), Bech32 of BIP 173 and BIP 350, and Ethereum's 40 hex digits. */
import { createHash } from 'node:crypto'
import { everyMatch } from '../every-match.ts'
import { holdsLongCode } from '../long-codes.ts'
import type { Finder } from '../recognizer.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const CANDIDATE =
  /(?<![0-9A-Za-z])(?:(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{11,87}|(?:BC1|TB1|LTC1)[02-9AC-HJ-NP-Z]{11,87}|[13LMDTA-Z][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9A-Fa-f]{40})(?![0-9A-Za-z])/g

export const cryptoWallet: Finder = {
  id: 'payment/crypto-wallet',
  code: 'PERSONAL_BANK_ACCOUNT',
  context: ['wallet', 'bitcoin', 'btc', 'ethereum', 'eth', 'crypto', 'usdt', 'litecoin', 'plånbok', 'billetera', 'cartera', 'кошелек'],
  *find(words) {
    if (!holdsLongCode(words)) return
    for (const { 0: value, index } of everyMatch(words, CANDIDATE)) {
      if (value.startsWith('0x') || isBech32(value) || isBase58Check(value))
        yield { start: index, end: index + value.length, value, confidence: value.startsWith('0x') ? 0.6 : 0.95 }
    }
  },
}

/** BIP 173: 1 for version 0, 0x2bc830a3 (BIP 350) for later ones. */
function isBech32(address: string): boolean {
  const lower = address.toLowerCase()
  const divider = lower.lastIndexOf('1')
  if (divider < 2 || !/^(?:bc|tb|ltc)1/.test(lower)) return false
  const head = Array.from(lower.slice(0, divider), (letter) => letter.charCodeAt(0))
  const data = Array.from(lower.slice(divider + 1), (letter) => BECH32.indexOf(letter))
  const values = [...head.map((code) => code >> 5), 0, ...head.map((code) => code & 31), ...data]
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries())
      if ((top >> bit) & 1) sum ^= generator
  }
  return sum === 1 || sum === 0x2bc830a3
}

function isBase58Check(address: string): boolean {
  let number = 0n
  for (const letter of address) number = number * 58n + BigInt(BASE58.indexOf(letter))
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex')
  if (bytes.length !== 25) return false
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21))
}
