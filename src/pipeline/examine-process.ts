/** The sandbox's side of a process: messages with files, one after another, each step announced before it is taken. */
import { serveApart } from '../sandbox/process-side.ts'

// Not before the ways out are shut.
const { examine } = await import('./examine.ts')

await serveApart(examine)
