/** How the pages for customers look: the gateway's style in the company's colour, with words on it that can be read whatever the colour is. */
import type { Brand } from './deps.ts'
import { GATEWAY_STYLE } from './gateway-style.ts'

export function identifyStyle({ colour }: Pick<Brand, 'colour'>): string {
  const own = colour === null ? '' : `:root:root { --go: ${colour}; --on-go: ${wordsOn(colour)} }\n`
  return `${GATEWAY_STYLE}${own}
.brand { display: flex; align-items: center; gap: .8rem; margin: 0 0 2.2rem; padding: 0 0 1rem; border-bottom: .25rem solid var(--go);
  font-size: 1.15rem; font-weight: 600 }
.brand img { max-height: 2.6rem; max-width: 12rem }
main h1 { font-size: clamp(1.5rem, 6vw, 2.1rem); line-height: 1.25 }
label { display: block; margin: 1.5rem 0 0; font-weight: 600 }
.hint { margin: .1rem 0 .5rem; font-size: .95rem }
input { width: 100%; max-width: 16rem; min-height: 3rem; padding: .5rem .8rem; font: 1.4rem/1.2 ui-monospace, monospace; letter-spacing: .08em;
  text-transform: uppercase; color: var(--ink); background: var(--ground); border: 2px solid var(--line); border-radius: .4rem }
input[aria-invalid=true] { border-color: var(--stop) }
form { margin: 1.6rem 0 0 } form + form { margin-top: .9rem }
.found + form { margin-top: 1.6rem }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px }
.careful button:focus-visible { outline-color: var(--ink) }
a { color: inherit }
ul { margin: 1rem 0; padding: 0; list-style: none }
li { padding: .7rem 0; border-top: 1px solid var(--line) } li:last-child { border-bottom: 1px solid var(--line) }
li b { display: block }
.note { margin-top: 2rem; padding: .9rem 1.1rem; border-left: .35rem solid var(--line) } .note p { margin: 0 }
`
}

/** Black or white, whichever stands out more (WCAG 2.2, relative luminance). */
function wordsOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000' : '#fff'
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
