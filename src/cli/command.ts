/** What was asked on the command line becomes exactly one command, or a sentence that says what is wrong with it; an option that a command does not know is refused. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { ForebayError } from '../core/error.ts'
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { AskedPerson } from './customers.ts'

export type Command =
  | { readonly name: 'help'; readonly asked: boolean }
  | { readonly name: 'version' }
  | { readonly name: 'serve' }
  | { readonly name: 'doctor' }
  | {
      readonly name: 'check'
      readonly paths: readonly string[]
      /** Null: the message's own, or the usual one of its kind. */
      readonly channel: string | null
      /** Null: what the message shows by itself. */
      readonly level: IdentityLevel | null
      readonly json: boolean
    }
  | { readonly name: 'keys list' }
  | {
      readonly name: 'keys add'
      readonly keyName: string
      /** Null: every channel. */
      readonly channels: readonly string[] | null
      readonly scopes: readonly string[]
    }
  | { readonly name: 'keys revoke'; readonly id: string }
  | {
      readonly name: 'keys token'
      readonly subject: string
      readonly acr: string | null
      readonly email: string | null
      readonly customerName: string | null
      readonly hours: number
    }
  | { readonly name: 'lists' }
  | { readonly name: 'lists check'; readonly addresses: readonly string[] }
  | { readonly name: 'lists compile'; readonly source: string; readonly out: string; readonly format: string }
  | { readonly name: 'customers show'; readonly subject: string }
  | {
      readonly name: 'customers export'
      readonly person: AskedPerson
      /** Null: standard output. */
      readonly out: string | null
    }
  | { readonly name: 'customers erase'; readonly person: AskedPerson }
  | { readonly name: 'logs verify' }

export const USAGE = `forebay: everything that customers send passes through here before an agent sees it

  forebay serve                        run the service
  forebay check FILE… [options]        what would an agent get of this? Takes mails (.eml), chats (JSON as for
                                       POST /v1/messages), any other file, whole folders, and "-" for standard input
      --channel ID                     by that channel's policy (usually: support-mail for a mail, webchat for the rest)
      --level LEVEL                    as if the sender were ${IDENTITY_LEVELS.join(', ')}
      --json                           one JSON object a line
  forebay keys list                    who may use the API
  forebay keys add NAME                make an API key; it is shown this once
      --channels a,b                   for these channels only (else all)
      --scopes submit,read,…           of submit, vouch, read, reveal, admin (else submit,read)
  forebay keys revoke ID
  forebay keys token --subject ID      sign a customer's token, to try identification
      --acr LEVEL --email ADDRESS --name NAME --hours N
  forebay lists                        the lists of bad and good addresses, and how old they are
  forebay lists check URL…             which lists know this address?
  forebay lists compile SOURCE --out FILE [--format FORMAT]
                                       compile a list, and say what of it was refused
  forebay customers show SUBJECT       who was identified, and by which addresses
  forebay customers export SUBJECT     all that is kept of a person, one JSON object a line
      --out FILE                       into a file that only you can read (else standard output)
  forebay customers erase SUBJECT      remove all that is kept of a person, for good
      --channel ID --address ADDRESS   both take this instead, for people who were never identified
  forebay logs verify                  is every line of every log as it was written?
  forebay doctor                       what is configured, what answers, and what a canary finds
  forebay --version, forebay --help

It ends with 0 when all is released or well, 1 when something was held, removed, blocked or is unwell,
and 2 when it could not do what was asked. Settings come from config/forebay.yaml and the environment: see README.
`

const LONGEST_TOKEN_HOURS = 24 * 366

/** @throws ForebayError `USAGE` */
export function readCommand(args: readonly string[]): Command {
  if (args.length === 0) return { name: 'help', asked: false }
  if (args.some((argument) => argument === '--help' || argument === '-h')) return { name: 'help', asked: true }
  const [command, ...rest] = args
  switch (command) {
    case 'help':
      return { name: 'help', asked: true }
    case '--version':
      return { name: 'version' }
    case 'serve':
    case 'doctor':
      noArguments(command, read(rest, {}).positionals)
      return { name: command }
    case 'check':
      return readCheck(rest)
    case 'keys':
      return readKeys(rest)
    case 'lists':
      return readLists(rest)
    case 'customers':
      return readCustomers(rest)
    case 'logs':
      if (rest[0] !== 'verify') throw usage('logs takes verify')
      noArguments('logs verify', read(rest.slice(1), {}).positionals)
      return { name: 'logs verify' }
    default:
      throw usage(`There is no command "${command}"`)
  }
}

