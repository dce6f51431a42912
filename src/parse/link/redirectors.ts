/** Sites that send whoever comes on to another site, and where each of them keeps the address of it. */
import { after, parameter, type Reader, type Row } from './carrier.ts'
import { base64Decoded, parameterValue, percentDecoded } from './pieces.ts'

const row = (by: string, at: readonly string[], path: RegExp | null, read: Reader, more: Partial<Row> = {}): Row => ({
  by,
  kind: 'redirect',
  at,
  read,
  ...(path === null ? {} : { path }),
  ...more,
})

const OPEN = { open: true } as const

/** Bing: `u=a1` and base64url. */
const bing: Reader = ({ query }) => {
  const value = parameterValue(query, 'u')
  if (value === null) return null
  return base64Decoded(value.startsWith('a1') ? value.slice(2) : value)
}

/** `/amp/s/shop.example/a` and `/c/s/shop.example/a`: the `s` stands for https. */
export const ampPath: Reader = ({ tail }) => {
  const found = /^\/(?:amp|[civar](?:\/(?!s\/)[a-z]{1,4})?)\/(s\/)?/.exec(tail)
  if (found === null) return null
  const rest = percentDecoded(tail.slice(found[0].length))
  return /^https?:/i.test(rest) ? rest : `http${found[1] === undefined ? '' : 's'}://${rest}`
}

