/** Scores the finding of personal data against numbers of many countries, and against mail that holds little of it. */
import type { Measure } from './measure.ts'
import { scoreFalseAlarms } from './personal-alarms.ts'
import { scorePersonnummer, scoreStdnum } from './personal-numbers.ts'
import { scorePresidio } from './personal-spans.ts'

/** Every part whose files are somewhere under `folder`; of the others it says that they are not there. */
export async function scorePersonal(folder: string): Promise<readonly Measure[]> {
  return [...scoreStdnum(folder), ...scorePersonnummer(folder), ...scorePresidio(folder), ...(await scoreFalseAlarms(folder))]
}
