/** A customer who comes too often gets a page in their language with a time to come back, and hears of codes only after typing some. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { StepUpPages } from '../../src/http/deps.ts'
import { type House, openHouse } from './house.ts'

const stepUp: StepUpPages = {
  identify: {
    byCode: async () => ({ refused: 'CODE_UNKNOWN', language: null }),
    byLink: async () => ({ refused: 'CODE_UNKNOWN', language: null }),
    byId: async () => ({ refused: 'CODE_EXPIRED', language: 'sv' }),
    begin: async () => ({ refused: 'CODE_EXPIRED', language: 'sv' }),
    finish: async () => ({ refused: 'LOGIN_INVALID', language: 'sv' }),
    waiting: async () => ({ channelName: 'Web chat', sessionMinutes: 0, messages: [] }),
    confirm: async () => ({ refused: 'LOGIN_UNKNOWN', language: 'sv' }),
    disown: async () => undefined,
    refuse: async (refused) => ({ refused, language: null }),
  },
  openAgain: async () => Promise.reject(new Error('not asked for here')),
  brand: { name: 'Example Bank', logoUrl: null, colour: null },
  isSecure: false,
  seal: (plain) => Buffer.from(plain).toString('base64url'),
  unseal: (untrusted) => Buffer.from(untrusted, 'base64url').toString(),
}

let house: House
beforeEach(async () => {
  house = await openHouse({ deps: { stepUp } })
})
afterEach(() => house.close())

const LOOKS_A_MINUTE = 300
const sealed = { stage: 'why', id: 'i-1', language: 'sv', until: Date.now() + 600_000 }
const COOKIE = `forebay-identify=${stepUp.seal(JSON.stringify(sealed))}`

const UNCOOKED: readonly (readonly [string, () => request.Test])[] = [
  ['the way back from a login that began elsewhere', () => request(house.app).get('/identify/callback?state=x&code=y')],
  ['an answer from a browser that has no login', () => request(house.app).post('/identify/check').type('form').send('answer=mine')],
  ['a link that is not known', () => request(house.app).get('/identify/l/abc')],
]

describe('a customer at a limit', () => {
  it.each(UNCOOKED)('is shown a page that does not speak of codes: %s', async (_what, ask) => {
    for (let at = 0; at < LOOKS_A_MINUTE; at++) expect((await ask()).status).toBeLessThan(429)
    const answer = await ask()
    expect(answer).toMatchObject({ status: 429, type: 'text/html' })
    expect(answer.text).toContain('Too many tries')
    expect(answer.text).not.toMatch(/code/i)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('is told of codes where codes were typed', async () => {
    const type = () => request(house.app).post('/identify').type('form').send('code=CCCC-CCCC')
    for (let at = 0; at < 10; at++) expect((await type()).status).toBe(422)
    const answer = await type()
    expect(answer).toMatchObject({ status: 429, type: 'text/html' })
    expect(answer.text).toContain('Too many codes were tried')
    // Links have nothing to do with it.
    expect((await request(house.app).get('/identify/l/abc')).status).toBe(404)
  })

  it('is told in the language of the conversation, when one browser asks without end', async () => {
    const look = () => request(house.app).get('/identify/login').set('Cookie', COOKIE)
    for (let at = 0; at < LOOKS_A_MINUTE; at++) expect((await look()).status).toBe(422)
    const answer = await look()
    expect(answer).toMatchObject({ status: 429, type: 'text/html' })
    expect(answer.text).toContain('För många försök')
  })
})
