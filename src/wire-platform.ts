/** Wires the check of platforms' signatures, and says which channels have secrets for which platforms; none of them is shown. */
import type { Diagnosis } from './cli/doctor.ts'
import type { CheckPlatform, PlatformSecret } from './core/platform.ts'
import type { Store } from './core/store.ts'
import type { Clock } from './core/time.ts'
import { createPlatformCheck } from './identity/platform/check.ts'
import { readPlatformSecrets } from './settings/platform-secrets.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'

type PlatformSettings = Pick<Settings, 'platformSecrets' | 'platformSecretsFile'>

/** @throws ForebayError `SETTINGS_INVALID` */
export async function openPlatformCheck(
  settings: PlatformSettings,
  store: Pick<Store, 'channels'>,
  log: Pick<Logger, 'warn'>,
  clock: Clock,
): Promise<CheckPlatform> {
  const secrets = readPlatformSecrets(settings)
  const known = await store.channels()
  for (const channel of new Set(secrets.map((secret) => secret.channel)))
    if (!known.includes(channel)) log.warn('a platform has secrets for a channel that is not there', { code: 'CHANNEL_UNKNOWN', channel })
  return createPlatformCheck(secrets, clock)
}

/** @param known the channels that are there */
export function diagnosePlatforms(settings: PlatformSettings, known: readonly string[]): Diagnosis {
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
