/** A process that accepts messages one after the other, eight at a time, and prints each id only once it was acknowledged. It never ends by itself. */
import { createSealer } from '../../src/blobs/seal.ts'
import { openStore } from '../../src/store/open-store.ts'
import { anEntry } from './stored.ts'

const [url = '', keyHex = ''] = process.argv.slice(2)
const store = await openStore({ url, sealer: createSealer(Buffer.from(keyHex, 'hex')), clock: Date.now })

async function acceptForever(): Promise<never> {
  for (;;) {
    const entry = anEntry()
    const result = await store.accept(entry)
    if (result.outcome === 'stored') process.stdout.write(`${entry.arrival.id}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, acceptForever))