/** Google Translate puts the site into its own host: `.` is written `-`, and `-` is written `--`. */
const translated: Reader = ({ tail, query }, host) => {
  const label = host.slice(0, host.indexOf('.'))
  const name = label.replaceAll('--', '\0').replaceAll('-', '.').replaceAll('\0', '-')
  const path = tail.replace(/([?&])_x_tr_[a-z]+=[^&#]*/g, '$1').replace(/[?&]+(?=#|$)/, '')
  return name.includes('.') ? `${parameterValue(query, '_x_tr_sch') === 'http' ? 'http' : 'https'}://${name}${path}` : null
}

/** Tradedoubler: `/click?p(123)a(456)url(https://shop.example/)`, or a parameter. */
const bracketed: Reader = ({ tail, query }) => {
  const from = tail.search(/\burl\(/i)
  const to = from < 0 ? -1 : tail.indexOf(')', from)
  return to < 0 ? parameterValue(query, 'url', 'u', 'r') : percentDecoded(tail.slice(from + 4, to))
}

export const REDIRECTORS: readonly Row[] = [
  // Search engines
  row('google', ['googleadservices.com'], /^\/pagead\/aclk/, parameter('adurl'), OPEN),
  row('google', ['doubleclick.net'], null, ({ tail, query }) => parameterValue(query, 'adurl', 'ds_dest_url') ?? laterUrl(tail), OPEN),
  row('google', ['clickserve.dartsearch.net'], null, parameter('ds_dest_url', 'ds_url_v'), OPEN),
  row('google-translate', ['translate.goog'], null, translated),
  row('amp', ['cdn.ampproject.org'], null, ampPath, OPEN),
  row('bing', ['bing.com'], /^\/(?:ck\/a|aclick|aclk)/, bing, OPEN),
  row('yahoo', ['search.yahoo.com', 'search.yahoo.co.jp'], null, ({ path }) => percentDecoded(/\/RU=([^/]+)/.exec(path)?.[1] ?? ''), OPEN),
  row('duckduckgo', ['duckduckgo.com'], /^\/(?:l\/?|y\.js)$/, parameter('uddg', 'u3'), OPEN),
  row('baidu', ['baidu.com'], /^\/(?:link|baidu\.php|s\/link)$/, () => null, { sealed: () => true, open: true }),
  row(
    'yandex',
    ['clck.yandex.ru', 'yandex.ru', 'yandex.com'],
    /^\/(?:redir|clck)/,
    ({ tail, query }) => parameterValue(query, 'url') ?? laterUrl(tail),
    OPEN,
  ),
  row('yandex', ['sba.yandex.net', 'sba.yandex.ru'], /^\/redirect/, parameter('url')),
  row('naver', ['cr.naver.com', 'cc.naver.com'], null, parameter('u'), OPEN),
  // Social networks, most of which ask before they let somebody go
  row(
    'facebook',
    ['l.facebook.com', 'lm.facebook.com', 'l.instagram.com', 'l.messenger.com', 'l.threads.com', 'l.threads.net', 'l.wl.co'],
    null,
    parameter('u'),
  ),
  row('facebook', ['facebook.com'], /^\/(?:l\.php|flx\/warn)/, parameter('u')),
  row('linkedin', ['linkedin.com'], /^\/(?:redir\/|safety\/go|authwall$|checkpoint\/rc\/)/, parameter('url')),
  row('linkedin', ['linkedin.com'], /^\/slink$/, () => null, { sealed: () => true, open: true }),
  row('twitter', ['twitter.com', 'x.com'], /^\/(?:i\/)?redirect/, parameter('url')),
  row('youtube', ['youtube.com'], /^\/redirect$/, parameter('q')),
  row('slack', ['slack-redir.net'], /^\/link/, parameter('url')),
  row(
    'steam',
    ['steamcommunity.com', 'store.steampowered.com'],
    /^\/linkfilter/,
    ({ query }) => parameterValue(query, 'url', 'u') ?? query,
  ),
  row('vk', ['vk.com', 'vk.ru', 'away.vk.com', 'm.vk.com'], /^\/away/, parameter('to')),
  row('ok', ['ok.ru'], /^\/(?:dk|away)/, parameter('st.link')),
  row('tumblr', ['t.umblr.com'], /^\/redirect/, parameter('z')),
  row(
    'href.li',
    ['href.li', 'anonym.to', 'anon.to', 'nullrefer.com', 'dereferer.me', 'hidereferrer.com'],
    null,
    ({ query }) => query,
    OPEN,
  ),
  row('reddit', ['out.reddit.com', 'click.redditmail.com'], null, ({ tail, query }) => parameterValue(query, 'url') ?? laterUrl(tail)),
  row('pinterest', ['pinterest.com'], /^\/offsite/, parameter('url')),
  row('quora', ['quora.com'], /^\/_\/redirect/, parameter('url')),
  row('medium', ['medium.com'], /^\/r\/?$/, parameter('url')),
  row('disqus', ['disq.us'], /^\/url/, ({ query }) => parameterValue(query, 'url')?.replace(/:[\w-]{20,40}$/, '') ?? null),
  row('zhihu', ['link.zhihu.com'], null, parameter('target')),
  row('csdn', ['link.csdn.net'], null, parameter('target')),
  row('juejin', ['link.juejin.cn', 'link.juejin.im'], null, parameter('target')),
  row('jianshu', ['link.jianshu.com'], null, parameter('t')),
  row('weibo', ['weibo.cn'], /^\/sinaurl/, parameter('u', 'toasturl')),
  row('douban', ['douban.com'], /^\/link2/, parameter('url')),
  row('qq', ['c.pc.qq.com', 'mail.qq.com'], null, parameter('pfurl', 'gourl')),
  row('telegram', ['t.me', 'telegram.me'], /^\/(?:iv|share\/url)$/, ({ path, query }) =>
    path === '/iv' ? parameterValue(query, 'url') : null,
  ),
  // Archives and viewers that show the page of another site as their own
  row('web-archive', ['web.archive.org'], /^\/web\//, after(/^\/web\/[\w*]{1,24}\//)),
  row(
    'google-cache',
    ['webcache.googleusercontent.com'],
    null,
    ({ query }) => parameterValue(query, 'q')?.replace(/^cache:(?:[\w-]{8,14}:)?/, '') ?? null,
  ),
  // Shops and advertising, which count and carry on
  row('ebay', ['rover.ebay.com'], null, parameter('mpre', 'loc'), OPEN),
  row('awin', ['awin1.com', 'zenaps.com'], null, parameter('ued', 'p'), OPEN),
  row('rakuten', ['click.linksynergy.com', 'linksynergy.com'], null, parameter('murl', 'u1url'), OPEN),
  row(
    'skimlinks',
    ['go.redirectingat.com', 'go.skimresources.com', 'redirect.viglink.com', 'go.skimlinks.com'],
    null,
    parameter('url', 'u'),
    OPEN,
  ),
  row('shareasale', ['shareasale.com', 'shareasale-analytics.com'], /^\/(?:r|u)\.cfm/, parameter('urllink'), OPEN),
  row(
    'cj',
    ['anrdoezrs.net', 'dpbolvw.net', 'jdoqocy.com', 'kqzyfj.com', 'tkqlhce.com', 'emjcd.com', 'afcyhf.com'],
    null,
    ({ tail, query }) => parameterValue(query, 'url') ?? laterUrl(tail),
    OPEN,
  ),
  row('partnerize', ['prf.hn'], null, after(/\/destination:/), OPEN),
  row('impact', ['sjv.io', 'pxf.io', 'evyy.net', 'i8hs.net', '7eer.net', 'ojrq.net'], null, parameter('u'), OPEN),
  row('tradedoubler', ['clk.tradedoubler.com', 'clkuk.tradedoubler.com', 'tc.tradetracker.net'], null, bracketed, OPEN),
  row('adform', ['track.adform.net'], null, ({ query, tail }) => parameterValue(query, 'cpdir') ?? laterUrl(tail), OPEN),
  row('everesttech', ['pixel.everesttech.net', 'ad.everesttech.net'], null, parameter('url'), OPEN),
  row('appsflyer', ['onelink.me'], null, parameter('af_web_dp', 'af_r'), OPEN),
  row('branch', ['app.link', 'bnc.lt'], null, parameter('$desktop_url', '$fallback_url', '$original_url'), OPEN),
  row('adjust', ['app.adjust.com', 'go.link', 'adj.st'], null, parameter('adj_redirect', 'redirect', 'adj_fallback', 'fallback'), OPEN),
  row('firebase', ['page.link', 'app.goo.gl'], null, parameter('link'), OPEN),
  // Mail programs
  row('gmail', ['mail.google.com'], /^\/mail\//, parameter('redir_url')),
  row(
    'outlook',
    ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com'],
    /redir/,
    parameter('redirecturl', 'url', 'destination'),
  ),
]

/** The first whole address after the first characters, as in `;;https://shop.example`. */
function laterUrl(tail: string): string | null {
  const at = tail.search(/https?(?::|%3a)(?:\/\/|%2f%2f)/i)
  return at < 0 ? null : /%3a/i.test(tail.slice(at, at + 9)) ? percentDecoded(/^[^&;/]*/.exec(tail.slice(at))?.[0] ?? '') : tail.slice(at)
}

/** `google.se`, `www.google.co.uk`, under any of its many endings. */
export const GOOGLE =
  /^(?:www\.|maps\.|images\.|news\.|plus\.|m\.|translate\.|cse\.|clients1\.|ipv4\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/

export const GOOGLE_ROWS: readonly Row[] = [
  row('google', [], /^\/(?:url|interstitial|imgres|aclk)$/, parameter('q', 'url', 'imgrefurl', 'adurl')),
  row('amp', [], /^\/amp\//, ampPath, OPEN),
  row('google-translate', [], /^\/translate/, parameter('u')),
]
