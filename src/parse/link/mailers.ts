/** Bulk mail services that count clicks under a host of their own, and the few that write the target where it can be read. */
import type { ParsedUrl } from '../url.ts'
import type { Reader, Row } from './carrier.ts'
import { base64Decoded, parameterValue, percentDecoded } from './pieces.ts'

/** Hosts under which services count clicks for a sender who lent them a name of their own: `email.mg.shop.example`. */
const COUNTER =
  /^(?:click|clicks|clk|track|tracking|trk|links?|lnk|email|e|go|t|r|u|url\d{0,5}|em\d{0,5}|ablink|ct|mailer|news|newsletter|emaserver|clickthru|click\d{0,3}|ummail\d{0,2})$/
/** The paths of such counters: SendGrid, Mailgun, SparkPost, Iterable, Lyris, Responsys and their kin. */
const COUNTED =
  /^\/(?:ls\/click|wf\/click|ss\/c\/|e\/c\/|c\/e|f\/a\/|u\/click|click|track\/click|trk\/click|tr\/cl|clickthru|r\/|y\/ct\/|lnk\/|c\/|t\/|tn\.jsp|a\/hb|q\/|[?])/i

/** Under these a service speaks for itself. */
const HOME = /^(?:www|app|login|help|support|docs|blog|status|developers?|api|my|account|admin|id|secure|kb)\./

const mailer = (by: string, at: readonly string[], read: Reader | null = null, more: Partial<Row> = {}): Row => ({
  by,
  kind: 'mailer',
  at,
  // Their own pages and help desks stand under the same name: those count nothing.
  sealed: (host, path) => !HOME.test(host) && (!at.includes(host) || COUNTED.test(path)),
  ...(read === null ? {} : { read }),
  ...more,
})

/** The first path segment that is base64 of an address: Mailjet, ConvertKit, Sailthru, Substack. */
const base64Segment: Reader = ({ path }) => {
  for (const segment of path.split('/', 12)) {
    if (!segment.startsWith('aHR0')) continue
    const decoded = base64Decoded(percentDecoded(segment))
    if (decoded !== null) return decoded
  }
  return null
}

/** `"url":"https:\/\/shop.example\/"`, also when the JSON stands in a JSON string. */
const JSON_ADDRESS = /"(?:url|href|e|u)\\*"\s{0,4}:\s{0,4}\\*"(https?:(?:[^"\\]|\\+\/)*)/

