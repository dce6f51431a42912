/** The sandbox's side of a thread: the words of one message after another, each step announced before it is taken. */
import { serve } from '../sandbox/worker-side.ts'
import { type Examined, type ExamineTask, examineWords } from './examine.ts'

serve<ExamineTask, Examined | null>(async (task, hooks) => ({ result: examineWords(task, hooks), transfer: [] }))
