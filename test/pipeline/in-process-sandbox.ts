/** The sandbox's work in this process, with disarmers that tests write: what is examined is examined for real. */
import type { Assessing } from '../../src/pipeline/assess.ts'
import type { Disarm } from '../../src/pipeline/disarm-file.ts'
import { type ExamineTask, examine } from '../../src/pipeline/examine.ts'

export interface InProcessSandbox extends Pick<Assessing['sandbox'], 'run'> {
  readonly tasks: ExamineTask[]
}

export function inProcessSandbox(disarm: Disarm): InProcessSandbox {
  const tasks: ExamineTask[] = []
  return {
    tasks,
    async run(task) {
      tasks.push(task)
      return { status: 'done', ms: 0, result: await examine(task, { enter: () => undefined, skips: new Map() }, disarm) }
    },
  }
}
