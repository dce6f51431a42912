#!/usr/bin/env node
/** The command line: reads what is asked, runs it, and ends with a code that a script can trust. */
import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pc from 'picocolors'
import { loadMasterKey } from './blobs/master-key.ts'
import { type CheckCommand, check } from './cli/check.ts'
import { type Command, readCommand, USAGE } from './cli/command.ts'
import { eraseCustomer, exportedLines, showCustomer } from './cli/customers.ts'
import { type Diagnosis, doctor } from './cli/doctor.ts'
import { addKey, listKeys, revokeKey, signCustomerToken } from './cli/keys.ts'
import { checkAddresses, compileListFile, showLists } from './cli/lists.ts'
import { verifyLogs } from './cli/logs.ts'
import { plain } from './cli/terminal.ts'
import { ForebayError } from './core/error.ts'
import type { HashLists } from './core/hash-list.ts'
import type { Languages } from './core/language.ts'
import type { Policy, PolicyVersion } from './core/policy.ts'
import type { Store } from './core/store.ts'
import { HOUR_MS } from './core/time.ts'
import { createIdMaker } from './intake/id.ts'
import { assessCanary } from './pipeline/canary.ts'
import { warmUp } from './pipeline/warm-up.ts'
import { serve } from './serve.ts'
import { loadSettings } from './settings/load.ts'
import { readOrMakeSecret } from './settings/made-secret.ts'
import { publicUrlOf } from './settings/public-url.ts'
import type { Settings } from './settings/settings.ts'
import { openPool } from './store/postgres-pool.ts'
import { openSqliteFile } from './store/sqlite-file.ts'
import { createLogger } from './telemetry/logger.ts'
import { openAssessing } from './wire-assessing.ts'
import { openCustomersAlone } from './wire-customers.ts'
import { diagnoseLogin, diagnoseMail, diagnosePlatforms } from './wire-doctor.ts'
import { readLanguages } from './wire-languages.ts'
import { compileByItself, type KnownAddresses, openAddresses, openKnownAddresses } from './wire-links.ts'
import { readPolicyFiles } from './wire-policies.ts'
import { isolationHere } from './wire-sandbox.ts'
import { openListsOfHashes } from './wire-scanners.ts'
import { openDatabase, openQueue } from './wire-stores.ts'

const WIDEST_COLUMNS = 110

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2))
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE)
      return command.asked ? 0 : 2
    case 'version':
      process.stdout.write(`forebay ${JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`)
      return 0
    case 'serve':
      // All that ran is finished or given back by now; a connection to a scanner that hangs would still keep the process.
      return process.exit(await serve(loadSettings(process.env)))
    case 'check':
      return runCheck(command, loadSettings(process.env))
    case 'doctor':
      return runDoctor(loadSettings(process.env))
    case 'keys token': {
      const { customerTokenSecret, dataDir } = loadSettings(process.env)
      const secret = readOrMakeSecret(customerTokenSecret, dataDir, 'customer-token-secret').value
      process.stdout.write(`${await signCustomerToken(command, secret, Date.now)}\n`)
      return 0
    }
    case 'lists':
    case 'lists check':
      return runLists(command, loadSettings(process.env))
    case 'lists compile': {
      const settings = loadSettings(process.env)
      const compile = (source: string, out: string, format: string) => compileByItself(source, out, format, settings)
      await compileListFile(command, { compile, stdout: process.stdout })
      return 0
    }
    case 'customers show':
    case 'customers export':
    case 'customers erase':
      return runCustomers(command, loadSettings(process.env))
    case 'logs verify':
      return runVerify(loadSettings(process.env))
    case 'keys list':
    case 'keys add':
    case 'keys revoke':
      return runKeys(command, loadSettings(process.env))
  }
}

async function runCheck(command: CheckCommand, settings: Settings): Promise<number> {
  const languages = readLanguages(settings.languagesDir)
  const policies = readPolicyFiles(settings.channelsDir, languages)
  const known = await openListsToLook(settings)
  const unread = known.describe().flatMap(({ id, readAt }) => (readAt === null ? [id] : []))
  if (unread.length > 0) process.stderr.write(`forebay: not asked, since the service has not read them yet: ${unread.join(', ')}\n`)
  const hashLists = await openListsOfHashes(settings, Date.now, null)
  const { assessing, sandbox } = openOffline(settings, languages, known, hashLists)
  try {
    // The times on a card are those of a service that runs, not of a program that starts.
    await warmUp(assessing)
    return await check(command, {
      assessing,
      policyOf: (channel) => firstVersion(policies.get(channel)),
      defaultChannels: { email: 'support-mail', chat: 'webchat', social: 'social' },
      newId: createIdMaker(Date.now),
      clock: Date.now,
      parallel: 2 * availableParallelism(),
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      page: { colors: pc, columns: Math.min(process.stdout.columns ?? WIDEST_COLUMNS, WIDEST_COLUMNS) },
    })
  } finally {
    await Promise.all([sandbox.close(), known.close()])
  }
}

