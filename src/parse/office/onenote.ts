/** Takes the files out of OneNote sections ([MS-ONESTORE] 2.6.13); the pages themselves are not read, so that a section is never wholly looked into. */
import { takeEntry } from '../budget.ts'
import { addChild, leaveOpen, mayMake, note, type Seen } from './seen.ts'

/** FileDataStoreObject: {BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC}, the length in eight bytes, twelve of no meaning, the file. */
const HEADER = Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex')
const DATA_AT = 36

export function lookIntoOneNote(seen: Seen, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = buffer.indexOf(HEADER); at !== -1 && at + DATA_AT <= buffer.length; ) {
    const size = Number(buffer.readBigUInt64LE(at + 16))
    const data = buffer.subarray(at + DATA_AT, at + DATA_AT + size)
    count += 1
    if (!takeEntry(seen.context.budget)) {
      leaveOpen(seen, 'OFFICE_TOO_MANY_ENTRIES')
      break
    }
    if (!mayMake(seen, data.length)) break
    note(seen, 'embedded-object', `file ${count}`)
    addChild(seen, `file ${count}`, data)
    // A length that is a lie hides nothing: the next header is looked for behind this one, not behind what it claims.
    at = buffer.indexOf(HEADER, at + DATA_AT)
  }
  leaveOpen(seen, 'OFFICE_LEGACY')
}
