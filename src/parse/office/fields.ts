/** Judges the instructions of Word's fields and the formulas of spreadsheets: what would start a program or load from elsewhere is noted. */
import { addTarget, note, type Seen } from './seen.ts'

/** [MS-DOC] 2.9.90 and ECMA-376 part 1, 17.16.5: fields that name a place to load from. */
const LOADING = /(?:^|[\s{"])(INCLUDEPICTURE|INCLUDETEXT|IMPORT|INCLUDE|LINK|RD|DATABASE)\s+(.{1,2000})/is
const DDE = /(?:^|[^a-z])DDE(?:AUTO)?(?![a-z])/i
const HYPERLINK = /(?:^|[\s{"])HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]{1,4000})"|(\S{1,4000}))/i
/** QUOTE with character numbers, nested in another field, spells words that are nowhere in the text (ECMA-376 part 1, 17.16.5.51). */
const SPELLED = /(?:^|[\s{"])QUOTE\s+((?:(?:0x[0-9a-f]{1,4}|[0-9]{1,3})\s+){4,}(?:0x[0-9a-f]{1,4}|[0-9]{1,3}))/i
const MACRO_BUTTON = /(?:^|[\s{"])MACROBUTTON\s+(\w{1,100})/i

/** Places that are not this computer: web addresses, shares, and other programs' schemes. */
const ELSEWHERE = /[a-z][a-z0-9+.-]{1,30}:\/\/?|\\\\\\?\\?[\w.]|(?:^|["\s])\\\\|mhtml:|ms-msdt:|search-ms:/i

/** `instruction` is all of one field, with what is nested in it; `shown` its result. */
export function judgeField(seen: Seen, instruction: string, shown: string | null = null): void {
  const text = instruction.slice(0, 20_000)
  const spelled = SPELLED.exec(text)?.[1]
  const said = spelled === undefined ? text : `${text} ${spell(spelled)}`
  if (DDE.test(said)) note(seen, 'dde', said)
  else if (spelled !== undefined) note(seen, 'dde', `QUOTE ${spell(spelled)}`)
  const loading = LOADING.exec(said)
  // A picture of the same folder, as old programs write it, leads nowhere else.
  if (loading !== null && (loading[1]?.toUpperCase() === 'DATABASE' || ELSEWHERE.test(loading[2] ?? '')))
    note(seen, 'external-relationship', said)
  const hyperlink = HYPERLINK.exec(said)
  if (hyperlink !== null) addTarget(seen, hyperlink[1] ?? hyperlink[2] ?? '', 'hyperlink', shown)
  const button = MACRO_BUTTON.exec(said)?.[1]
  // Click-and-type places of templates have always been made with macros that do not exist.
  if (button !== undefined && !/^(?:nomacro|noname|none|acceptallchangesindoc|dosomething)$/i.test(button))
    note(seen, 'run-action', `MACROBUTTON ${button}`)
}

function spell(numbers: string): string {
  return String.fromCharCode(...numbers.split(/\s+/, 2_000).map((number) => Number(number) & 0xffff))
}

/** `cmd|'/c calc'!A1` (ECMA-376 part 1, 18.17.2.3 leaves it to old files; Excel and LibreOffice still take it). */
const DDE_FORMULA = /(?:^|[=+\-(,;\s@])'?[a-z][\w. ]{0,60}'?\s?\|\s?(?:'[^']{0,500}'|[\w.\\/:-]{1,200})\s?!/i
const DDE_FUNCTION = /\bDDE\s?\(/i
const XLM_FUNCTION = /(?:^|[^\w.$])(EXEC|CALL|REGISTER(?:\.ID)?|FOPEN|FWRITELN?|GET\.WORKSPACE|RUN|INITIATE|POKE|EXECUTE)\s?\(/i
const LOADING_FUNCTION = /(?:^|[^\w.$])(WEBSERVICE|IMAGE|RTD|IMPORTXML|IMPORTDATA|STOCKHISTORY|FILTERXML)\s?\(([^)]{0,200})/i
const HYPERLINK_FUNCTION = /(?:^|[^\w.$])HYPERLINK\s?\(\s?"([^"]{1,2000})"/gi

/** What a cell, a name or a rule computes. */
export function judgeFormula(seen: Seen, formula: string): void {
  // Excel takes 8,192 characters at most.
  const text = formula.slice(0, 20_000)
  if ((text.includes('|') && DDE_FORMULA.test(text)) || DDE_FUNCTION.test(text)) note(seen, 'dde', text)
  if (!text.includes('(')) return
  // What stands in quotes is words.
  if (XLM_FUNCTION.test(text.replace(/"[^"]*"/g, '""'))) note(seen, 'xlm', text)
  const loading = LOADING_FUNCTION.exec(text)
  if (loading !== null) note(seen, 'external-relationship', text)
  for (const [, url] of text.matchAll(HYPERLINK_FUNCTION)) addTarget(seen, url ?? '', 'hyperlink')
}

/** True when the target is not within the document nor beside it. */
export function leadsElsewhere(untrustedTarget: string): boolean {
  return ELSEWHERE.test(untrustedTarget) || /^[a-z]:[\\/]/i.test(untrustedTarget)
}

/** [MS-DOC] 2.8.25: fields stand in the text itself, between the characters 19, 20 and 21, nested in one another. */
export function judgeFieldText(seen: Seen, text: string): void {
  const open: { instruction: string; result: string; inResult: boolean }[] = []
  const add = (words: string): void => {
    const field = open.at(-1)
    if (field === undefined) return
    if (field.inResult) field.result = `${field.result}${words}`.slice(0, MAX_RESULT_CHARACTERS)
    else if (field.instruction.length < MAX_INSTRUCTION_CHARACTERS) field.instruction += words
  }
  const end = (): void => {
    const field = open.pop()
    if (field === undefined) return
    judgeField(seen, field.instruction, field.result.trim() || null)
    add(` ${field.instruction} ${field.result} `)
  }
  for (const [piece] of text.matchAll(/[\x13\x14\x15]|[^\x13\x14\x15]+/g)) {
    if (piece === '\x13') {
      if (open.length < MAX_OPEN_FIELDS) open.push({ instruction: '', result: '', inResult: false })
    } else if (piece === '\x14') {
      const field = open.at(-1)
      if (field !== undefined) field.inResult = true
    } else if (piece === '\x15') end()
    else add(piece.slice(0, MAX_INSTRUCTION_CHARACTERS))
  }
  while (open.length > 0) end()
}

const MAX_OPEN_FIELDS = 100
const MAX_INSTRUCTION_CHARACTERS = 20_000
const MAX_RESULT_CHARACTERS = 500
