/** `npm run docs` writes `docs/message.schema.json`: the shape of a message as the API answers it and as `forebay check --json` prints it. */
import { writeFileSync } from 'node:fs'
import { messageRecordJsonSchema } from '../src/http/record-schema.ts'

export const SCHEMA_FILE = new URL('../docs/message.schema.json', import.meta.url)

const INPUT = {
  type: 'string',
  description: 'The path that was checked, `-` for standard input; only in what `forebay check --json` prints.',
}

export function renderSchema(): string {
  const schema = messageRecordJsonSchema() as { readonly $defs: { readonly MessageRecord: { readonly properties: object } } }
  const record = schema.$defs.MessageRecord
  const withInput = { ...record, properties: { input: INPUT, ...record.properties } }
  return `${JSON.stringify({ ...schema, $defs: { ...schema.$defs, MessageRecord: withInput } }, null, 2)}\n`
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, renderSchema())