/** As the service compiled them last; without a first start none was, and nothing fits a key that was never used. */
function openListsToLook(settings: Settings): Promise<KnownAddresses> {
  return openKnownAddresses(settings, keyOfInstallation(settings) ?? randomBytes(32), createLogger('silent'), Date.now, true)
}

/** Null before the first start, which makes it. */
function keyOfInstallation({ encryptionKey, dataDir }: Settings): Uint8Array | null {
  const isThere = encryptionKey !== undefined || existsSync(join(dataDir, 'encryption.key'))
  return isThere ? loadMasterKey(encryptionKey, dataDir).key : null
}

function firstVersion(policy: Policy | undefined): PolicyVersion | null {
  if (policy === undefined) return null
  return { channel: policy.channel, version: 1, policy, publishedBy: 'file', publishedAt: 0, reason: '' }
}

async function runLists(command: Extract<Command, { name: 'lists' | 'lists check' }>, settings: Settings): Promise<number> {
  const known = await openListsToLook(settings)
  try {
    if (command.name === 'lists') return showLists({ lists: known.describe(), stdout: process.stdout })
    return checkAddresses(command.addresses, { match: known.reputation.match, lists: known.describe(), stdout: process.stdout })
  } finally {
    await known.close()
  }
}

async function runVerify(settings: Settings): Promise<number> {
  const store = await openUnlocked(settings, 'Stop it to verify its logs; on PostgreSQL they can be verified while it runs.')
  try {
    return await verifyLogs({ store, stdout: process.stdout })
  } finally {
    await store.close()
  }
}

async function runCustomers(
  command: Extract<Command, { name: `customers ${'show' | 'export' | 'erase'}` }>,
  settings: Settings,
): Promise<number> {
  const instead = 'While the service runs its API does this: GET and DELETE /v1/customers/SUBJECT, with an admin key.'
  const store = await openUnlocked(settings, instead)
  const customers = openCustomersAlone(store, settings, loadMasterKey(settings.encryptionKey, settings.dataDir).key)
  try {
    switch (command.name) {
      case 'customers show':
        await showCustomer(command.subject, { customers, stdout: process.stdout })
        return 0
      case 'customers erase':
        await eraseCustomer(command.person, { customers, stdout: process.stdout })
        return 0
      case 'customers export': {
        const { out } = command
        if (out !== null && existsSync(out)) throw new ForebayError('FILE_EXISTS', `There is a file ${plain(out, 200)} already.`)
        const lines = Readable.from(await exportedLines(command.person, customers))
        if (out === null) await pipeline(lines, process.stdout, { end: false })
        else await pipeline(lines, createWriteStream(out, { flags: 'wx', mode: 0o600 }))
        return 0
      }
    }
  } finally {
    await store.close()
  }
}

/** @param instead what to do while the service holds the database */
async function openUnlocked(settings: Settings, instead: string): Promise<Store> {
  try {
    return await openDatabase(settings, loadMasterKey(settings.encryptionKey, settings.dataDir).key)
  } catch (error) {
    if (!(error instanceof ForebayError) || error.code !== 'STORE_LOCKED') throw error
    throw new ForebayError(error.code, `${error.publicMessage} ${instead}`, { cause: error })
  }
}

async function runKeys(command: Extract<Command, { name: `keys ${'list' | 'add' | 'revoke'}` }>, settings: Settings): Promise<number> {
  const instead = 'While the service runs its API does this: GET and POST /v1/keys, DELETE /v1/keys/ID, with an admin key.'
  const store = await openUnlocked(settings, instead)
  const deps = { store, clock: Date.now, stdout: process.stdout }
  try {
    if (command.name === 'keys list') await listKeys(deps)
    else if (command.name === 'keys revoke') await revokeKey(command.id, deps)
    else {
      // Before the first start the channels are in their files alone.
      const known = new Set([
        ...(await store.channels()),
        ...readPolicyFiles(settings.channelsDir, readLanguages(settings.languagesDir)).keys(),
      ])
      await addKey(command, [...known], deps)
    }
    return 0
  } finally {
    await store.close()
  }
}

