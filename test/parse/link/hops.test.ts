import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { destinationOf, hopsOf, MAX_DEPTH, MAX_HOPS } from '../../../src/parse/link/hops.ts'
import { parseUrl } from '../../../src/parse/url.ts'

const hops = (address: string) => hopsOf(parseUrl(address)!)
const ways = (address: string) => hops(address).map(({ by, address: { href } }) => `${by} ${href}`)
const end = (address: string) => destinationOf(hops(address)).address.href
const sealed = (address: string) => hops(address)[0]?.carrier
const base64 = (text: string) => Buffer.from(text).toString('base64url')
const SHOP = 'https://www.shop.com/a?b=c'
const ENCODED = encodeURIComponent(SHOP)

describe('a mail filter’s address', () => {
  it.each([
    ['safelinks', `https://eur01.safelinks.protection.outlook.com/?url=${ENCODED}&data=05%7C01%7C&sdata=x&reserved=0`],
    ['safelinks', `https://gcc02.safelinks.protection.office365.us/?url=${ENCODED}&data=x`],
    ['safelinks', `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${ENCODED}&locale=sv-se`],
    ['urldefense', `https://urldefense.proofpoint.com/v1/url?u=${ENCODED}&k=x`],
    ['urldefense', 'https://urldefense.proofpoint.com/v2/url?u=https-3A__www.shop.com_a-3Fb-3Dc&d=DwMFaQ&c=x'],
    ['urldefense', 'https://urldefense.com/v3/__https://www.shop.com/a?b=c__;!!AB12-cd!xyz$'],
    ['urldefense', 'https://urldefense.com/v3/__https:/www.shop.com/a?b=c__;!!AB12-cd!xyz$'],
    ['urldefense', 'https://urldefense.com/v3/__https://www.shop.com/a*b=c__;Pw!!AB12!xyz$'],
    ['barracuda', `https://linkprotect.cudasvc.com/url?a=${ENCODED}&c=E,1,abc&typo=1`],
    ['cisco', `https://secure-web.cisco.com/1AbC-dEf/${ENCODED}`],
    ['symantec', `https://clicktime.symantec.com/3AbCdEf?u=${ENCODED}`],
    ['sophos', `https://us-west-2.protection.sophos.com/?d=shop.com&u=${base64(SHOP)}&i=x`],
    ['trendmicro', `https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=${ENCODED}&umid=x`],
    ['fortinet', `https://gw.fortimailcloud.com/fmlurlsvc/?fewReq=:B:x&url=${ENCODED}`],
    ['fireeye', `https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=${ENCODED}`],
    ['egress', `https://us.defend.egress.com/Warning?crId=1&Domain=shop.com&Base64Url=${deflateSync(SHOP).toString('base64url')}`],
    ['perception-point', `https://lp.perception-point.io/v1?url=${ENCODED}`],
    ['zscaler', `https://eu.isolation.zscaler.com/profile/x/zia-session/?tenant=y&original_url=${ENCODED}`],
    ['checkpoint', `https://url.avanan.click/v2/___${SHOP}___.YXA0OnRva2Vu`],
    ['vade', `https://antiphishing.vadesecure.com/v4?f=x&i=y&u=${ENCODED}`],
    ['trustwave', `https://scanmail.trustwave.com/?c=1&d=x&s=5&u=${ENCODED}`],
    ['menlo', `https://safe.menlosecurity.com/${SHOP}`],
    ['bitdefender', `https://lsems.gravityzone.bitdefender.com/scan/${base64(SHOP)}/ABC`],
  ])('of %s is undone: %s', (by, address) => {
    expect(ways(address).slice(1)).toEqual([`${by} ${SHOP}`])
    expect(sealed(address)).toMatchObject({ kind: 'wrapper', by })
  })

  it('of Proofpoint gives back runs of characters that stood aside, of any alphabet', () => {
    // `**B` is a run of three; the characters are `å`, `ä`, `ö`, then `#`.
    const aside = base64('åäö#')
    expect(end(`https://urldefense.com/v3/__https://shop.com/x**By*z__;${aside}!!A!b$`)).toBe('https://shop.com/x%C3%A5%C3%A4%C3%B6y#z')
  })

  it.each([
    ['mimecast', 'https://protect-eu.mimecast.com/s/AbCd123?domain=shop.com', 'shop.com'],
    ['mimecast', 'https://url.uk.m.mimecastprotect.com/s/AbCd?domain=www.shop.com', 'www.shop.com'],
    ['hornetsecurity', 'https://atpscan.global.hornetsecurity.com/index.php?atp_str=abc', null],
    ['inky', 'https://shared.outlook.inky.com/link?domain=shop.com&t=abc', 'shop.com'],
    ['darktrace', 'https://us01.l.antigena.com/l/abc', null],
    ['urldefense', 'https://urldefense.com/v3/__https://www.shop.com/cut-off', null],
  ])('of %s that hides its target says so: %s', (by, address, hint) => {
    expect(sealed(address)).toEqual({ by, kind: 'wrapper', open: false, target: null, hint })
    expect(hops(address)).toHaveLength(1)
  })

  it.each([
    'https://www.mimecast.com/products/',
    'https://www.trendmicro.com/blog?url=x',
    'https://urldefense.com/',
    'https://evil.net/?url=x',
    'https://safelinks.protection.outlook.com.evil.net/v1?k=1',
    'https://notmimecast.com/s/abc',
  ])('is not seen in %s', (address) => {
    expect(sealed(address)).toBeNull()
  })
})

