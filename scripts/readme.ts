/** `npm run docs` fills in what README prints: its example is run against a fresh service, its settings come from their schema, so that neither can go stale. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { environmentName, settingsSchema } from '../src/settings/settings.ts'
import { startClamd } from '../test/support/clamd.ts'
import { freePort } from '../test/support/free-port.ts'

export const README_FILE = new URL('../README.md', import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))
const SHOWN_PORT = '8080'
const RESTART = '<!-- restart with clamd -->\n'
const NOT_RUN = '<!-- not run -->\n'

/** One block of commands, and what README says that it prints; null when it says nothing. */
export interface Step {
  readonly commands: string
  readonly prints: string | null
  readonly before: 'run' | 'restart' | 'skip'
}

/** The blocks of the examples, in the order in which a reader runs them. */
export function stepsOf(readme: string): readonly Step[] {
  const blocks = /(<!-- [a-z ]+ -->\n)?```sh\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```\n)?/g
  const examples = [...readme.matchAll(/<!-- example -->\n([\s\S]*?)<!-- \/example -->/g)].map(([, inside]) => inside ?? '')
  return [...examples.join('').matchAll(blocks)].map(([, mark, commands = '', prints]) => ({
    commands,
    prints: prints ?? null,
    before: mark === RESTART ? 'restart' : mark === NOT_RUN ? 'skip' : 'run',
  }))
}

/** What each block of the example prints now, with ids and tokens shortened. Null for a block that is not run: by its mark, or for want of a clamd. */
export async function runExample(readme: string): Promise<readonly (string | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'forebay-readme-'))
  const port = String(await freePort())
  const clamd = await startClamd()
  const env = { ...process.env, DATA_DIR: folder, PORT: port, LOG_LEVEL: 'error' }
  let service = await startService({ ...env, CLAMD_URL: '' })
  const shell = openShell(env)
  try {
    const printed: (string | null)[] = []
    for (const { commands, before } of stepsOf(readme)) {
      if (before === 'restart') {
        if (clamd === null) break
        await stop(service)
        service = await startService({ ...env, CLAMD_URL: clamd.url })
        await nothingWaitsForScanner(port, readFileSync(join(folder, 'bootstrap-api-key'), 'utf8').trim())
      }
      if (before !== 'run') {
        printed.push(null)
        continue
      }
      const here = commands.replaceAll(SHOWN_PORT, port).replaceAll('data/bootstrap-api-key', join(folder, 'bootstrap-api-key'))
      printed.push(shorten((await shell.run(here)).replaceAll(port, SHOWN_PORT)))
    }
    return printed
  } finally {
    shell.close()
    await stop(service)
    await clamd?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every setting with its default and what it is for, as a table. */
export function renderSettings(): string {
  const rows = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    const parsed = schema.safeParse(undefined)
    const value = parsed.success ? parsed.data : undefined
    const shown = value === undefined || (Array.isArray(value) && value.length === 0) ? '' : `\`${String(value)}\``
    return `| \`${environmentName(key)}\` | ${shown} | ${schema.description ?? ''} |`
  })
  return ['| setting | default | what it is |', '|---|---|---|', ...rows, ''].join('\n')
}

/** The same README with the settings of the schema and the outputs given. */
export function fillIn(readme: string, printed: readonly (string | null)[]): string {
  let filled = readme.replace(`<!-- settings -->\n${between(readme, 'settings')}`, () => `<!-- settings -->\n${renderSettings()}`)
  stepsOf(readme).forEach(({ commands, prints }, index) => {
    if (prints === null) return
    const block = (output: string) => `\`\`\`sh\n${commands}\`\`\`\n\n\`\`\`text\n${output}\`\`\`\n`
    filled = filled.replace(block(prints), () => block(printed[index] ?? ''))
  })
  return filled
}

export function between(readme: string, name: string): string {
  const [, inside] = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- /${name} -->`).exec(readme) ?? []
  if (inside === undefined) throw new Error(`README has no <!-- ${name} --> part`)
  return inside
}

/** UUIDs and link tokens are new in each run. */
function shorten(output: string): string {
  return output
    .replace(/\b([0-9a-f]{4})[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1…')
    .replace(/(\/l\/[^/\s]+\/)[\w.~-]+/g, '$1…')
}

/** One bash for all blocks, since later ones use what earlier ones set; its own words count as output. */
function openShell(env: NodeJS.ProcessEnv) {
  const bash = spawn('bash', ['--noprofile', '--norc'], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
  const lines: string[] = []
  let done: () => void = () => undefined
  const END = `end-${process.pid}-${Math.round(performance.now())}`
  createInterface({ input: bash.stdout }).on('line', (line) => {
    if (line.endsWith(END)) {
      const rest = line.slice(0, -END.length)
      if (rest !== '') lines.push(rest)
      done()
    } else lines.push(line)
  })
  createInterface({ input: bash.stderr }).on('line', (line) => lines.push(line))
  return {
    run: (commands: string) =>
      new Promise<string>((resolve) => {
        lines.length = 0
        done = () => resolve(lines.map((line) => `${line}\n`).join(''))
        bash.stdin.write(`${commands}\necho ${END}\n`)
      }),
    close: () => void bash.kill(),
  }
}

async function startService(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const service = spawn(process.execPath, [join(root, 'src', 'forebay.ts'), 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    service.once('exit', (code) => reject(new Error(`the service ended with ${code}`)))
    createInterface({ input: service.stdout }).on('line', (line) => line.startsWith('forebay  http') && resolve())
  })
  return service
}

async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return
  const ended = new Promise((resolve) => service.once('exit', resolve))
  service.kill('SIGTERM')
  await ended
}

async function nothingWaitsForScanner(port: string, key: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/messages`, { headers: { Authorization: `Bearer ${key}` } })
    if (!(await answer.text()).includes('"reason":"SCANNER_UNAVAILABLE","explanation"')) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('a file still waits for the scanner')
}

if (import.meta.main) {
  const readme = readFileSync(README_FILE, 'utf8')
  const printed = await runExample(readme)
  if (printed.length < stepsOf(readme).length)
    throw new Error('README shows what a scanner does, and there is no clamd here (Debian: clamav-daemon)')
  writeFileSync(README_FILE, fillIn(readme, printed))
}
