/** The one schema of all settings: from `config/forebay.yaml` and the environment, the environment winning; unknown keys and bad values stop the start. */
import { z } from 'zod'
import { ForebayError } from '../core/error.ts'

const megabytes = (count: number) => count * 1024 * 1024

const clamdAddress = z
  .string()
  .regex(/^(tcp:\/\/(\[[0-9a-fA-F:.]+\]|[^:/]+):\d{1,5}|unix:(\/\/)?\/.+)$/, 'must be tcp://host:port or unix:/path')

const icapAddress = z.string().regex(/^icap:\/\/(\[[0-9a-fA-F:.]+\]|[^:/?#@]+)(:\d{1,5})?\/[^\s]*$/, 'must be icap://host:port/service')

const commaList = z.string().transform((list) =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

/** The shipped languages are there in any case; a folder that somebody named is, too. */
export const USUAL_LANGUAGES_DIR = 'config/languages'

/** Lists are nothing that has to be there; a file that somebody named is. */
export const USUAL_LISTS_FILE = 'config/lists.yaml'

export const USUAL_HASH_LISTS_FILE = 'config/hashes.yaml'

export const settingsSchema = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on. Loopback unless told otherwise; the container image sets 0.0.0.0.'),
  port: z.coerce.number().int().min(0).max(65_535).default(8080).describe('Port to listen on; 0 finds a free one.'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('What customers and agents reach this service by; the default is the listening address.'),
  dataDir: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of encrypted blobs, and of the database and made secrets of the embedded default.'),
  databaseUrl: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|sqlite:)/, 'must start with postgres:// or sqlite:')
    .optional()
    .describe('`postgres://…`, or `sqlite:PATH`; the default is SQLite in the data folder.'),
  redisUrl: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('With it the queue is BullMQ on Redis, else in process.'),
  clamdUrl: commaList
    .pipe(z.array(clamdAddress))
    .optional()
    .describe('`tcp://host:port` or `unix:/path`, a comma-separated list for a pool. Without it every file is held.'),
  clamdParallel: z.coerce.number().int().min(1).max(64).default(4).describe('Scans at once over one clamd.'),
  clamdTimeoutMs: z.coerce.number().int().min(100).max(600_000).default(30_000).describe('A scan that takes longer gave no verdict.'),
  clamdMaxBytes: z.coerce
    .number()
    .int()
    .min(1)
    .default(megabytes(25))
    .describe(
      'The largest file that is sent to a scanner. One that looks into less is found out, and what is above is held, not called clean.',
    ),
  clamdConf: z
    .string()
    .min(1)
    .optional()
    .describe("Path of clamd's own `clamd.conf`: its StreamMaxLength, MaxFileSize and MaxScanSize count at once, without trying."),
  icapUrl: commaList
    .pipe(z.array(icapAddress))
    .optional()
    .describe(
      '`icap://host:1344/service`, a comma-separated list for a pool: a scanner that speaks ICAP (RFC 3507). With clamd beside it, both have to say that a file is clean.',
    ),
  signatureMaxAgeHours: z.coerce
    .number()
    .min(1)
    .max(87_600)
    .default(72)
    .describe('Signatures of a scanner that are older are an alarm in /readyz, /metrics and the log.'),
  canaryMinutes: z.coerce
    .number()
    .min(0.01)
    .max(1_440)
    .default(15)
    .describe('How often the EICAR test file and a clean one go the whole way; a miss holds all files and turns /readyz off.'),
  roles: z
    .string()
    .transform((list) => list.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(['api', 'worker'])))
    .default(['api', 'worker'])
    .describe('What this process does: `api`, `worker` or both.'),
  encryptionKey: z
    .string()
    .optional()
    .describe('32 bytes in base64 or hex, that all content is sealed with. Without it one is made in the data folder on first start.'),
  bootstrapApiKey: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .describe('An API key for all channels and scopes. Without it one is made in the data folder on first start.'),
  customerTokenSecret: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .describe('HS256 secret that customer tokens are signed with. Without it one is made in the data folder on first start.'),
  customerTokenJwks: z
    .string()
    .optional()
    .describe(
      'A JWKS document (JSON), for tokens signed by a key pair; or one of shared secrets alone, each with its `kid`, while one is changed.',
    ),
  customerTokenJwksUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the JWKS is published (https), instead of the document itself.'),
  customerTokenMaxAgeSeconds: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('The longest lifetime (`iat` to `exp`) that a token may have; the default is whatever it says.'),
  idTokenIssuer: z
    .string()
    .min(1)
    .optional()
    .describe('The `iss` of your OpenID Connect provider, whose ID tokens count as customer tokens; with the next two.'),
  idTokenAudience: z.string().min(1).optional().describe('The client id that those ID tokens are issued to (`aud`, `azp`).'),
  idTokenJwksUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The provider's `jwks_uri` (https)."),
  tokenKeysAllowPrivate: commaList
    .default([])
    .describe('CIDRs of private networks that a JWKS may come from; with one, it may come by plain http.'),
  customerTokenIssuer: z.string().optional().describe('The `iss` that a customer token must have.'),
  customerTokenAudience: z.string().optional().describe('The `aud` that a customer token must have.'),
  platformSecrets: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What platforms sign their webhooks with, to check that here: `social=meta:SECRET,social=line:SECRET`, by channel; two of one platform while a secret is changed. `meta`, `line`, `viber`, `slack` or `discord` ([docs/PLATFORMS.md](docs/PLATFORMS.md)).',
    ),
  platformSecretsFile: z
    .string()
    .min(1)
    .optional()
    .describe('A file that holds such entries, one a line, besides those of PLATFORM_SECRETS.'),
  mailAuth: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether SPF, DKIM, DMARC and ARC of e-mails are checked, for which the DNS is asked; a channel can turn it off for itself.'),
  mailAuthTimeoutMs: z.coerce
    .number()
    .int()
    .min(100)
    .max(20_000)
    .default(3_000)
    .describe('How long an e-mail waits for all that the DNS is asked about it; what has not answered by then proves nothing yet.'),
  dnsServers: commaList
    .pipe(
      z.array(
        z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?|[0-9a-fA-F:.]+)$/, 'must be IP addresses'),
      ),
    )
    .default([])
    .describe('Addresses of DNS servers, each with a port if need be; the default is those of the system.'),
  oidcIssuer: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Issuer of the company's own OpenID Connect provider, where senders log in to become identified. Without it connectors hand in tokens.",
    ),
  oidcClientId: z.string().min(1).optional().describe('Our client at that provider; its redirect URI is `PUBLIC_URL/identify/callback`.'),
  oidcClientSecret: z.string().min(1).optional().describe('The secret of that client; one without a secret is public, and has PKCE alone.'),
  oidcClientSecretFile: z.string().min(1).optional().describe('A file that holds the secret, in the place of OIDC_CLIENT_SECRET.'),
  oidcScopes: z
    .string()
    .regex(/^openid( [\x21-\x7e]+)*$/, 'must begin with openid')
    .default('openid email')
    .describe('What the login is asked for; `email` lets the address of a conversation be compared.'),
  oidcAllowPrivate: commaList
    .default([])
    .describe('CIDRs of private networks that the provider may be in; with one, it may be reached by plain http.'),
  identifySite: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Where senders are told to go to type their code, as words: `example.com`. The default is the host of PUBLIC_URL with `/identify`.',
    ),
  companyName: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name at the head of the pages for customers; the default is the host of PUBLIC_URL.'),
  companyLogoUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('Picture at the head of the pages for customers.'),
  companyColour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1d4f91')
    .optional()
    .describe('Colour of buttons on the pages for customers; their words are black or white, whichever can be read.'),
  trustedProxies: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies in front of us name whom they speak for in `X-Forwarded-For`; wrong codes are counted by that address.'),
  channelsDir: z.string().default('config/channels').describe('Folder of the policies that seed new channels, one YAML file each.'),
  languagesDir: z
    .string()
    .default(USUAL_LANGUAGES_DIR)
    .describe('Folder of languages of your own, one YAML file each, named as `fi.yaml`; one of a shipped language takes its place.'),
  protectedDomains: commaList.default([]).describe('Domains that nobody may pass for, besides the shipped ones: your own first of all.'),
  listsFile: z
    .string()
    .default(USUAL_LISTS_FILE)
    .describe(
      'The lists of bad and good addresses and where each comes from. Without `config/lists.yaml` there are none; another file has to be there.',
    ),
  listPollSeconds: z.coerce
    .number()
    .min(0.05)
    .max(3_600)
    .default(10)
    .describe('How often the files of lists are looked at, and whether it is time to ask an address again.'),
  listAllowPrivate: commaList.default([]).describe('CIDRs of private networks that lists and Web Risk may come from.'),
  hashListsFile: z
    .string()
    .default(USUAL_HASH_LISTS_FILE)
    .describe(
      'The lists of hashes of bad and good files and where each is. Without `config/hashes.yaml` there are none; another file has to be there.',
    ),
  listRecheckDays: z.coerce
    .number()
    .min(0)
    .max(366)
    .default(7)
    .describe('When a list learns of an address, messages of so many days that hold it are decided again.'),
  webRiskApiKey: z
    .string()
    .min(1)
    .optional()
    .describe('A key for Google Web Risk: with it addresses are asked for there, by 4 bytes of a hash each.'),
  webRiskUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://webrisk.googleapis.com')
    .describe('Where Web Risk is, or a mirror of it in your own network.'),
  linkDays: z.coerce
    .number()
    .min(0.00001)
    .max(3_660)
    .default(180)
    .describe('How long the click gateway opens an address, from when its message came in.'),
  linkKeyEpoch: z.coerce
    .number()
    .int()
    .min(0)
    .max(999_999)
    .default(0)
    .describe('Gateway keys change each month by themselves; raise this after a leak, and every address made before stops working.'),
  fileUrlMinutes: z.coerce
    .number()
    .min(0.001)
    .max(10_080)
    .default(60)
    .describe('How long the address of a file works, from when it was handed to its agent.'),
  resolveShorteners: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe(
      'After a click on a short link, ask the shortener where it leads, judge that, and go on to it. Never for links that work once.',
    ),
  agentHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header')
    .transform((name) => name.toLowerCase())
    .optional()
    .describe(
      'The header in which your login in front of the gateway names who is logged in, for the logs; with it a file is given to the agent alone that its address was handed to. Set it only behind such a login.',
    ),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('`debug`, `info`, `warn`, `error` or `silent`; JSON lines on standard error.'),
  inspectThreads: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('Killable threads that read words; the default is the number of cores.'),
  fileProcesses: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('Killable processes that read messages with files; the default is the number of cores.'),
  fileProcessMegabytes: z.coerce
    .number()
    .int()
    .min(64)
    .max(3_072)
    .default(256)
    .describe('Memory that the files of one message may take in their process, beyond the 150 MB that it rests at.'),
  stepTimeoutMs: z.coerce.number().int().min(50).default(2_000).describe('One parser or inspector on one subject.'),
  messageTimeoutMs: z.coerce.number().int().min(100).default(10_000).describe('All parsing and inspecting of one message, scanning apart.'),
  inspectMaxMegabytes: z.coerce.number().int().min(32).default(512).describe('Memory of one killable thread.'),
  wordsFirstMs: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_500)
    .describe('A scan that takes longer does not hold the words up: they are released, the file follows.'),
  rescanSeconds: z.coerce
    .number()
    .min(0.05)
    .default(5)
    .describe(
      'How soon held files are scanned again when the scanner gave no verdict, and a mail is proven again when the DNS gave no answer.',
    ),
  maxBacklog: z.coerce.number().int().min(1).default(50_000).describe('Accepted and not yet settled; past it submissions get 503.'),
  maxUploadBytes: z.coerce
    .number()
    .int()
    .min(1)
    .default(megabytes(50))
    .describe('One submission with all its files; a policy can only ask for less.'),
  keyRateLimitPerMinute: z.coerce.number().int().min(1).default(600_000).describe('Requests of one API key a minute; past it 429.'),
  maxAttempts: z.coerce.number().int().min(1).default(6).describe('Runs of one message before it counts as failed for good.'),
  webhookAllowPrivate: commaList.default([]).describe('CIDRs of private networks that webhooks may reach.'),
  stopGraceMs: z.coerce
    .number()
    .int()
    .min(0)
    .default(10_000)
    .describe('How long a stop waits for what runs before it gives the rest back.'),
})

