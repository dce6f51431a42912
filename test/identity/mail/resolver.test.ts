/** A mail that wants more than is asked for one is told apart from a DNS that is away. */
import { expect, it } from '@jest/globals'
import { ForebayError } from '../../../src/core/error.ts'
import { resolverFor } from '../../../src/identity/mail/resolver.ts'

const NEVER = new Promise<never>(() => undefined)

it('asks 150 questions, and gives every further one no answer', async () => {
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return ['198.51.100.7']
  }
  const bounded = resolverFor({ resolve }, NEVER)
  for (let count = 0; count < 150; count += 1) await bounded.resolve(`mx${count}.example.com`, 'A')
  expect(bounded.exceeded()).toBe(false)
  await expect(bounded.resolve('one-more.example.com', 'A')).rejects.toMatchObject({ code: 'EREFUSED' })
  await expect(bounded.resolve('mx1.example.com', 'A')).resolves.toEqual(['198.51.100.7'])
  expect(asked).toHaveLength(150)
  expect(bounded.exceeded()).toBe(true)
})

it('a DNS that is away is no question too many', async () => {
  const away = resolverFor({ resolve: () => Promise.reject(new ForebayError('DNS_UNAVAILABLE', 'The DNS gave no answer.')) }, NEVER)
  await expect(away.resolve('example.com', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  expect([away.unanswered(), away.exceeded()]).toEqual([true, false])
})
