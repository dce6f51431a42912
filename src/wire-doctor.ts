/** What the doctor says of the login, of mail and of platforms: only a provider that is set is asked, and no secret is shown. */
import { getServers } from 'node:dns'
import type { Diagnosis } from './cli/doctor.ts'
import { ForebayError } from './core/error.ts'
import type { PlatformSecret } from './core/platform.ts'
import { readPlatformSecrets } from './settings/platform-secrets.ts'
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

/**
 * Which channels have secrets of which platforms; none of them is shown.
 * @param known the channels that are there
 */
export function diagnosePlatforms(
  settings: Pick<Settings, 'platformSecrets' | 'platformSecretsFile'>,
  known: readonly string[],
): Diagnosis {
  const secrets = readPlatformSecrets(settings)
  if (secrets.length === 0) return { state: 'off', detail: 'none (set PLATFORM_SECRETS): connectors vouch for what platforms sign' }
  const channels = [...new Set(secrets.map(({ channel }) => channel))]
  const strangers = channels.filter((channel) => !known.includes(channel))
  const detail = channels.map((channel) => `${channel}: ${platformsOf(channel, secrets)}`).join('; ')
  if (strangers.length === 0) return { state: 'ok', detail: `signatures are checked for ${detail}` }
  return { state: 'bad', detail: `signatures are checked for ${detail}; no policy is of ${strangers.join(', ')}: those are never used` }
}

/** `meta (2 entries), line`: two while a secret is changed, or for two accounts. */
function platformsOf(channel: string, secrets: readonly PlatformSecret[]): string {
  const ofChannel = secrets.filter((secret) => secret.channel === channel).map(({ platform }) => platform)
  return [...new Set(ofChannel)]
    .map((platform) => {
      const count = ofChannel.filter((one) => one === platform).length
      return count === 1 ? platform : `${platform} (${count} entries)`
    })
    .join(', ')
}