export type Settings = z.infer<typeof settingsSchema>

/** `customerTokenSecret` in the file is `CUSTOMER_TOKEN_SECRET` in the environment. */
export function environmentName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/**
 * @param file the parsed `config/forebay.yaml`, or null
 * @param environment such as process.env; names that are not ours are left alone, empty values count as absent
 * @throws ForebayError `SETTINGS_INVALID` that names the source and the path
 */
export function readSettings(
  file: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  fileName = 'config/forebay.yaml',
): Settings {
  if (file !== null && file !== undefined && (typeof file !== 'object' || Array.isArray(file)))
    throw invalid(fileName, '', 'must be a mapping of settings')
  const fromFile = (file ?? {}) as Record<string, unknown>
  const fromEnvironment: Record<string, unknown> = {}
  for (const key of Object.keys(settingsSchema.shape)) {
    const value = environment[environmentName(key)]
    if (value !== undefined && value !== '') fromEnvironment[key] = value
  }
  const parsed = settingsSchema.safeParse({ ...fromFile, ...fromEnvironment })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const key = unknown ?? String(issue?.path[0] ?? '')
  const source = key in fromEnvironment ? 'the environment' : fileName
  throw invalid(source, key in fromEnvironment ? environmentName(key) : key, unknown ? 'is no setting' : (issue?.message ?? 'is not valid'))
}

function invalid(source: string, path: string, problem: string): ForebayError {
  return new ForebayError('SETTINGS_INVALID', `${source}: ${path} ${problem}`.replace('  ', ' '), { field: path })
}
