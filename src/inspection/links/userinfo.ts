/** Says when an address has a name before an `@`: readers take that name for the site, browsers do not. */
import type { LinkInspector } from '../../core/inspector.ts'
import { judgeHops } from './address.ts'

/** `https://bank.example@evil.test`: reads as the bank. */
const LOOKS_LIKE_HOST = /[a-z0-9-]\.[a-z]{2,}|https?/i

export const userinfo: LinkInspector = {
  id: 'links/userinfo',
  looksAt: 'link',
  codes: {
    LINK_USERINFO: {
      severity: 'high',
      title: 'Name in front of the real site',
      explanation: 'The address begins with a user name, which can pass for the name of a site; the real site stands after the @ sign.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address) => {
      // RFC 3986 3.2.1; in other schemes (`mailto:`) what stands before the @ is no user information.
      if (address.host === null || (address.username === '' && address.password === '')) return []
      const claimed = decoded(address.username)
      return [
        {
          code: 'LINK_USERINFO',
          confidence: LOOKS_LIKE_HOST.test(claimed) ? 1 : 0.7,
          evidence: [
            { label: 'host', value: address.unicodeHost ?? address.host },
            // A password is never shown, not even a stranger's.
            { label: 'username', value: claimed },
          ],
        },
      ]
    })
  },
}

function decoded(untrustedUsername: string): string {
  try {
    return decodeURIComponent(untrustedUsername)
  } catch {
    // Not UTF-8 once decoded: shown as it is written.
    return untrustedUsername
  }
}
