import { describe, expect, it } from '@jest/globals'
import type { OpenedArrival } from '../../src/parse/message.ts'
import { examineApart } from '../../src/pipeline/apart.ts'
import { type Examined, type ExamineTask, examineWords } from '../../src/pipeline/examine.ts'
import type { SandboxResult } from '../../src/sandbox/job.ts'
import { makePng } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'

const HOUSE = { protectedDomains: [] }

function taskOf(content: OpenedArrival['content']): ExamineTask {
  return { kind: 'examine', house: HOUSE, arrival: { id: 'm1', channel: 'c', kind: 'chat', conversationId: null, receivedAt: 0, content } }
}

const words = taskOf({ type: 'words', words: { text: 'hello' }, files: [] })
const withFile = taskOf({
  type: 'words',
  words: { text: 'hello' },
  files: [{ untrustedName: 'a.png', untrustedType: 'image/png', bytes: makePng() }],
})
const plainMail = taskOf({ type: 'mail', raw: Buffer.from('From: a@example.com\r\nSubject: s\r\n\r\nhello\r\n') })
const mailWithFile = taskOf({
  type: 'mail',
  raw: makeMail({ text: 'hello', files: [{ name: 'a.png', type: 'image/png', body: makePng() }] }),
})
const largeMail = taskOf({ type: 'mail', raw: Buffer.from(`Subject: s\r\n\r\n${'hello\r\n'.repeat(50_000)}`) })

function examining() {
  const asked: string[] = []
  const done = <Result>(result: Result): SandboxResult<Result> => ({ status: 'done', ms: 1, result })
  const hooks = (room: string) => ({ enter: (step: string) => void asked.push(`${room} ${step}`), skips: new Map() })
  const apart = examineApart(
    {
      async run(task) {
        asked.push('words')
        return done(examineWords(task, hooks('words')))
      },
    },
    {
      async run() {
        asked.push('files')
        return done({ files: [] } as unknown as Examined)
      },
    },
  )
  return { apart, asked }
}

describe('examineApart', () => {
  it.each([
    ['words', words, ['words']],
    ['a mail of words', plainMail, ['words']],
    ['words with a file', withFile, ['files']],
    ['a mail with a file', mailWithFile, ['words', 'files']],
    ['a mail too large for words', largeMail, ['files']],
  ])('has %s read where it belongs', async (_, task, rooms) => {
    const { apart, asked } = examining()
    expect(await apart.run(task)).toMatchObject({ status: 'done' })
    expect(asked.filter((one) => one === 'words' || one === 'files')).toEqual(rooms)
  })

  it('never looks at a byte of a file among words', async () => {
    const { apart, asked } = examining()
    await apart.run(mailWithFile)
    expect(asked.filter((one) => one.includes('@'))).toEqual(['words parse/mime@m'])
  })

  it('gives on what went wrong with the words, and asks nobody else', async () => {
    const failed = { status: 'failed', reason: 'STEP_CRASHED', step: '', ms: 1 } as const
    const apart = examineApart({ run: async () => failed }, { run: () => Promise.reject(new Error('not to be asked')) })
    expect(await apart.run(plainMail)).toEqual(failed)
  })
})
