/** `forebay serve`: opens the service, says where it is and what it lacks, and stops cleanly when asked to. */
import { loadMasterKey } from './blobs/master-key.ts'
import { ForebayError } from './core/error.ts'
import type { Store } from './core/store.ts'
import { listen } from './http/server.ts'
import { hashKey, mintKey } from './identity/keys.ts'
import { readOrMakeSecret } from './settings/made-secret.ts'
import { publicUrlOf } from './settings/public-url.ts'
import type { Settings } from './settings/settings.ts'
import { createLogger } from './telemetry/logger.ts'
import { openService } from './wire.ts'

const BOOTSTRAP_NAME = 'bootstrap'

/** Resolves with the exit code once it has stopped. */
export async function serve(given: Settings): Promise<number> {
  const log = createLogger(given.logLevel)
  const bootstrap = readOrMakeSecret(given.bootstrapApiKey, given.dataDir, 'bootstrap-api-key', () => mintKey().key)
  const customerSecret = readOrMakeSecret(given.customerTokenSecret, given.dataDir, 'customer-token-secret')
  const settings = { ...given, customerTokenSecret: customerSecret.value }
  const { made } = loadMasterKey(settings.encryptionKey, settings.dataDir)
  const publicUrl = publicUrlOf(settings)

  const service = await openService(settings, publicUrl, log)
  await addBootstrapKey(service.store, bootstrap.value)
  const server = await listen(service.app, { host: settings.host, port: settings.port })
  const scan = await service.scanner.describe()

  if (made !== null) log.warn('an encryption key was made; whoever loses this file loses the messages', { path: made })
  greet(settings, server.port, publicUrl, { bootstrap: bootstrap.path, customerSecret: customerSecret.path, encryptionKey: made }, scan)
  log.info('listening', { address: `${settings.host}:${server.port}` })

  await asked()
  log.info('stopping: finishing what runs')
  await service.stop(server.close(settings.stopGraceMs))
  log.info('stopped')
  return 0
}

interface MadeFiles {
  readonly bootstrap: string | null
  readonly customerSecret: string | null
  readonly encryptionKey: string | null
}

type Scan = { readonly configured: boolean; readonly reachable: boolean; readonly version: string | null; readonly address: string | null }

function greet(settings: Settings, port: number, publicUrl: string, made: MadeFiles, scan: Scan): void {
  const lines = [
    `forebay  http://${settings.host}:${port}   reference at ${publicUrl}/docs`,
    made.bootstrap ? `         API key for all channels: ${made.bootstrap}` : null,
    made.customerSecret ? `         secret of customer tokens: ${made.customerSecret}` : null,
    made.encryptionKey
      ? `         ENCRYPTION KEY made now: ${made.encryptionKey}  (back it up: without it nothing stored can be read)`
      : null,
    scannerLine(scan),
  ]
  process.stdout.write(`${lines.filter((line) => line !== null).join('\n')}\n`)
}

function scannerLine({ configured, reachable, version, address }: Scan): string {
  if (reachable) return `         virus scanner: ${version} at ${address}`
  const what = configured ? `${address} does not answer` : 'none (set CLAMD_URL; Debian: apt install clamav-daemon)'
  return `         virus scanner: ${what}: words go on, every file is held as SCANNER_UNAVAILABLE until one answers`
}

/** A key that was revoked stays revoked: its hash is known. */
async function addBootstrapKey(store: Store, key: string): Promise<void> {
  const hash = hashKey(key)
  if ((await store.keys()).some((known) => known.hash === hash)) return
  const { id } = mintKey()
  const added = store.addKey({
    id,
    name: BOOTSTRAP_NAME,
    hash,
    channels: null,
    scopes: ['submit', 'vouch', 'read', 'reveal', 'admin'],
    createdAt: Date.now(),
    revokedAt: null,
  })
  await added.catch((error: unknown) => {
    // Another process that starts with the same key was first.
    if (!(error instanceof ForebayError && error.code === 'KEY_EXISTS')) throw error
  })
}

/** SIGTERM or SIGINT; a second one ends at once. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.on('SIGINT', () => process.exit(1))
      process.on('SIGTERM', () => process.exit(1))
      resolve()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