async function runDoctor(settings: Settings): Promise<number> {
  const languages = readLanguages(settings.languagesDir)
  const { assessing, sandbox, scanner } = openOffline(settings, languages)
  const policies = () => [...readPolicyFiles(settings.channelsDir, languages).values()]
  try {
    return await doctor({
      settings: {
        roles: settings.roles.join(', '),
        database: settings.databaseUrl === undefined ? `SQLite in ${settings.dataDir}` : 'from DATABASE_URL',
        queue: settings.redisUrl === undefined ? 'in process' : 'BullMQ on Redis',
        blobs: `encrypted files in ${settings.dataDir}`,
        channels: settings.channelsDir,
        languages: [...languages.tags].sort().join(', '),
      },
      policies,
      pingStore: () => diagnoseDatabase(settings),
      async pingQueue() {
        const queue = openQueue(settings, [], createLogger('silent'))
        await queue.ping().finally(() => queue.stop(0))
        return { state: 'ok', detail: settings.redisUrl === undefined ? 'in this process' : 'answers' }
      },
      lists: () => diagnoseLists(settings),
      isolation: diagnoseIsolation,
      scanner,
      hashLists: () => diagnoseHashLists(settings),
      login: () => diagnoseLogin(settings, publicUrlOf(settings)),
      mail: () => diagnoseMail(settings),
      platforms: () =>
        diagnosePlatforms(
          settings,
          policies().map(({ channel }) => channel),
        ),
      signatureMaxAgeMs: settings.signatureMaxAgeHours * HOUR_MS,
      clock: Date.now,
      async assessFile(name, bytes) {
        const [first, ...others] = policies()
        const policy = others.find(({ channel }) => channel === 'webchat') ?? first
        if (policy === undefined) throw new ForebayError('POLICY_INVALID', `There is no channel in ${settings.channelsDir}.`)
        return assessCanary(assessing, policy, name, bytes, new AbortController().signal)
      },
      stdout: process.stdout,
      colors: pc,
    })
  } finally {
    await sandbox.close()
  }
}

/** Opens what is there and makes nothing: no tables, no key. */
async function diagnoseDatabase({ databaseUrl, dataDir }: Settings): Promise<Diagnosis> {
  if (databaseUrl !== undefined && !databaseUrl.startsWith('sqlite:')) {
    const pool = openPool(databaseUrl, 1)
    await pool.query('select 1').finally(() => pool.end())
    return { state: 'ok', detail: 'answers' }
  }
  const path = databaseUrl?.slice('sqlite:'.length) ?? join(dataDir, 'forebay.db')
  if (!existsSync(path)) return { state: 'off', detail: `none yet: the first start makes ${path}` }
  try {
    const { database, release } = openSqliteFile(path)
    database.close()
    release()
    return { state: 'ok', detail: 'opens' }
  } catch (error) {
    if (!(error instanceof ForebayError) || error.code !== 'STORE_LOCKED') throw error
    return { state: 'ok', detail: `${error.publicMessage} That is so while the service runs.` }
  }
}

async function diagnoseLists(settings: Settings): Promise<Diagnosis> {
  const known = await openListsToLook(settings)
  try {
    const lists = known.describe()
    if (lists.length === 0) return { state: 'off', detail: `none (${settings.listsFile} names them): no address is looked up in any` }
    if (keyOfInstallation(settings) === null) return { state: 'off', detail: 'not read yet: the first start reads them' }
    const stale = lists.filter((list) => list.stale).map(({ id }) => id)
    if (stale.length > 0) return { state: 'bad', detail: `too old, or never read: ${stale.join(', ')}; \`forebay lists\` says more` }
    return { state: 'ok', detail: lists.map(({ id, entries }) => `${id} (${entries.toLocaleString('en-US')})`).join(', ') }
  } finally {
    await known.close()
  }
}

function diagnoseIsolation(): Diagnosis {
  const { by, without } = isolationHere()
  const held = `files are read in processes held by ${by.join(', ')}`
  return without.length === 0
    ? { state: 'ok', detail: held }
    : { state: 'off', detail: `${held}; this machine withholds ${without.join(', ')}` }
}

async function diagnoseHashLists(settings: Settings): Promise<Diagnosis> {
  const opened = await openListsOfHashes(settings, Date.now, null)
  if (opened === null) return { state: 'off', detail: `none (${settings.hashListsFile} names them): no file is looked up in any` }
  const lists = opened.describe()
  const unread = lists.flatMap(({ id, lastError }) => (lastError === null ? [] : [`${id} (${lastError})`]))
  if (unread.length > 0) return { state: 'bad', detail: `cannot be read: ${unread.join(', ')}` }
  return { state: 'ok', detail: lists.map(({ id, kind, entries }) => `${id} (${kind}, ${entries.toLocaleString('en-US')})`).join(', ') }
}

/** No server and nothing stored: the links of a check are signed by a key that nobody keeps. */
function openOffline(settings: Settings, languages: Languages, known?: KnownAddresses, hashLists: HashLists | null = null) {
  const { rewriteLink } = openAddresses(randomBytes(32), 0, publicUrlOf(settings))
  return openAssessing(settings, { rewriteLink }, languages, createLogger('silent'), known, hashLists)
}

// `forebay check … | head` closes our output early: that is no failure worth a stack.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))

try {
  process.exitCode = await main()
} catch (error) {
  const words = error instanceof ForebayError ? `${error.publicMessage} (${error.code})` : `this should not happen: ${error}`
  process.stderr.write(`forebay: ${plain(words)}\n`)
  if (!(error instanceof ForebayError) && error instanceof Error) process.stderr.write(`${error.stack?.replace(/^.*?\n(?= +at )/s, '')}\n`)
  process.exitCode = 2
}