function readCheck(args: readonly string[]): Command {
  const { positionals, values } = read(args, { channel: { type: 'string' }, level: { type: 'string' }, json: { type: 'boolean' } })
  if (positionals.length === 0) throw usage('check needs a file, a folder, or "-" for standard input')
  return {
    name: 'check',
    paths: positionals,
    channel: values.channel ?? null,
    level: values.level === undefined ? null : levelOf(values.level),
    json: values.json ?? false,
  }
}

function readKeys([verb, ...rest]: readonly string[]): Command {
  switch (verb) {
    case 'list':
      noArguments('keys list', read(rest, {}).positionals)
      return { name: 'keys list' }
    case 'add': {
      const { positionals, values } = read(rest, { channels: { type: 'string' }, scopes: { type: 'string' } })
      const channels = values.channels === undefined ? null : listOf(values.channels)
      return { name: 'keys add', keyName: one('keys add', 'a name', positionals), channels, scopes: listOf(values.scopes ?? 'submit,read') }
    }
    case 'revoke':
      return { name: 'keys revoke', id: one('keys revoke', 'the id of a key', read(rest, {}).positionals) }
    case 'token':
      return readToken(rest)
    default:
      throw usage('keys takes list, add, revoke or token')
  }
}

function readLists([verb, ...rest]: readonly string[]): Command {
  switch (verb) {
    case undefined:
      return { name: 'lists' }
    case 'check': {
      const { positionals } = read(rest, {})
      if (positionals.length === 0) throw usage('lists check needs an address')
      return { name: 'lists check', addresses: positionals }
    }
    case 'compile': {
      const { positionals, values } = read(rest, { out: { type: 'string' }, format: { type: 'string' } })
      if (!values.out) throw usage('lists compile needs --out, the file to write')
      return {
        name: 'lists compile',
        source: one('lists compile', 'a file or an https address', positionals),
        out: values.out,
        format: values.format ?? 'auto',
      }
    }
    default:
      throw usage('lists takes nothing, check or compile')
  }
}

function readCustomers([verb, ...rest]: readonly string[]): Command {
  switch (verb) {
    case 'show':
      return { name: 'customers show', subject: one('customers show', 'the subject of a customer', read(rest, {}).positionals) }
    case 'export': {
      const { positionals, values } = read(rest, { channel: { type: 'string' }, address: { type: 'string' }, out: { type: 'string' } })
      return { name: 'customers export', person: personOf('customers export', positionals, values), out: values.out ?? null }
    }
    case 'erase': {
      const { positionals, values } = read(rest, { channel: { type: 'string' }, address: { type: 'string' } })
      return { name: 'customers erase', person: personOf('customers erase', positionals, values) }
    }
    default:
      throw usage('customers takes show, export or erase')
  }
}

/** Either a subject or an address with its channel, so that nobody is erased by half a mistake. */
function personOf(
  command: string,
  positionals: readonly string[],
  { channel, address }: { readonly channel?: string | undefined; readonly address?: string | undefined },
): AskedPerson {
  if (channel === undefined && address === undefined) return { subject: one(command, 'the subject of a customer', positionals) }
  noArguments(`${command} --channel --address`, positionals)
  if (!channel || !address) throw usage(`${command} needs --channel and --address together`)
  return { channel, address }
}

function readToken(args: readonly string[]): Command {
  const { positionals, values } = read(args, {
    subject: { type: 'string' },
    acr: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    hours: { type: 'string' },
  })
  noArguments('keys token', positionals)
  if (!values.subject) throw usage('keys token needs --subject, the id of the customer')
  const hours = Number(values.hours ?? '1')
  if (!(hours > 0 && hours <= LONGEST_TOKEN_HOURS)) throw usage(`--hours is a number above 0 and up to ${LONGEST_TOKEN_HOURS}`)
  const { subject, acr = null, email = null, name: customerName = null } = values
  return { name: 'keys token', subject, acr, email, customerName, hours }
}

function read<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (cause) {
    // Its sentences are for people: "Unknown option '--jsn'. To specify a positional argument …".
    const [sentence] = (cause as Error).message.split('. ')
    throw usage(sentence ?? 'An option is not known')
  }
}

function one(command: string, what: string, positionals: readonly string[]): string {
  const [value] = positionals
  if (positionals.length !== 1 || value === undefined || value === '') throw usage(`${command} needs ${what}`)
  return value
}

function noArguments(command: string, [first]: readonly string[]): void {
  if (first !== undefined) throw usage(`${command} takes no "${first}"`)
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function levelOf(value: string): IdentityLevel {
  const level = IDENTITY_LEVELS.find((known) => known === value)
  if (level === undefined) throw usage(`There is no level "${value}"; there are ${IDENTITY_LEVELS.join(', ')}`)
  return level
}

function usage(what: string): ForebayError {
  return new ForebayError('USAGE', `${what}. See forebay --help.`)
}
