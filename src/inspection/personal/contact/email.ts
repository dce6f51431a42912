/** Mail addresses (RFC 5322, RFC 6531), as the parser finds them. */
import { findMail } from '../../../parse/text/find-mail.ts'
import type { Finder } from '../recognizer.ts'

export const email: Finder = {
  id: 'contact/email',
  code: 'PERSONAL_EMAIL',
  context: [],
  *find(words) {
    if (!words.includes('@')) return
    for (const { start, end, target } of findMail(words, words.length)) {
      const value = target.replace(/^mailto:/i, '').toLowerCase()
      yield { start, end, value, confidence: 0.95 }
    }
  },
}
