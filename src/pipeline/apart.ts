/** Words are read in threads, and whatever has files in a process of its own: no byte of a file is opened in the service's own process. */
import type { OpenedArrival } from '../parse/message.ts'
import type { SandboxResult } from '../sandbox/job.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Examined, ExamineTask } from './examine.ts'

export type Examining = Pick<Sandbox<ExamineTask, Examined>, 'run'>

/** A mail of this size carries more than words, nearly always: it is not opened twice to find out. */
const MAX_WORDS_BYTES = 256 * 1024

/** @param words answers null for a message that has a file */
export function examineApart(words: Pick<Sandbox<ExamineTask, Examined | null>, 'run'>, files: Examining): Examining {
  return {
    async run(task, sizeHintBytes, lane): Promise<SandboxResult<Examined>> {
      if (mayHaveFiles(task.arrival)) return files.run(task, sizeHintBytes, lane)
      const ran = await words.run(task, sizeHintBytes, lane)
      if (ran.status !== 'done') return ran
      const { result } = ran
      return result === null ? files.run(task, sizeHintBytes, lane) : { ...ran, result }
    },
  }
}

function mayHaveFiles({ content }: OpenedArrival): boolean {
  return content.type === 'mail' ? content.raw.byteLength > MAX_WORDS_BYTES : content.files.length > 0
}