describe('a redirector', () => {
  it.each([
    ['google', `https://www.google.com/url?sa=t&q=${ENCODED}&usg=x`],
    ['google', `https://www.google.co.uk/url?url=${ENCODED}`],
    ['amp', 'https://www.google.se/amp/s/www.shop.com/a?b=c'],
    ['amp', 'https://www-shop-com.cdn.ampproject.org/c/s/www.shop.com/a?b=c'],
    ['google-translate', 'https://www-shop-com.translate.goog/a?b=c&_x_tr_sl=auto&_x_tr_tl=sv'],
    ['google', `https://ad.doubleclick.net/ddm/clk/1;2;3?${SHOP}`],
    ['facebook', `https://l.facebook.com/l.php?u=${ENCODED}&h=AT0`],
    ['facebook', `https://www.facebook.com/l.php?u=${ENCODED}`],
    ['facebook', `https://l.instagram.com/?u=${ENCODED}&e=x`],
    ['linkedin', `https://www.linkedin.com/redir/redirect?url=${ENCODED}&urlhash=x`],
    ['slack', `https://slack-redir.net/link?url=${ENCODED}`],
    ['youtube', `https://www.youtube.com/redirect?event=x&q=${ENCODED}`],
    ['steam', `https://steamcommunity.com/linkfilter/?url=${ENCODED}`],
    ['vk', `https://vk.com/away.php?to=${ENCODED}`],
    ['tumblr', `https://t.umblr.com/redirect?z=${ENCODED}&t=x`],
    ['duckduckgo', `https://duckduckgo.com/l/?uddg=${ENCODED}`],
    ['bing', `https://www.bing.com/ck/a?!&&p=x&u=a1${base64(SHOP)}&ntb=1`],
    ['yahoo', `https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=${ENCODED}/RK=2/RS=x-`],
    ['web-archive', `https://web.archive.org/web/20200101000000/${SHOP}`],
    ['mailjet', `https://x1.mjt.lu/lnk/AbC/1/hash/${base64(SHOP)}`],
    ['postmark', `https://click.pstmrk.it/3s/${encodeURIComponent('www.shop.com/a?b=c')}/tok/en`],
    ['amazon-ses', 'https://abc.r.eu-west-1.awstrack.me/L0/https:%2F%2Fwww.shop.com%2Fa%3Fb=c/1/0102/x=1'],
    [
      'mandrill',
      `https://mandrillapp.com/track/click/1/shop.com?p=${base64(JSON.stringify({ s: 'x', p: JSON.stringify({ u: 1, url: SHOP }) }))}`,
    ],
    ['tradedoubler', `https://clk.tradedoubler.com/click?p(1)a(2)url(${SHOP})`],
    ['skimlinks', `https://go.redirectingat.com/?id=1X&url=${ENCODED}`],
  ])('%s is followed: %s', (by, address) => {
    expect(ways(address).slice(1)).toEqual([`${by} ${SHOP}`])
    expect(end(address)).toBe(SHOP)
  })

  it.each([
    ['baidu', 'https://www.baidu.com/link?url=Xk3-opaque'],
    ['sendgrid', 'https://u123.ct.sendgrid.net/ls/click?upn=abc'],
    ['mailchimp', 'https://shop.us1.list-manage.com/track/click?u=1&id=2&e=3'],
  ])('%s may know its target alone: %s', (by, address) => {
    expect(sealed(address)).toMatchObject({ by, target: null })
  })

  it.each([
    'https://www.google.com/search?q=shop',
    'https://www.youtube.com/watch?v=abc',
    'https://www.linkedin.com/in/anna',
    'https://sendgrid.com/pricing',
    'https://app.klaviyo.com/login',
    'https://anna.substack.com/p/a-post',
    'https://www.baidu.com/s?wd=x',
  ])('is not seen in %s', (address) => {
    expect(hops(address)).toHaveLength(1)
    expect(sealed(address)).toBeNull()
  })
})

