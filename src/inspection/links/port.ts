/** Says when a web address names a port at which no ordinary site answers. */
import type { LinkInspector } from '../../core/inspector.ts'
import { judgeHops } from './address.ts'

/** 80 and 443 are the defaults, written or not; the others are the everyday second choices (IANA: http-alt, pcsync-https) and cPanel's. */
const USUAL = new Set(['', '80', '443', '8080', '8443', '2083', '2087', '2096'])

export const port: LinkInspector = {
  id: 'links/port',
  looksAt: 'link',
  codes: {
    LINK_ODD_PORT: {
      severity: 'low',
      title: 'Unusual port',
      explanation:
        'The link leads past the ordinary web server to another door of the same machine, as put-up and break-in pages often do.',
    },
  },
  inspect(link) {
    return judgeHops(link, ({ scheme, host, port: number }) => {
      if (number === '' || host === null || (scheme !== 'https' && scheme !== 'http') || USUAL.has(number)) return []
      return [
        {
          code: 'LINK_ODD_PORT',
          evidence: [
            { label: 'host', value: host },
            { label: 'port', value: number },
          ],
        },
      ]
    })
  },
}
