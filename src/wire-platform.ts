/** Wires the check of platforms' signatures, and warns of secrets that are of no channel; none of them is shown. */
import type { CheckPlatform } from './core/platform.ts'
import type { Store } from './core/store.ts'
import type { Clock } from './core/time.ts'
import { createPlatformCheck } from './identity/platform/check.ts'
import { readPlatformSecrets } from './settings/platform-secrets.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'

/** @throws ForebayError `SETTINGS_INVALID` */
export async function openPlatformCheck(
  settings: Pick<Settings, 'platformSecrets' | 'platformSecretsFile'>,
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
