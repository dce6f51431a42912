/** What the doctor says of the login and of mail: only a provider that is set is asked, and nothing of its client is shown. */
import { getServers } from 'node:dns'
import type { Diagnosis } from './cli/doctor.ts'
import { ForebayError } from './core/error.ts'
import type { Settings } from './settings/settings.ts'
import { openProvider } from './wire-identification.ts'

/** Fetches the provider's metadata as the first login does; begins no login there. */
export async function diagnoseLogin(settings: Settings, publicUrl: string): Promise<Diagnosis> {
  const opened = openProvider(settings, publicUrl)
  if (opened === null) return { state: 'off', detail: 'none (set OIDC_ISSUER): connectors identify senders by tokens' }
  const { provider, client, issuer } = opened
  try {
    await provider.begin({ acrValues: [], maxAgeSeconds: 0, language: 'en' })
    return {
      state: 'ok',
      detail: `${issuer} answers; its client ${settings.oidcClientId} needs the redirect URI ${publicUrl}/identify/callback`,
    }
  } catch (error) {
    const reason = reasonOf(error)
    return { state: 'bad', detail: `${issuer} gives no metadata (${reason}): nobody can log in until it does, what waits is kept` }
  } finally {
    await client.close()
  }
}

/** The innermost reason of ours says more than that the provider is not there. */
function reasonOf(error: unknown): string {
  let code = 'PROVIDER_UNAVAILABLE'
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof ForebayError) code = at.code
  return code
}

/** Asks nobody: the DNS is asked once a mail comes. */
export function diagnoseMail({ mailAuth, dnsServers }: Pick<Settings, 'mailAuth' | 'dnsServers'>): Diagnosis {
  if (mailAuth === 'off') return { state: 'off', detail: 'MAIL_AUTH is off: no e-mail proves its sender' }
  const [servers, whose] = dnsServers.length > 0 ? [dnsServers, 'DNS_SERVERS'] : [getServers(), 'of the system']
  if (servers.length === 0) return { state: 'bad', detail: 'MAIL_AUTH is on and the system names no DNS server: set DNS_SERVERS' }
  return { state: 'ok', detail: `MAIL_AUTH is on, and asks the DNS servers ${servers.join(', ')} (${whose})` }
}
