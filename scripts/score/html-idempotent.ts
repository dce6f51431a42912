/** Counts the HTML of a folder, in payloads and in mails, that sanitizing once more changes: there must be none. */
import { readFileSync } from 'node:fs'
import { openBudget } from '../../src/parse/budget.ts'
import { parseMail } from '../../src/parse/mime/mail.ts'
import { sanitizedWithWords } from '../../test/support/inert-words.ts'
import { readCases } from '../proof/cases.ts'
import { listFiles, type Measure, notHere, share } from './measure.ts'

const SHOW = 'HTML, sanitized twice'
const MEASURE = 'bodies that stay as they are when they are sanitized once more'

interface Body {
  readonly where: string
  readonly untrustedHtml: string
}

/** Bodies that a bound makes text of are counted beside: there is nothing to compare. */
export async function scoreHtmlIdempotent(folder: string): Promise<readonly Measure[]> {
  const misses: string[] = []
  let stay = 0
  let compared = 0
  let text = 0
  for (const path of listFiles(folder, (name) => !/^(?:LICENSE|NOTICE|README|MANIFEST)/i.test(name))) {
    for (const { where, untrustedHtml } of await bodiesIn(path)) {
      const once = sanitizedWithWords(untrustedHtml)
      if (once === null) {
        text += 1
        continue
      }
      compared += 1
      if (sanitizedWithWords(once) === once) stay += 1
      else misses.push(where)
    }
  }
  if (compared + text === 0) return [notHere(SHOW, MEASURE)]
  return [share(SHOW, `${MEASURE}; ${text} more are text`, stay, compared, compared, misses)]
}

async function bodiesIn(path: string): Promise<readonly Body[]> {
  const bodies: Body[] = []
  for (const { where, input, untrustedHtml } of await readCases(path)) {
    if (untrustedHtml !== null) bodies.push({ where, untrustedHtml })
    if (input.content.type !== 'mail') continue
    for (const { role, text } of parseMail(readFileSync(path), openBudget()).leaves)
      if (role === 'html' && text !== null) bodies.push({ where, untrustedHtml: text })
  }
  return bodies
}
