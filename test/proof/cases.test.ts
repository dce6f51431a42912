import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readCases } from '../../scripts/proof/cases.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'

let folder: string
beforeAll(async () => {
  folder = await scratchFolder('cases')
})
afterAll(() => removeFolder(folder))

const FILES: Readonly<Record<string, readonly [content: string, formats: readonly string[]]>> = {
  'rows.jsonl': ['{"payload":"<b>a"}\n{"html":"<i>b","id":1}\n"<u>c"\n\n{"other":1}\nnull\n', ['jsonl', 'jsonl', 'jsonl']],
  'other-rows.jsonl': ['{"title":"words","vectors":["<b>a","<i>b"]}\n<u>no JSON\n', ['jsonl', 'jsonl', 'jsonl']],
  'broken.json': ['{"a":"<b>x', ['text', ...Array(4).fill('text')]],
  'page.html': ['<p>a', ['html']],
  'mail.eml': ['From: a@a.example\r\n\r\nwords', ['mail']],
  'mail.txt': ['Return-Path: <a@a.example>\nFrom: a@a.example\n\nwords', ['mail']],
  'mail-of-a-store': ['From a@a.example Sat Nov 21\nFrom: a@a.example\n\nwords', ['mail']],
  'list.txt': ['<script>x</script>\n\n<img onerror=x>\n', ['text', ...Array(8).fill('text')]],
  'chat.json': ['{"channel":"webchat","html":"<b>a","attachments":[]}', ['chat']],
  'list.json': ['{"payloads":["<b>a"]}', ['json', 'json', 'json', 'json']],
  'settings.json': ['{"a":"words","b":["more words"]}', []],
  'notes.txt': ['Some words.\nNo attack is in them.\n', []],
  'picture.png': ['\x89PNG', []],
}

it.each(Object.keys(FILES))('reads %s', async (name) => {
  const [content, formats] = FILES[name] ?? ['', []]
  writeFileSync(join(folder, name), content)
  expect((await readCases(join(folder, name))).map(({ format }) => format)).toEqual(formats)
})
