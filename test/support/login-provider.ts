/** A real OpenID Connect provider on loopback, with people who log in by typing their name; it can be away, and be back. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export interface Person {
  readonly email?: string
  readonly emailVerified?: boolean
  /** The assurance that this person logs in with. */
  readonly acr?: string
  /** Seconds ago that this person logged in, as the provider says. */
  readonly loggedInSecondsAgo?: number
}

export interface LoginProvider {
  /** On `localhost`, which is another site than the `127.0.0.1` of the service. */
  readonly issuer: string
  /** For the environment of the service. */
  readonly environment: Readonly<Record<string, string>>
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

const CLIENT = { id: 'forebay', secret: 'the secret of the client in tests' }

/** @param people by the name that they log in with, which is their `sub` */
export async function startLoginProvider(redirectUri: string, people: Readonly<Record<string, Person>>): Promise<LoginProvider> {
  const handler: { provider: Provider | null } = { provider: null }
  const listener = (req: IncomingMessage, res: ServerResponse) => {
    const { provider } = handler
    if (provider === null) return void res.writeHead(503).end()
    if (req.url?.startsWith('/interaction/')) return void interact(provider, people, req, res)
    provider.callback()(req, res)
  }
  let server = await listenAt(listener, 0)
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  // It says on the console that it is not meant for production, which tests know.
  const { warn, info } = console
  console.warn = console.info = () => undefined
  handler.provider = new Provider(issuer, configurationOf(redirectUri, people))
  Object.assign(console, { warn, info })
  const end = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    issuer,
    environment: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_ALLOW_PRIVATE: '127.0.0.0/8,::1/128',
    },
    goAway: end,
    async comeBack() {
      server = await listenAt(listener, port)
    },
    close: end,
  }
}

async function listenAt(listener: (req: IncomingMessage, res: ServerResponse) => void, port: number): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

function configurationOf(redirectUri: string, people: Readonly<Record<string, Person>>): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    acrValues: [...new Set(Object.values(people).flatMap(({ acr }) => acr ?? []))],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    // Nobody is asked whether the company may know who they are.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
    async findAccount(_context, sub) {
      const { email, emailVerified = true } = people[sub] ?? {}
      return { accountId: sub, claims: async () => ({ sub, ...(email === undefined ? {} : { email, email_verified: emailVerified }) }) }
    },
  }
}

async function interact(
  provider: Provider,
  people: Readonly<Record<string, Person>>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (req.method !== 'POST') {
    res.setHeader('Content-Type', 'text/html')
    res.end(
      '<title>Log in</title><form method="post"><label>Name <input name="name"></label><button>Log in</button><button name="no" value="1">No</button></form>',
    )
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const form = new URLSearchParams(Buffer.concat(chunks).toString())
  const name = form.get('name') ?? ''
  const person = people[name]
  if (form.has('no') || person === undefined) {
    await provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'no' })
    return
  }
  const { acr, loggedInSecondsAgo = 0 } = person
  const ts = Math.floor(Date.now() / 1_000) - loggedInSecondsAgo
  await provider.interactionFinished(req, res, { login: { accountId: name, ts, remember: false, ...(acr === undefined ? {} : { acr }) } })
}
