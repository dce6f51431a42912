/** Says when a link does something other than open a page: runs a script, opens a program, reaches for a file share. */
import type { Inspected, LinkInspector } from '../../core/inspector.ts'
import type { Link } from '../../core/message.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf, headOf, hopsOf, schemeOf } from './address.ts'

// RFC 9110 (http, https), RFC 6068 (mailto), RFC 3966 (tel), RFC 5724 (sms), RFC 5870 (geo), RFC 2392 (cid, mid).
const HARMLESS = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'geo', 'cid', 'mid'])

const DANGEROUS = new Set([
  // Run script in a browser, or once did (livescript, mocha: Netscape; jar, view-source, blob, filesystem wrap another address).
  ...['javascript', 'vbscript', 'livescript', 'mocha', 'jscript', 'jar', 'view-source', 'blob', 'filesystem', 'feed', 'wyciwyg'],
  // Open files and shares; a share makes Windows send the reader's password hash.
  ...['file', 'smb', 'nfs', 'afp', 'dav', 'webdav', 'ldap', 'ldaps', 'shell'],
  // Windows help, MHTML and resource handlers, each with remote-code advisories (MS04-023, CVE-2010-1885, CVE-2007-2225).
  ...['hcp', 'its', 'mk', 'mhtml', 'res', 'help', 'about'],
  // Protocol handlers abused in the wild: search-ms and ms-msdt (CVE-2022-30190), ms-officecmd, ms-appinstaller (all `ms-` below).
  ...['search-ms', 'search', 'onenote', 'mmsh', 'steam', 'powershell', 'cmd', 'wsl', 'teamviewer10', 'anydesk'],
  // Remote control and shells with options in the address (CVE-2018-17456 and its kin).
  ...['telnet', 'rlogin', 'tn3270', 'ssh', 'sftp', 'vnc', 'rdp', 'x-man-page'],
  // Install or start apps on phones and Macs.
  ...[
    'intent',
    'android-app',
    'itms-services',
    'itms-apps',
    'market',
    'apt',
    'chrome',
    'chrome-extension',
    'edge',
    'vscode',
    'x-apple-helpbasic',
  ],
])

// What a browser shows as a picture or as plain words, whatever the bytes are.
const INERT_DATA = /^data:(?:image\/(?:png|jpe?g|gif|webp|bmp|avif)[;,]|[;,])/i
const PLAIN_DATA = /^data:text\/plain[;,]/i
/** `\\host\share`: Windows and Outlook open it as a file share (MS-DTYP 2.2.57). */
const UNC = /^\\\\[^\\/]/

export const scheme: LinkInspector = {
  id: 'links/scheme',
  looksAt: 'link',
  codes: {
    LINK_DANGEROUS_SCHEME: {
      severity: 'high',
      title: 'Link that does not open a web page',
      explanation: 'The link would run a script, start a program or open a file on the computer of whoever clicks it.',
    },
    LINK_UNUSUAL_SCHEME: {
      severity: 'low',
      title: 'Link of an unusual kind',
      explanation: 'The link is not a web, mail or phone address, and what it does depends on the programs of whoever clicks it.',
    },
  },
  inspect(link) {
    // A code in a picture may hold any words (a Wi-Fi login, a card, a number): what no browser opens is none of a screen's business.
    if (link.source === 'qr' && link.url === null) return NOTHING_SEEN
    const head = headOf(link.untrustedUrl)
    const named = schemeOf(link)
    const evidence = [
      { label: 'scheme', value: named ?? 'UNC' },
      { label: 'address', value: link.untrustedUrl },
    ]
    // Before the scheme: a browser reads the backslashes of `\\host\share` as `https://host/share`, Windows does not.
    if (UNC.test(head)) return saw({ code: 'LINK_DANGEROUS_SCHEME', evidence: [{ label: 'scheme', value: 'UNC' }, evidence[1]!] })
    if (named === 'http' || named === 'https') return carriedOn(link)
    if (named === null || HARMLESS.has(named)) return NOTHING_SEEN
    if (named === 'data') {
      const data = addressOf(link)?.href ?? head
      if (INERT_DATA.test(data)) return NOTHING_SEEN
      return saw({ code: PLAIN_DATA.test(data) ? 'LINK_UNUSUAL_SCHEME' : 'LINK_DANGEROUS_SCHEME', evidence })
    }
    return saw({ code: isDangerous(named) ? 'LINK_DANGEROUS_SCHEME' : 'LINK_UNUSUAL_SCHEME', evidence })
  },
}

/** Every scheme that Microsoft registers for a program of Windows or Office begins alike. */
function isDangerous(named: string): boolean {
  return DANGEROUS.has(named) || named.startsWith('ms-') || named.startsWith('microsoft-')
}

/** What a mail filter wrapped, or a redirector was asked for, may be no page either. */
function carriedOn(link: Link): Inspected {
  const inner = hopsOf(link).find(({ address, outer }) => outer !== null && (isDangerous(address.scheme) || address.scheme === 'data'))
  if (inner === undefined || INERT_DATA.test(inner.address.href)) return NOTHING_SEEN
  return saw({
    code: 'LINK_DANGEROUS_SCHEME',
    evidence: [
      { label: 'scheme', value: inner.address.scheme },
      { label: 'inside', value: inner.outer?.unicodeHost ?? '' },
    ],
  })
}
