/** How the pages for people look: readable at 320 pixels, by day and by night, with nothing loaded from anywhere. */

/** Words and their ground differ by 4.5 to 1 or more (WCAG 2.2, 1.4.3), lines and theirs by 3 to 1. */
export const GATEWAY_STYLE = `
:root { color-scheme: light dark; --ground: #fafaf8; --ink: #1c1b1a; --quiet: #57534e; --line: #8a847c;
  --warn: #b45309; --warn-ground: #fdf3e4; --stop: #b91c1c; --stop-ground: #fcefed; --go: #1d4f91; --on-go: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ground: #17181a; --ink: #ededea; --quiet: #b5b2ab; --line: #85827b;
    --warn: #f0a355; --warn-ground: #2b2217; --stop: #f28b82; --stop-ground: #2d1f1e; --go: #a3c7f7; --on-go: #10161f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 40rem; margin: 0 auto; padding: clamp(1.5rem, 9vh, 5rem) 1.25rem 3rem }
h1 { margin: 0; font-size: 1.1rem; font-weight: 600 }
.host { display: block; margin: .35rem 0 .5rem; font-size: clamp(1.55rem, 7vw, 2.6rem); font-weight: 400; line-height: 1.2 }
.host b { display: inline-block; max-width: 100% }
.quiet { color: var(--quiet) }
.url { margin: 0; font: .85rem/1.5 ui-monospace, monospace }
.found { margin: 1.5rem 0; padding: .9rem 1.1rem; background: var(--warn-ground); border-left: .35rem solid var(--warn) }
.found.stop { background: var(--stop-ground); border-color: var(--stop) }
.found p { margin: 0 } .found p + p { margin-top: .8rem }
.found b { display: block }
dl { margin: 1.5rem 0 } dt { font-size: .9rem } dd { margin: 0 0 .9rem }
button { max-width: 100%; min-height: 2.9rem; padding: .6rem 1.3rem; font: inherit; font-weight: 600; overflow-wrap: anywhere;
  color: var(--on-go); background: var(--go); border: 2px solid var(--go); border-radius: .4rem; cursor: pointer }
.careful button { color: inherit; background: none; border-color: var(--line) }
button:focus-visible { outline: 3px solid var(--go); outline-offset: 3px }
footer { margin-top: 2rem; font-size: .9rem }
footer p { margin: .3rem 0 }
`

/** The same for pages of files, which have pictures and long words. */
export const FILE_STYLE = `${GATEWAY_STYLE}
main { max-width: 54rem }
.file-name { font-size: clamp(1.3rem, 5vw, 1.9rem) }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; font-weight: 600 }
.button { display: inline-block; max-width: 100%; padding: .6rem 1.3rem; font-weight: 600; text-decoration: none; color: var(--on-go);
  background: var(--go); border: 2px solid var(--go); border-radius: .4rem }
.button:focus-visible { outline: 3px solid var(--go); outline-offset: 3px }
.page { display: block; max-width: 100%; height: auto; margin: 1.5rem 0; background: #fff; border: 1px solid var(--line) }
pre { margin: 0; padding: .9rem 1.1rem; border: 1px solid var(--line); font: .9rem/1.5 ui-monospace, monospace;
  white-space: pre-wrap; unicode-bidi: plaintext }
`