describe('an address inside another', () => {
  it.each([
    `https://a.com/?url=${ENCODED}`,
    `https://a.com/?u=${encodeURIComponent(ENCODED)}`,
    `https://a.com/go?x=1&redirect_uri=${encodeURIComponent(encodeURIComponent(ENCODED))}`,
    `https://a.com/?d=${base64(SHOP)}`,
    `https://a.com/r/${base64(SHOP)}`,
    `https://a.com/r/${ENCODED}/more`,
    `https://a.com/cgi/${SHOP}`,
    `https://a.com/#${SHOP}`,
    `https://a.com/#/go?url=${ENCODED}`,
    `https://a.com/?next=${encodeURIComponent('//www.shop.com/a?b=c')}`,
    `https://a.com/?goto=${encodeURIComponent('www.shop.com/a?b=c')}`,
    `https://a.com/?x=${Buffer.from(SHOP).toString('hex')}`,
  ])('is found in %s', (address) => {
    expect(ways(address).slice(1)).toEqual([`nested ${SHOP}`])
    // It may be followed or not: the link surely opens only the outer one.
    expect(end(address)).not.toBe(SHOP)
  })

  it.each([
    'https://a.com/?next=/home',
    'https://a.com/?q=see+https://shop.com',
    'https://a.com/?utm_source=https%3A%2F%2Fshop.com',
    'https://a.com/?next=page.html',
    'https://a.com/?file=report.zip&to=2.10',
    'https://a.com/http-errors/404',
    'https://a.com/?url=',
    'mailto:a@b.com?body=https://shop.com',
  ])('is not seen in %s', (address) => {
    expect(hops(address)).toHaveLength(1)
  })

  it('is followed through several layers, each by its own name', () => {
    const inner = `https://www.google.com/url?q=${ENCODED}`
    const outer = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(inner)}`
    expect(hops(outer).map(({ by }) => by)).toEqual(['written', 'safelinks', 'google'])
    expect(end(outer)).toBe(SHOP)
  })

  it('is one of two where the carrier is given two: which one it reads is not for us to know', () => {
    const address = `https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.net%2F&url=${ENCODED}`
    expect(ways(address).slice(1)).toEqual(['nested https://evil.net/', 'nested https://www.shop.com/a?b=c'])
  })
})

describe('hostile addresses', () => {
  it('are followed to a bounded depth', () => {
    let address = 'https://z.com/'
    for (let layer = 0; layer < 9; layer++) address = `https://a${layer}.com/?url=${encodeURIComponent(address)}`
    expect(hops(address.slice(0, 8_000))).toHaveLength(MAX_DEPTH + 1)
  })

  it('with many addresses inside give a bounded number', () => {
    const many = Array.from({ length: 500 }, (_, at) => `u${at}=https://h${at}.com/?a=https://i${at}.com`).join('&')
    expect(hops(`https://a.com/?${many}`.slice(0, 8_000)).length).toBeLessThanOrEqual(MAX_HOPS)
  })

  it('never throw, and begin with what was written', () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '%',
        '%2',
        '%25',
        '/',
        '//',
        '&',
        '=',
        '?',
        '#',
        '__',
        '*',
        '**',
        '**!',
        '!',
        ';',
        'url=',
        'u=',
        'aHR0',
        'eyJ',
        '___.',
        '%00',
      ),
      fc.constantFrom('https://', 'https%3A%2F%2F', 'http:/', 'www.', 'a.com', '[::1]', '@', 'javascript:', 'data:', '\u202e', 'å'),
      fc.string({ maxLength: 4 }),
    )
    const begin = fc.constantFrom(
      ...[
        'https://urldefense.com/v3/__',
        'https://x.safelinks.protection.outlook.com/?url=',
        'https://www.google.com/url?q=',
        'https://a.com/',
      ],
      ...[
        'https://secure-web.cisco.com/1/',
        'https://us.defend.egress.com/W?base64url=',
        'https://www.bing.com/ck/a?u=a1',
        'https://a.translate.goog/',
      ],
      ...['https://mandrillapp.com/track/click/1/a?p=', 'https://t.co/', 'https://url.avanan.click/v2/___'],
    )
    fc.assert(
      fc.property(begin, fc.array(nasty, { maxLength: 40 }), (outer, pieces) => {
        const address = parseUrl(outer + pieces.join(''))
        if (address === null) return
        const found = hopsOf(address)
        expect(found[0]).toMatchObject({ address, by: 'written', outer: null })
        expect(found.length).toBeLessThanOrEqual(MAX_HOPS)
        expect(found).toContain(destinationOf(found))
      }),
      { numRuns: 500 },
    )
  })
})
