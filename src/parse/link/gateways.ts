/** Mail filters that rewrite every link of the mails that they guard, and how each of them writes the address that it guards. */
import { inflateSync } from 'node:zlib'
import { after, parameter, type Reader, type Row } from './carrier.ts'
import { base64Decoded, parameterValue, percentDecoded } from './pieces.ts'
import { readUrlDefense } from './url-defense.ts'

const MAX_INFLATED_BYTES = 8_192

/** `https://secure-web.cisco.com/TOKEN/https%3A%2F%2Fshop.example%2Fa`: the last segment. */
const lastSegment: Reader = ({ path }) => {
  const segment = path.slice(path.lastIndexOf('/') + 1)
  return /^https?%3a/i.test(segment) ? percentDecoded(segment) : null
}

const base64Parameter =
  (name: string): Reader =>
  ({ query }) => {
    const value = parameterValue(query, name)
    return value === null ? null : base64Decoded(value.replaceAll(' ', '+'))
  }

/** Egress: base64 of a zlib stream (RFC 1950), which begins with `eN` or `eJ`. */
const deflated: Reader = ({ query }) => {
  const value = parameterValue(query, 'base64url')
  if (value === null) return null
  try {
    return inflateSync(Buffer.from(value.replaceAll(' ', '+'), 'base64'), { maxOutputLength: MAX_INFLATED_BYTES }).toString('utf8')
  } catch {
    // Plain base64 was seen as well.
    return base64Decoded(value)
  }
}

/** Check Point, once Avanan: `/v2/___https://shop.example/a___.TOKEN`; their `r01` form shifts letters and stays sealed. */
const underscored: Reader = ({ tail }) => {
  const from = tail.indexOf('___')
  const to = from < 0 ? -1 : tail.indexOf('___.', from + 3)
  return to < 0 || !/^https?[:%]/i.test(tail.slice(from + 3, from + 11)) ? null : percentDecoded(tail.slice(from + 3, to))
}

const guard = (by: string, at: readonly string[], read: Reader | null, more: Partial<Row> = {}): Row => ({
  by,
  kind: 'wrapper',
  at,
  sealed: () => true,
  ...(read === null ? {} : { read }),
  ...more,
})

export const GATEWAYS: readonly Row[] = [
  guard(
    'safelinks',
    ['safelinks.protection.outlook.com', 'safelinks.protection.office365.us', 'safelinks.protection.partner.outlook.cn'],
    parameter('url'),
  ),
  guard('safelinks', ['statics.teams.cdn.office.net', 'statics.teams.microsoft.com'], parameter('url'), { path: /atp-safelinks/ }),
  guard('urldefense', ['urldefense.com', 'urldefense.us', 'urldefense.proofpoint.com'], readUrlDefense, { path: /^\/v\d\// }),
  guard('mimecast', ['mimecast.com', 'mimecastprotect.com'], null, {
    host: /^(?:protect-[a-z]{2,4}|url(?:\.[a-z0-9]{1,10}){0,3})\.mimecast(?:protect)?\.com$/,
    hint: 'domain',
  }),
  guard('barracuda', ['linkprotect.cudasvc.com'], parameter('a')),
  guard('cisco', ['secure-web.cisco.com'], lastSegment),
  guard('symantec', ['clicktime.symantec.com', 'clicktime.cloud.postoffice.net'], parameter('u')),
  guard('sophos', ['protection.sophos.com'], base64Parameter('u'), { hint: 'd' }),
  guard('trendmicro', ['trendmicro.com', 'trendmicro.eu', 'trendmicro.co.jp'], parameter('url'), {
    host: /(?:^|[.-])(?:ctp|imsva91-ctp)\.trendmicro\.(?:com|eu|co\.jp)$/,
  }),
  guard('fortinet', ['fortimail.com', 'fortimailcloud.com', 'fortimail.fortinet.com'], parameter('url'), { path: /\/fmlurlsvc/ }),
  guard('fireeye', ['protect.fireeye.com', 'protect2.fireeye.com', 'protect2.trellix.com', 'protect.trellix.com'], parameter('u')),
  guard('egress', ['defend.egress.com'], deflated, { hint: 'domain' }),
  guard('hornetsecurity', ['atpscan.global.hornetsecurity.com', 'seclinks.cloud-security.net'], parameter('url')),
  guard('perception-point', ['perception-point.io'], parameter('url', 'u')),
  guard('zscaler', ['isolation.zscaler.com', 'zscalerone.net', 'zscaler.net'], parameter('original_url', 'url'), { path: /./ }),
  guard('checkpoint', ['url.avanan.click', 'avanan.click', 'protect.checkpoint.com'], underscored, { path: /^\/v\d\// }),
  guard('vade', ['vadesecure.com'], parameter('u'), { path: /^\/v\d/ }),
  guard('edgepilot', ['link.edgepilot.com'], parameter('u')),
  guard('trustwave', ['scanmail.trustwave.com'], parameter('u')),
  guard('titanhq', ['linklock.titanhq.com'], parameter('url')),
  guard('zix', ['link.zixcentral.com'], parameter('u')),
  guard('libraesva', ['urlsand.com', 'urlsand.esvalabs.com'], parameter('u')),
  guard('inky', ['shared.outlook.inky.com', 'inky.com'], parameter('url'), { path: /^\/link/, hint: 'domain' }),
  guard('darktrace', ['l.antigena.com'], null),
  guard('intermedia', ['url.emailprotection.link'], null),
  guard('bitdefender', ['gravityzone.bitdefender.com'], ({ path }) => base64Decoded(path.split('/', 4)[2] ?? ''), { path: /^\/scan\// }),
  guard('menlo', ['safe.menlosecurity.com'], after(/^\/(?=https?[:%])/i)),
]
