/** Scores the finding of links: in words, in addresses as browsers read them, in the HTML of real mail, and in words written against it. */
import { measureFinding } from './find-speed.ts'
import { scoreHrefs } from './hrefs.ts'
import { scoreLinkify } from './linkify-cases.ts'
import type { Measure } from './measure.ts'
import { scoreWptUrl } from './wpt-url.ts'

/** Every part whose files are somewhere under `folder`; of the others it says that they are not there. */
export async function scoreFind(folder: string): Promise<readonly Measure[]> {
  return [...scoreLinkify(folder), ...scoreWptUrl(folder), ...(await scoreHrefs(folder)), ...measureFinding()]
}
