/** The secrets of platforms are read from one text, each with its channel and its platform, and no error shows any of them. */
import { ForebayError } from '../core/error.ts'
import { PLATFORMS, type Platform, type PlatformSecret } from '../core/platform.ts'
import { readFileOf } from './read-file.ts'
import type { Settings } from './settings.ts'

const ENTRY = /^([a-z0-9][a-z0-9-]{0,62})=([a-z]+)(?:@([A-Za-z0-9]{1,64}))?:([\x21-\x7e]+)$/
/** Those where one secret is for many numbers, pages or workspaces of the company. */
const WITH_ACCOUNTS: ReadonlySet<Platform> = new Set(['meta', 'line', 'slack'])
const MIN_CHARACTERS = 16
/** Discord's is the public key of its signatures, 32 bytes in hex. */
const PUBLIC_KEY = /^[0-9a-f]{64}$/

/** @throws ForebayError `SETTINGS_INVALID` that says which entry of which setting */
export function readPlatformSecrets({
  platformSecrets,
  platformSecretsFile,
}: Pick<Settings, 'platformSecrets' | 'platformSecretsFile'>): readonly PlatformSecret[] {
  return [
    ...(platformSecrets === undefined ? [] : parse(platformSecrets, 'PLATFORM_SECRETS')),
    ...(platformSecretsFile === undefined ? [] : parse(readFileOf('PLATFORM_SECRETS_FILE', platformSecretsFile), 'PLATFORM_SECRETS_FILE')),
  ]
}

/** Commas or line ends between entries; a line that begins with `#` is a remark. */
function parse(text: string, field: string): readonly PlatformSecret[] {
  return text
    .replace(/^[ \t]*#.*$/gm, '')
    .split(/[,\r\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry, index) => {
      const invalid = (problem: string) => new ForebayError('SETTINGS_INVALID', `${field}: entry ${index + 1} ${problem}.`, { field })
      const [, channel, platform, account = null, secret] = ENTRY.exec(entry) ?? []
      if (channel === undefined || platform === undefined || secret === undefined)
        throw invalid('must be CHANNEL=PLATFORM:SECRET, or CHANNEL=PLATFORM@ACCOUNT:SECRET')
      if (!isPlatform(platform)) throw invalid(`names no platform that is known; there are ${PLATFORMS.join(', ')}`)
      if (platform === 'discord' && !PUBLIC_KEY.test(secret))
        throw invalid('must have the public key of the application, 64 lower-case hex digits')
      if (secret.length < MIN_CHARACTERS) throw invalid(`has a secret of less than ${MIN_CHARACTERS} characters`)
      if (account !== null && !WITH_ACCOUNTS.has(platform)) throw invalid(`names an account, and each secret of ${platform} has its own`)
      return { channel, platform, account, secret }
    })
}

function isPlatform(name: string): name is Platform {
  return PLATFORMS.some((platform) => platform === name)
}
