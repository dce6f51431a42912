/** Makes words of a program's source: they read as before, and no program takes them for its language any more, whatever they are called. */

/**
 * A bar before each line: shells, PowerShell, JScript, VBScript and Python refuse a source that begins with one, and no section, field or
 * signature stands at the beginning of its line any more. A blank behind an opening bracket: `< a` is no tag (HTML Standard 13.2.5.6,
 * XML 1.0 3.1).
 */
export function asListing(words: string): string {
  return words.replace(/^/gm, '| ').replace(/<(?=[a-z/!?%\ufeff])/gi, '< ')
}

const SEPARATORS: ReadonlySet<string> = new Set([',', ';', '\t', '|', '\n'])
/** In their wide forms too, which spreadsheets narrow. */
const BEGINS: ReadonlySet<string> = new Set([...'=+-@\uff1d\uff0b\uff0d\uff20'])
const NUMBER = /^[+-]?[\d\s.,()/%€$£-]{1,40}$/
const LONGEST_NUMBER = 41

/** The cells of a table that a spreadsheet would reckon (OWASP, CSV Injection) begin with an apostrophe; numbers stay. */
export function quietFormulas(table: string): { readonly text: string; readonly count: number } {
  const pieces: string[] = []
  let from = 0
  let isStart = true
  for (let at = 0; at < table.length; at += 1) {
    const character = table.charAt(at)
    if (SEPARATORS.has(character)) isStart = true
    else if (isStart && character !== ' ' && character !== '"') {
      isStart = false
      if (!BEGINS.has(character) || isNumber(table.slice(at, at + LONGEST_NUMBER))) continue
      pieces.push(table.slice(from, at), "'")
      from = at
    }
  }
  return { text: pieces.join('') + table.slice(from), count: pieces.length / 2 }
}

/** Another program by DDE, `=cmd|' /C calc'!A0`, at the beginning of a cell. */
const COMMAND = /(^|[,;|\t\r\n])([ \u00a0]{0,20}"?[ \t\u00a0]{0,20})(?=[=+@-][^|,;\r\n]{0,200}\|[^!\r\n]{0,300}!)/g

/** Only what starts a program gets its apostrophe: for text that may be a table. */
export function quietCommands(text: string): { readonly text: string; readonly count: number } {
  let count = 0
  const quiet = text.replace(COMMAND, (_, separator: string, blanks: string) => {
    count += 1
    return `${separator}${blanks}'`
  })
  return { text: quiet, count }
}

function isNumber(beginning: string): boolean {
  return NUMBER.test(beginning.split(/[,;\t|"\n]/, 1)[0] ?? '')
}