function addressInJson(encoded: string | null): string | null {
  const json = encoded === null ? null : base64Decoded(encoded)
  return json === null ? null : (JSON_ADDRESS.exec(json)?.[1]?.replace(/\\+\//g, '/') ?? null)
}

const jsonSegment: Reader = ({ path }) => {
  for (const segment of path.split('/', 12)) {
    const found = segment.startsWith('eyJ') ? addressInJson(percentDecoded(segment)) : null
    if (found !== null) return found
  }
  return null
}

/** Amazon SES: `/L0/https:%2F%2Fshop.example%2F/1/…`. */
const awsTrack: Reader = ({ path }) => percentDecoded(/^\/[LI]\d\/([^/]+)/.exec(path)?.[1] ?? '')

/** Postmark: `/2s/shop.example%2Fa/TOKEN/…`, where the `s` stands for https. */
const postmark: Reader = ({ path }) => {
  const found = /^\/\d(s)?\/([^/]+)\//.exec(path)
  return found?.[2] === undefined ? null : `http${found[1] ?? ''}://${percentDecoded(found[2])}`
}

function numbered(name: string, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `${name}${from + at}.com`)
}

export const MAILERS: readonly Row[] = [
  mailer('mailchimp', ['list-manage.com', 'list-manage1.com', 'list-manage2.com', 'mailchimpapp.net']),
  mailer('mandrill', ['mandrillapp.com'], ({ query }) => addressInJson(parameterValue(query, 'p'))),
  mailer('sendgrid', ['sendgrid.net', 'sendgrid.com']),
  mailer('mailgun', ['mailgun.org', 'mailgun.net', 'mgsend.net']),
  mailer('sparkpost', ['sparkpostmail.com', 'sparkpostmail1.com', 'spgo.io', 'e.sparkpost.com', 'eu.spgo.io']),
  mailer('amazon-ses', ['awstrack.me'], awsTrack),
  mailer('postmark', ['pstmrk.it', 'click.pstmrk.it'], postmark),
  mailer('mailjet', ['mjt.lu'], base64Segment),
  mailer('salesforce', ['exacttarget.com', 'exct.net', 's4.exct.net', 'sfmc-content.com', 'pardot.com', 'marketingcloudapps.com']),
  mailer('marketo', ['mktoweb.com', 'marketo.com', 'mkt-marketo.com', 'mktdns.com']),
  mailer('hubspot', [
    'hubspotlinks.com',
    'hubspotlinksstarter.com',
    'hubspotlinksfree.com',
    'hubspotemail.net',
    'hubspotstarter.net',
    'sidekickopen.com',
    'hs-email.net',
    'getsidekick.com',
  ]),
  mailer('eloqua', ['en25.com', 'eloqua.com', 'hosted.elqemail.com', 'elqtrk.com']),
  mailer('constant-contact', ['rs6.net', 'constantcontact.com', 'cc.rs6.net']),
  mailer('campaign-monitor', [
    'createsend.com',
    'createsend1.com',
    'createsend4.com',
    'createsend5.com',
    'createsend6.com',
    ...numbered('cmail', 1, 30),
    ...numbered('updatemyprofile', 1, 2),
  ]),
  mailer('klaviyo', ['klaviyo.com', 'klaviyomail.com', 'klclick.com', 'klclick1.com', 'klclick2.com', 'klclick3.com', 'klclicks.com']),
  mailer('braze', ['braze.com', 'appboy.com', 'braze.eu', 'brazemail.com']),
  mailer('customer.io', ['customeriomail.com', 'customer.io', 'customeriotracking.com'], jsonSegment),
  mailer('iterable', ['iterable.com', 'iterabletracking.com']),
  mailer('brevo', [
    'sendinblue.com',
    'brevo.com',
    'brevosend.com',
    ...numbered('sendibm', 1, 9),
    ...numbered('sendibt', 1, 9),
    'sibmail.com',
    'sendinblue.net',
  ]),
  mailer('activecampaign', [
    'activehosted.com',
    'emlnk.com',
    'emlnk1.com',
    'emlnk9.com',
    'acemlna.com',
    'acemlnb.com',
    'acemlnc.com',
    'acemlnd.com',
    'activecampaign.com',
  ]),
  mailer('getresponse', ['getresponse.com', 'gr8.com', 'getresponse-mail.com', 'gr-mail.com']),
  mailer('aweber', ['aweber.com', 'clicks.aweber.com']),
  mailer(
    'convertkit',
    [
      'convertkit-mail.com',
      'convertkit-mail2.com',
      'convertkit-mail3.com',
      'convertkit-mail4.com',
      'convertkit.com',
      'kit-mail.com',
      'kit-mail3.com',
      'kit-mail6.com',
    ],
    base64Segment,
  ),
  mailer(
    'mailerlite',
    ['mlsend.com', 'mlsend2.com', 'mlsend3.com', 'mailerlite.com', 'ml.mailersend.com', 'mailersend.net', 'clicks.mlsend.com'],
    jsonSegment,
  ),
  mailer('drip', ['dripemail2.com', 'dripemail3.com', 'getdrip.com', 'dripemail.com']),
  mailer('apsis', ['anpdm.com', 'apsis.com', 'apsis.one', 'innomdlr.com', 'apsis1.com']),
  mailer('get-a-newsletter', ['gansub.com', 'getanewsletter.com', 'ganews.com']),
  mailer('rule', ['rule.se', 'rule.io', 'rulemailer.com', 'rulemailer.se']),
  mailer('ungapped', ['ungapped.com', 'ungpd.com']),
  mailer('paloma', ['paloma.se', 'ed1.newsletter.paloma.se']),
  mailer('emarsys', ['emarsys.net', 'emarsys.com', 'emsecure.net']),
  mailer('dotdigital', ['dmtrk.net', 'dotmailer.com', 'dotdigital.com', 'trackedlink.net', 'dmdelivery.com']),
  mailer('selligent', ['slgnt.eu', 'slgnt.us', 'emsecure.net', 'selligent.com']),
  mailer('responsys', ['responsys.net', 'rsys2.net', 'rsys5.net', 'rsys5.com', 'oraclecloud-mail.com']),
  mailer('acoustic', [
    'mkt-silverpop.com',
    'silverpop.com',
    'pages05.net',
    'pages04.net',
    'mkt51.net',
    'mkt941.com',
    'mkt4728.com',
    'acoustic.co',
    'ibmmodules.com',
  ]),
  mailer('adobe', ['adobe-campaign.com', 'campaign.adobe.com', 'neolane.net', 'cheetahmail.com', 'chtah.com', 'chtah.net', 'fagms.de']),
  mailer('sailthru', ['sailthru.com', 'cb.sailthru.com'], base64Segment),
  mailer('intercom', ['intercom-clicks.com', 'intercom-mail.com', 'intercom-links.com', 'via.intercom.io'], ({ query }) =>
    parameterValue(query, 'url', 'u'),
  ),
  mailer('zoho', [
    'zcsend.net',
    'zcsend.eu',
    'zoho-campaign.com',
    'maillist-manage.com',
    'maillist-manage.eu',
    'campaign-view.com',
    'campaign-view.eu',
    'zohocampaigns.com',
  ]),
  mailer('substack', ['substack.com'], jsonSegment, { path: /^\/redirect\// }),
  mailer('beehiiv', ['link.mail.beehiiv.com', 'mail.beehiiv.com']),
  mailer('sendpulse', ['sendpulse.com', 's2.sendpulse.com', 'sndpl.com', 'spmailtech.com', 'stat-pulse.com']),
  mailer('unisender', ['unisender.com', 'unims.com', 'emlstats.com']),
  mailer('cleverreach', ['cleverreach.com', 'crsend.com', 'cleverreach.de', 'clvrrch.com']),
  mailer('rapidmail', ['emailsys1a.net', 'emailsys1c.net', 'emailsys2a.net', 'rapidmail.com', 'rapidmail.de']),
  mailer('inxmail', ['inxmail.com', 'inxserver.com', 'inxmail-commerce.com', 'inxserver.de']),
  mailer('episerver', ['optivo.net', 'srv2.de', 'campaign.episerver.net', 'broadmail.de']),
  mailer('mailup', [
    'mailupclient.com',
    'emailsp.com',
    'emailsp.net',
    'musvc1.net',
    'musvc2.net',
    'musvc3.net',
    'musvc5.net',
    'mailup.com',
  ]),
  mailer('mapp', ['mapp.com', 'ecmnd.de', 'ecm-mapp.com', 'teradatadmc.com', 'ec-messenger.com']),
  mailer('freshworks', ['freshemail.io', 'fwdomain.com', 'freshmarketer.com', 'frshml.com']),
  mailer('icontact', ['icontact.com', 'icptrack.com', 'vocusmail.com', 'vresp.com', 'verticalresponse.com', 'cts.vresp.com']),
  mailer('benchmark', ['bmetrack.com', 'bmsend.com', 'benchmarkemail.com', 'bmeurl.co']),
  mailer('emma', ['e2ma.net', 'myemma.com', 'emailmarketing.e2ma.net']),
  mailer('listrak', ['listrakbi.com', 'listrak.com', 'lstrk.net']),
  mailer('bronto', ['bronto.com', 'bm23.com', 'bm5150.com']),
  mailer('yotpo', ['yotpo.com', 'smsbump.com', 'yotpomail.com']),
  mailer('omnisend', ['omnisend.com', 'soundestlink.com', 'omnisrc.com', 'soundest.net']),
  mailer('moosend', ['moosend.com', 'msnd.co', 'm-sender.com', 'mdirector.com']),
  mailer('smartlead', ['spoton.com', 'lynk.email', 'swoogo.com', 'vbout.com', 'redirectingherenow.com']),
  mailer(
    'outreach',
    [
      'outreach.io',
      'salesloft.com',
      'salesloftlinks.com',
      'yesware.com',
      'mixmax.com',
      'mailtrack.io',
      'streaklinks.com',
      'mltrk.io',
      'reply.io',
    ],
    ({ query, path }) => parameterValue(query, 'url', 'u') ?? percentDecoded(/\/(https?%3a[^/]+)/i.exec(path)?.[1] ?? ''),
  ),
  mailer('eventbrite', ['eventbrite.com', 'evbuc.com'], null, { path: /^\/(?:x|ss\/c|e\/c)\/|^\/click/ }),
  mailer('gmass', ['gmass.co', 'gm1.li', 'ec2.gmass.co'], ({ query }) => parameterValue(query, 'url', 'u')),
  mailer('bird', ['messagebird.com', 'bird.email', 'sparkpostelite.com']),
]

/** Whether the address has the shape of a click counter, whoever runs it. */
export function isCounterShape(address: ParsedUrl): boolean {
  if (address.host === null || address.isIp !== null) return false
  if (COUNTED.test(address.pathname)) return true
  const owner = address.registrableDomain
  const below = owner === null ? '' : address.host.slice(0, -owner.length - 1)
  return below !== '' && below.split('.').some((label) => COUNTER.test(label)) && address.pathname.length + address.href.length > 60
}
