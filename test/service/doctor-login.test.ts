/** The doctor asks a provider that is set, through the guarded client, and nobody when none is; of mail it says which DNS would be asked. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readSettings } from '../../src/settings/settings.ts'
import { diagnoseLogin, diagnoseMail } from '../../src/wire-doctor.ts'
import { type LoginProvider, startLoginProvider } from '../support/login-provider.ts'

const SITE = 'https://shop.example'
let provider: LoginProvider
beforeAll(async () => {
  provider = await startLoginProvider(`${SITE}/identify/callback`, {})
})
afterAll(() => provider.close())

const login = (environment: Readonly<Record<string, string>>) => diagnoseLogin(readSettings(null, environment), SITE)

describe('what the doctor says of the login', () => {
  it('is that there is none, and what that means', async () => {
    expect(await login({})).toEqual({ state: 'off', detail: 'none (set OIDC_ISSUER): connectors identify senders by tokens' })
  })

  it('is that its provider answers and what it has to know, and never the secret of the client', async () => {
    const { state, detail } = await login(provider.environment)
    expect(state).toBe('ok')
    expect(detail).toContain(`${provider.issuer} answers`)
    expect(detail).toContain(`${SITE}/identify/callback`)
    expect(detail).not.toContain(provider.environment.OIDC_CLIENT_SECRET)
  })

  it('is why nobody can log in: half of a provider, one inside that nobody opened, one that is away', async () => {
    await expect(login({ OIDC_ISSUER: provider.issuer })).rejects.toThrow('OIDC_CLIENT_ID is missing')
    const { port } = new URL(provider.issuer)
    const inside = await login({ OIDC_ISSUER: `https://127.0.0.1:${port}`, OIDC_CLIENT_ID: 'forebay' })
    expect(inside).toMatchObject({ state: 'bad', detail: expect.stringContaining('ADDRESS_FORBIDDEN') })
    await provider.goAway()
    expect(await login(provider.environment)).toMatchObject({ state: 'bad', detail: expect.stringContaining('CONNECT_FAILED') })
    await provider.comeBack()
  })
})

describe('what the doctor says of mail', () => {
  const mail = (environment: Readonly<Record<string, string>>) => diagnoseMail(readSettings(null, environment))
  it('is whether it is checked, and by which DNS', () => {
    expect(mail({ MAIL_AUTH: 'off' })).toEqual({ state: 'off', detail: 'MAIL_AUTH is off: no e-mail proves its sender' })
    expect(mail({ DNS_SERVERS: '192.0.2.53,192.0.2.54' })).toEqual({
      state: 'ok',
      detail: 'MAIL_AUTH is on, and asks the DNS servers 192.0.2.53, 192.0.2.54 (DNS_SERVERS)',
    })
    expect(mail({}).detail).toMatch(/of the system|names no DNS server/)
  })
})
