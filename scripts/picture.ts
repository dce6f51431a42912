/** `npm run docs` draws `docs/check.svg`: what `forebay check` really prints for one of our sample messages, as a terminal shows it. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { widthOf } from '../src/cli/terminal.ts'

export const PICTURE_FILE = new URL('../docs/check.svg', import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))
const SAMPLE = 'fixtures/messages/phish-bank.eml'

const CELL = { width: 8.4, height: 19 }
const MARGIN = { x: 22, top: 56, bottom: 18 }
const PALETTE = { back: '#1b1e28', text: '#d7dbe6', dim: '#8189a0', red: '#ff7b85', green: '#7fd88f', yellow: '#f2c66d' } as const
const FONT = "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', Consolas, monospace"

/** What SGR codes (ECMA-48 8.3.117) have switched on; those that picocolors writes are all there are. */
interface Look {
  readonly color: 'text' | 'red' | 'green' | 'yellow'
  readonly bold: boolean
  readonly dim: boolean
  readonly inverse: boolean
}
const PLAIN: Look = { color: 'text', bold: false, dim: false, inverse: false }
const CODES: Readonly<Record<string, (look: Look) => Look>> = {
  0: () => PLAIN,
  1: (look) => ({ ...look, bold: true }),
  2: (look) => ({ ...look, dim: true }),
  7: (look) => ({ ...look, inverse: true }),
  22: (look) => ({ ...look, bold: false, dim: false }),
  27: (look) => ({ ...look, inverse: false }),
  31: (look) => ({ ...look, color: 'red' }),
  32: (look) => ({ ...look, color: 'green' }),
  33: (look) => ({ ...look, color: 'yellow' }),
  39: (look) => ({ ...look, color: 'text' }),
}

export async function takePicture(): Promise<string> {
  return drawTerminal(`$ forebay check ${SAMPLE}\n\n${(await check()).trimEnd()}`)
}

/** Times differ from run to run, and with their digits the letters after them move. */
export function withoutTimes(svg: string): string {
  return svg.replace(/^.*inspected in .*$\n?/m, '')
}

export function drawTerminal(output: string): string {
  const lines = output.split('\n')
  const columns = Math.max(...lines.map((line) => widthOf(line.replace(/\u001b\[\d+m/g, ''))))
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN.x)
  const height = Math.ceil(lines.length * CELL.height + MARGIN.top + MARGIN.bottom)
  let look = PLAIN
  const drawn = lines.map((line, index) => {
    let column = 0
    const cells: string[] = []
    for (const piece of line.split(/(\u001b\[\d+m)/)) {
      const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1]
      if (code !== undefined) look = CODES[code]?.(look) ?? look
      else {
        cells.push(draw(piece, column, index, look))
        column += widthOf(piece)
      }
    }
    return cells.join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>What forebay check prints: the message, what was found in it, what the agent gets, and why</title>',
    `<rect width="${width}" height="${height}" rx="10" fill="${PALETTE.back}"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map((fill, index) => `<circle cx="${24 + index * 20}" cy="22" r="6" fill="${fill}"/>`),
    `<g font-family="${FONT}" font-size="14" xml:space="preserve">`,
    ...drawn.filter((line) => line !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** Each run of one look is put where it belongs, so that columns stand in line in any font. */
function draw(text: string, column: number, row: number, { color, bold, dim, inverse }: Look): string {
  const words = text.trim()
  if (words === '') return ''
  const x = MARGIN.x + (column + text.length - text.trimStart().length) * CELL.width
  const y = MARGIN.top + row * CELL.height
  const wide = (shown: string) => (widthOf(shown) * CELL.width).toFixed(1)
  const fill = dim && color === 'text' ? PALETTE.dim : PALETTE[color]
  const left = (MARGIN.x + column * CELL.width).toFixed(1)
  const box = inverse ? `<rect x="${left}" y="${y - 14}" width="${wide(text)}" height="${CELL.height}" rx="3" fill="${fill}"/>` : ''
  const weight = bold ? ' font-weight="700"' : ''
  const ink = inverse ? PALETTE.back : fill
  return `${box}<text x="${x.toFixed(1)}" y="${y}" textLength="${wide(words)}" lengthAdjust="spacingAndGlyphs" fill="${ink}"${weight}>${escapeXml(words)}</text>`
}

/** A phishing mail has something kept back or nothing: 0 and 1 are both answers. */
function check(): Promise<string> {
  const env = { ...process.env, FORCE_COLOR: '1', CLAMD_URL: '' }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['src/forebay.ts', 'check', SAMPLE], { cwd: root, env }, (error, stdout) =>
      error && error.code !== 1 ? reject(error) : resolve(stdout),
    )
  })
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

if (import.meta.main) writeFileSync(PICTURE_FILE, await takePicture())
