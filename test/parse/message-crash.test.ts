/**
 * A parser that throws is an outcome of the part that it read, never the end of the message.
 *
 * @jest-environment node
 */
import { beforeEach, describe, expect, it, jest } from '@jest/globals'

const SECRET = 'the words of the message'
let crashing = ''

function orCrash<T>(name: string, run: () => T): T {
  if (crashing === name) throw new Error(SECRET)
  return run()
}

async function mockCrashing(path: string, names: readonly string[]): Promise<void> {
  const real = (await import(path)) as Record<string, unknown>
  const wrapped = names.map((name) => {
    const original = real[name] as (...given: readonly unknown[]) => unknown
    return [name, (...given: readonly unknown[]) => orCrash(name, () => original(...given))]
  })
  jest.unstable_mockModule(path, () => ({ ...real, ...Object.fromEntries(wrapped) }))
}

await mockCrashing('../../src/parse/mime/mail.ts', ['parseMail'])
await mockCrashing('../../src/parse/html/html.ts', ['parseHtml'])
await mockCrashing('../../src/parse/text/text.ts', ['parseText'])
await mockCrashing('../../src/parse/file/zip.ts', ['unpackZipEntry'])
await mockCrashing('../../src/parse/file/type.ts', ['detectType'])
const { openMail, outline, troubles } = await import('./opened.ts')
const { makeZip } = await import('../support/files.ts')
const { base64, multipart, multipartLines } = await import('./mime/compose.ts')

const MAIL = multipart(
  'mixed',
  multipartLines('alternative', 'alt', ['Content-Type: text/plain', '', 'plain'], ['Content-Type: text/html', '', '<p>html</p>']),
  ['Content-Type: application/zip; name=a.zip', 'Content-Transfer-Encoding: base64', '', base64(makeZip([{ name: 'a.txt', data: 'x' }]))],
)

beforeEach(() => {
  crashing = ''
})

describe('a parser that throws', () => {
  it.each([
    ['parseHtml', ['parse/html@p2'], 'plain', 4],
    ['parseText', ['parse/text@p1'], 'html', 4],
    ['unpackZipEntry', ['parse/archive@p3'], 'html', 3],
    ['detectType', ['parse/type@p3'], 'html', 3],
    ['parseMail', ['parse/mime@m'], undefined, 0],
  ])('is an outcome of its part alone: %s', async (name, steps, text, parts) => {
    crashing = name
    const opened = await openMail(MAIL)
    expect(troubles(opened)).toEqual(steps.map((step) => `${step} failed PARSER_CRASHED`))
    expect(opened.message.text?.body).toBe(text)
    expect(outline(opened)).toHaveLength(parts)
    // What was thrown may quote the message.
    expect(JSON.stringify(opened.outcomes)).not.toContain(SECRET)
  })
})
