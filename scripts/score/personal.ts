/** Scores the finding of personal data against numbers of many countries, and against mail that holds little of it. */
import type { Measure } from './measure.ts'
import { scoreFalseAlarms } from './personal-alarms.ts'

/** Every part whose files are somewhere under `folder`; of the others it says that they are not there. */
export async function scorePersonal(folder: string): Promise<readonly Measure[]> {
  return await scoreFalseAlarms(folder)
}
