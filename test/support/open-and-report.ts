/** A process that opens a store and prints `opened`, or the refusal as JSON. */
import { createSealer } from '../../src/blobs/seal.ts'
import { ForebayError } from '../../src/core/error.ts'
import { openStore } from '../../src/store/open-store.ts'

const [url = '', keyHex = ''] = process.argv.slice(2)
try {
  const store = await openStore({ url, sealer: createSealer(Buffer.from(keyHex, 'hex')), clock: Date.now })
  await store.close()
  process.stdout.write('opened')
} catch (error) {
  if (!(error instanceof ForebayError)) throw error
  process.stdout.write(JSON.stringify({ code: error.code, message: error.publicMessage }))
}
