import { describe, expect, test } from '@jest/globals'
import { ForebayError } from '../../src/core/error.ts'
import type { HttpAnswer, HttpRequest } from '../../src/lookups/http-client.ts'
import { askShortener } from '../../src/lookups/shortener-answer.ts'

function answering(status: number, headers: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const get = async ({ url }: HttpRequest): Promise<HttpAnswer> => {
    asked.push(url)
    return { status, headers, body: new Uint8Array(), truncated: false }
  }
  return { asked, ask: askShortener({ get }) }
}

describe('askShortener', () => {
  test.each([
    ['an address', 301, { location: 'https://shop.example/a' }, 'https://shop.example/a'],
    ['a path on its own site', 302, { location: '/b' }, 'https://bit.example/b'],
    ['no address', 302, {}, null],
    ['an empty address', 302, { location: '' }, null],
    ['what is no address', 302, { location: 'http://' }, null],
    ['a page', 200, { location: 'https://shop.example/a' }, null],
    ['an error', 404, {}, null],
  ])('asks once and follows nothing: %s', async (_, status, headers, leadsTo) => {
    const { asked, ask } = answering(status, headers as Readonly<Record<string, string>>)
    expect(await ask('https://bit.example/a')).toBe(leadsTo)
    expect(asked).toEqual(['https://bit.example/a'])
  })

  test('says nothing when nobody answers, and does not hide a fault of ours', async () => {
    const failing = (error: Error) => askShortener({ get: () => Promise.reject(error) })('https://bit.example/a')
    expect(await failing(new ForebayError('REQUEST_TIMEOUT', 'Too slow.'))).toBeNull()
    await expect(failing(new TypeError('a fault'))).rejects.toThrow('a fault')
  })
})
