/** Addresses as mail and chat have them: mostly pages and click counters, some wrapped, short, foreign or odd; the same ones in every run. */

import { pick as pickOf, seeded } from './random.ts'

export interface WrittenAddress {
  readonly url: string
  readonly shownText: string | null
}

const WORDS = ['order', 'track', 'invoice', 'news', 'account', 'summer-sale', 'article', 'help', 'en', 'sv', 'products', 'shoes', 'terms']
const SUFFIXES = ['com', 'se', 'co.uk', 'es', 'com.mx', 'net', 'org', 'io', 'shop']

export function addresses(count: number): readonly WrittenAddress[] {
  const random = seeded(20_261_122)
  const pick = <T>(items: readonly T[]): T => pickOf(items, random)
  const host = () => `${pick(['www', 'shop', 'm', 'click.mail', 'my'])}.${pick(WORDS)}${Math.floor(random() * 5_000)}.${pick(SUFFIXES)}`
  const token = (length: number) =>
    Array.from({ length }, () => 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789_-'[Math.floor(random() * 58)]).join('')
  const page = () =>
    `https://${host()}/${pick(WORDS)}/${pick(WORDS)}-${Math.floor(random() * 1e6)}?utm_source=${pick(WORDS)}&utm_medium=email`
  const kinds: readonly (readonly [share: number, make: () => WrittenAddress])[] = [
    [0.35, () => ({ url: page(), shownText: 'Read more' })],
    [0.3, () => ({ url: `https://${host()}/ls/click?upn=${token(180)}`, shownText: 'Shop now' })],
    [0.1, () => plainly(`https://${host()}/`)],
    [0.06, () => ({ url: `https://bit.ly/${token(7)}`, shownText: null })],
    [
      0.06,
      () => ({
        url: `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(page())}&data=${token(120)}`,
        shownText: host(),
      }),
    ],
    [0.05, () => ({ url: `https://${host()}/redirect?url=${encodeURIComponent(page())}`, shownText: 'View' })],
    [0.04, () => ({ url: `https://www.räksmörgås${Math.floor(random() * 999)}.se/${pick(WORDS)}`, shownText: null })],
    [0.02, () => ({ url: `https://${host()}:8443/download/${pick(WORDS)}.zip`, shownText: null })],
    [0.02, () => ({ url: `http://192.0.2.${Math.floor(random() * 255)}/${token(12)}`, shownText: null })],
  ]
  return Array.from({ length: count }, () => {
    let left = random()
    for (const [share, make] of kinds) {
      left -= share
      if (left < 0) return make()
    }
    return plainly(page())
  })
}

/** An address that shows itself. */
function plainly(url: string): WrittenAddress {
  return { url, shownText: url }
}
