#!/usr/bin/env node
/** The command line: reads what is asked, runs it, and ends with a code that a script can trust. */
import { createSecretKey, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import pc from 'picocolors'
import { check } from './cli/check.ts'
import { doctor } from './cli/doctor.ts'
import { addKey, listKeys, revokeKey, signCustomerToken } from './cli/keys.ts'
import { ForebayError } from './core/error.ts'
import { IDENTITY_LEVELS, type IdentityLevel } from './core/identity.ts'
import type { PolicyVersion } from './core/policy.ts'
import { createIdMaker } from './intake/id.ts'
import { conclude, lookFurther, see } from './pipeline/assess.ts'
import { serve } from './serve.ts'
import { loadSettings } from './settings/load.ts'
import { readOrMakeSecret } from './settings/made-secret.ts'
import type { Settings } from './settings/settings.ts'
import { createLogger } from './telemetry/logger.ts'
import { openAssessing, openDatabase, openKeys, openQueue, readPolicyFiles } from './wire.ts'

const USAGE = `forebay: everything that customers send passes through here before an agent sees it

  forebay serve                        runs the service
  forebay check FILE… [options]        says what an agent would get of a mail, a chat JSON or any file ("-": standard input)
      --channel ID                     by that channel's policy (default: support-mail for mail, webchat else)
      --level LEVEL                    as if the sender were ${IDENTITY_LEVELS.join(', ')}
      --json                           one JSON object an input
  forebay keys list | add NAME | revoke ID
      --channels a,b                   only these channels (default: all)
      --scopes submit,read,admin       default: submit,read
  forebay keys token --subject S       signs a customer token, to try identification
      --acr A --email E --name N --hours H
  forebay doctor                       what is configured, what answers, what a canary finds

Exit codes: 0 all released or well, 1 something held, removed, blocked or unwell, 2 the command could not be run.
Settings come from config/forebay.yaml and the environment (see README).
`

const OPTIONS = {
  channel: { type: 'string' },
  level: { type: 'string' },
  json: { type: 'boolean', default: false },
  channels: { type: 'string' },
  scopes: { type: 'string', default: 'submit,read' },
  subject: { type: 'string' },
  acr: { type: 'string' },
  email: { type: 'string' },
  name: { type: 'string' },
  hours: { type: 'string', default: '1' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

async function main(): Promise<number> {
  const { positionals, values } = parse()
  const [command, ...rest] = positionals
  if (values.help || command === undefined) {
    process.stdout.write(USAGE)
    return values.help ? 0 : 2
  }
  const settings = loadSettings(process.env)
  switch (command) {
    case 'serve':
      return serve(settings)
    case 'check':
      return runCheck(settings, rest, { channel: values.channel ?? null, level: readLevel(values.level), json: values.json })
    case 'keys':
      return runKeys(settings, rest, values)
    case 'doctor':
      return runDoctor(settings)
    default:
      throw usage(`there is no command ${command}`)
  }
}

async function runCheck(
  settings: Settings,
  paths: readonly string[],
  options: { channel: string | null; level: IdentityLevel | null; json: boolean },
) {
  if (paths.length === 0) throw usage('check needs a file')
  const policies = readPolicyFiles(settings.channelsDir)
  const { assessing, sandbox } = openOffline(settings)
  try {
    return await check(
      { paths, ...options },
      {
        assessing,
        policyOf(channel) {
          const policy = policies.get(channel)
          if (policy === undefined) throw usage(`there is no channel ${channel}; there are ${[...policies.keys()].join(', ')}`)
          return { channel, version: 1, policy, publishedBy: 'file', publishedAt: 0, reason: '' } satisfies PolicyVersion
        },
        defaultChannels: { email: 'support-mail', chat: 'webchat', social: 'social' },
        newId: createIdMaker(Date.now),
        clock: Date.now,
        parallel: 2 * availableParallelism(),
        stdin: process.stdin,
        stdout: process.stdout,
        stderr: process.stderr,
        colors: pc,
      },
    )
  } finally {
    await sandbox.close()
  }
}

async function runKeys(
  settings: Settings,
  [verb, argument]: readonly string[],
  values: ReturnType<typeof parse>['values'],
): Promise<number> {
  if (verb === 'token') {
    if (values.subject === undefined) throw usage('keys token needs --subject')
    const { email, name, acr } = values
    const claims = {
      subject: values.subject,
      hours: Number(values.hours),
      ...(email ? { email } : {}),
      ...(name ? { name } : {}),
      ...(acr ? { acr } : {}),
    }
    process.stdout.write(
      `${await signCustomerToken(claims, readOrMakeSecret(settings.customerTokenSecret, settings.dataDir, 'customer-token-secret').value, Date.now)}\n`,
    )
    return 0
  }
  const store = await openDatabase(settings, openKeys(settings).master.key)
  const deps = { store, clock: Date.now, stdout: process.stdout }
  try {
    if (verb === 'list') await listKeys(deps)
    else if (verb === 'add' && argument !== undefined)
      await addKey(argument, values.channels?.split(',') ?? null, values.scopes.split(','), deps)
    else if (verb === 'revoke' && argument !== undefined) await revokeKey(argument, deps)
    else throw usage('keys takes list, add NAME, revoke ID or token')
    return 0
  } finally {
    await store.close()
  }
}

async function runDoctor(settings: Settings): Promise<number> {
  const { assessing, sandbox, scanner } = openOffline(settings)
  const policies = readPolicyFiles(settings.channelsDir)
  try {
    return await doctor({
      settings: {
        database: settings.databaseUrl === undefined ? `SQLite in ${settings.dataDir}` : 'PostgreSQL',
        queue: settings.redisUrl === undefined ? 'in process' : 'BullMQ on Redis',
        blobs: `encrypted files in ${settings.dataDir}`,
        roles: settings.roles.join(', '),
      },
      policies: () => [...policies.values()],
      pingStore: () =>
        codeOf(async () => {
          const store = await openDatabase(settings, openKeys(settings).master.key)
          await store.ping().finally(() => store.close())
        }),
      pingQueue: () =>
        codeOf(async () => {
          const queue = openQueue(settings, [], createLogger('silent'))
          await queue.ping().finally(() => queue.stop(0))
        }),
      scanner,
      async assessFile(untrustedName, bytes) {
        const policy = policies.get('webchat') ?? [...policies.values()][0]
        if (policy === undefined) throw usage('there is no channel')
        const content = { type: 'words', words: {}, files: [{ untrustedName, untrustedType: 'text/plain', bytes }] } as const
        const arrival = { id: 'canary', channel: policy.channel, kind: policy.kind, conversationId: null, receivedAt: Date.now(), content }
        const seen = await lookFurther(await see(arrival, assessing), assessing, new AbortController().signal)
        const identity = { level: 'verified', subject: 'canary', evidence: [] } as const
        return conclude(seen, { identity, policy, policyVersion: 1, reviews: [], revision: 1 }, assessing, Date.now()).record
      },
      stdout: process.stdout,
      colors: pc,
    })
  } finally {
    await sandbox.close()
  }
}

/** No server and nothing stored: the links of a check are signed by a key that nobody keeps. */
function openOffline(settings: Settings) {
  const linkKey = { id: 'check', secret: createSecretKey(randomBytes(32)) }
  return openAssessing(settings, linkKey, (settings.publicUrl ?? 'http://localhost:8080').replace(/\/+$/, ''), createLogger('silent'))
}

async function codeOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run()
    return null
  } catch (error) {
    return error instanceof ForebayError ? `${error.code}: ${error.publicMessage}` : 'does not answer'
  }
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS })
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : 'these options are not known')
  }
}

function readLevel(value: string | undefined): IdentityLevel | null {
  if (value === undefined) return null
  const level = IDENTITY_LEVELS.find((known) => known === value)
  if (level === undefined) throw usage(`there is no level ${value}`)
  return level
}

function usage(what: string): ForebayError {
  return new ForebayError('USAGE', `${what}. See forebay --help.`)
}

try {
  process.exitCode = await main()
} catch (error) {
  const known = error instanceof ForebayError
  process.stderr.write(`forebay: ${known ? `${error.publicMessage} (${error.code})` : `this should not happen: ${error instanceof Error ? error.stack : error}`}
`)
  process.exitCode = 2
}
