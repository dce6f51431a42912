/** Counts what is taken for personal data in ordinary mail, for a person to read: phone numbers and mail addresses are left out, they are there. */
import { readFileSync } from 'node:fs'
import type { InboundMessage } from '../../src/core/message.ts'
import { findPersonalData } from '../../src/inspection/personal/find.ts'
import { listFiles, type Measure, notHere } from './measure.ts'
import { openMail } from './open-sample.ts'

const SHOW = 'false alarms'
const HAM = /(?:^|\/)mail\.(?:spamassassin\/.*ham|talon|postmark|sisimai)/

export async function scoreFalseAlarms(folder: string): Promise<readonly Measure[]> {
  const mails = listFiles(folder, (name, path) => HAM.test(path) && /\.(?:eml|txt|html|\d+)$|^[^.]+$/.test(name))
  if (mails.length === 0) return [notHere(SHOW, 'findings in ordinary mail')]
  const seen: string[] = []
  for (const path of mails) {
    for (const words of wordsOf(await opened(path))) {
      for (const { code, kind, start, end, confidence } of findPersonalData(words)) {
        if (code === 'PERSONAL_PHONE' || code === 'PERSONAL_EMAIL') continue
        const around = `${words.slice(Math.max(0, start - 40), start)}[${words.slice(start, end)}]${words.slice(end, end + 20)}`
        seen.push(`${kind} ${confidence.toFixed(1)}: ${around}`)
      }
    }
  }
  const measure = `findings other than phones and addresses in ${mails.length} ordinary mails, to be read`
  return [{ show: SHOW, measure, value: String(seen.length), ok: null, misses: seen.sort() }]
}

function opened(path: string): Promise<InboundMessage> {
  // Some folders hold bodies without the mail around them.
  const head = path.endsWith('.html')
    ? 'Content-Type: text/html; charset=utf-8\r\n\r\n'
    : path.includes('spamassassin') || path.endsWith('.eml')
      ? ''
      : '\r\n'
  return openMail(Buffer.concat([Buffer.from(head), readFileSync(path)]))
}

function wordsOf({ subject, text }: InboundMessage): readonly string[] {
  return [subject ?? '', text?.body ?? '']
}
