/** Looks through the XML of one part for everything in it that acts, loads or hides: fields, formulas, objects, controls, actions, connections. */
import { judgeField, judgeFormula, leadsElsewhere } from './fields.ts'
import { addTarget, note, type Seen } from './seen.ts'
import { attribute, readXml, type XmlProblem, type XmlTag } from './xml.ts'

export interface Markup {
  readonly problem: XmlProblem | null
  /** The local name of the first element, empty when there is none. */
  readonly root: string
  /** What stands behind each hyperlink, by the id of its relationship. */
  readonly shown: ReadonlyMap<string, string>
}

interface Field {
  instruction: string
  result: string
  inResult: boolean
}

const MAX_FIELD_CHARACTERS = 20_000
const MAX_SHOWN_CHARACTERS = 500
/** Elements whose text a spreadsheet computes (ECMA-376 part 1, 18; [MS-XLSX]). */
const FORMULAS: ReadonlySet<string> = new Set([
  'f',
  'definedName',
  'formula',
  'formula1',
  'formula2',
  'calculatedColumnFormula',
  'FmlaMacro',
])
/** Names that Excel runs by itself (ECMA-376 part 1, 18.2.5; [MS-XLS] 2.4.150). */
const AUTO_NAME = /^(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate)/i

/** What is noted stands also when the XML turns out to be broken further on. */
export function lookThroughMarkup(seen: Seen, xml: string): Markup {
  const fields: Field[] = []
  const shown = new Map<string, string>()
  let root = ''
  let inside = ''
  let collected = ''
  let collecting: ((text: string) => void) | null = null
  let linkId: string | null = null
  let clickId: string | null = null

  const endField = (): void => {
    const field = fields.pop()
    if (field === undefined) return
    judgeField(seen, field.instruction, field.result.trim() || null)
    const outer = fields.at(-1)
    if (outer !== undefined && !outer.inResult) append(outer, ` ${field.instruction} ${field.result} `)
  }

  const problem = readXml(xml, {
    open: (tag) => {
      if (root === '') root = tag.local
      inside = tag.local
      judgeElement(seen, tag)
      if (tag.local === 'fldChar') {
        const kind = attribute(tag, 'fldCharType')
        const field = fields.at(-1)
        if (kind === 'begin' && fields.length < 100) fields.push({ instruction: '', result: '', inResult: false })
        else if (kind === 'separate' && field !== undefined) field.inResult = true
        else if (kind === 'end') endField()
      } else if (tag.local === 'fldSimple' || tag.local === 'fld') {
        const instruction = attribute(tag, 'instr')
        if (instruction !== null) judgeField(seen, instruction)
      } else if (tag.local === 'hyperlink') {
        linkId = attribute(tag, 'id')
        const display = attribute(tag, 'display')
        if (linkId !== null && display !== null) shown.set(linkId, display)
      } else if (tag.local === 'hlinkClick') clickId = attribute(tag, 'id')
      if (FORMULAS.has(tag.local) && !tag.empty) {
        collected = ''
        collecting = (text) => {
          if (collected.length < MAX_FIELD_CHARACTERS) collected += text
        }
      }
    },
    close: (local) => {
      if (collecting !== null && FORMULAS.has(local)) {
        collecting = null
        if (local === 'FmlaMacro') note(seen, 'run-action', collected)
        else judgeFormula(seen, collected)
      }
      if (local === 'hyperlink') linkId = null
      inside = ''
    },
    text: (text) => {
      collecting?.(text)
      if (inside === 'instrText' || inside === 'delInstrText') {
        const field = fields.at(-1)
        // An instruction outside of any field is still one that a repair could revive.
        if (field === undefined) judgeField(seen, text)
        else append(field, text)
      } else if (inside === 't') {
        for (const field of fields) if (field.inResult && field.result.length < MAX_SHOWN_CHARACTERS) field.result += text
        const id = linkId ?? clickId
        if (id !== null) shown.set(id, `${shown.get(id) ?? ''}${text}`.slice(0, MAX_SHOWN_CHARACTERS))
        clickId = null
      }
    },
  })
  while (fields.length > 0) endField()
  return { problem, root, shown }
}

function append(field: Field, text: string): void {
  if (field.instruction.length < MAX_FIELD_CHARACTERS) field.instruction += text
}

function judgeElement(seen: Seen, tag: XmlTag): void {
  const say = (kind: Parameters<typeof note>[1], ...locals: readonly string[]): void => {
    const said = locals.map((local) => attribute(tag, local)).filter((value) => value !== null)
    note(seen, kind, said.length === 0 ? tag.name : said.join(' '))
  }
  switch (tag.local) {
    case 'OLEObject':
    case 'oleObject':
    case 'oleObj': {
      const program = attribute(tag, 'ProgID') ?? attribute(tag, 'progId') ?? ''
      // CVE-2017-11882 and its kin: the equation editor was taken out of Office in 2018 and never repaired.
      if (/^Equation(?:\.[23])?$/i.test(program)) note(seen, 'equation-editor', program)
      if (attribute(tag, 'Type')?.toLowerCase() === 'link' || attribute(tag, 'link') !== null)
        say('external-relationship', 'ProgID', 'progId', 'link')
      break
    }
    case 'control':
      if (attribute(tag, 'id') !== null) say('activex', 'name', 'shapeid')
      break
    case 'ocx':
      say('activex', 'classid')
      break
    case 'ddeLink':
      say('dde', 'ddeService', 'ddeTopic')
      break
    case 'oleLink':
      say('external-relationship', 'progId')
      break
    case 'macrosheet':
      say('xlm')
      break
    case 'definedName':
      if (AUTO_NAME.test(attribute(tag, 'name') ?? '')) say('xlm-auto-run', 'name')
      if (isOn(attribute(tag, 'xlm')) || isOn(attribute(tag, 'vbProcedure'))) say('xlm', 'name')
      break
    case 'mcd':
      say('vba', 'macroName')
      break
    case 'connection':
    case 'webPr':
    case 'dbPr':
    case 'textPr':
      if (attribute(tag, 'connection') !== null || attribute(tag, 'url') !== null || attribute(tag, 'sourceFile') !== null)
        say('external-relationship', 'url', 'connection', 'command', 'sourceFile')
      break
    case 'connectString':
    case 'DataMashup':
    case 'webextension':
    case 'taskpane':
      say('external-relationship', 'val')
      break
    case 'hlinkClick':
    case 'hlinkHover':
    case 'hlinkMouseOver': {
      const action = attribute(tag, 'action') ?? ''
      if (/^ppaction:\/\/(?:macro|program)/i.test(action)) note(seen, 'run-action', action)
      break
    }
  }
  for (const { local, value } of tag.attributes) {
    // VML (ECMA-376 part 4, 19): a picture or a text may be loaded from an address that stands in no relationship.
    if ((local === 'src' || local === 'althref') && leadsElsewhere(value) && !value.startsWith('wordml://'))
      note(seen, 'external-relationship', value)
    else if (local === 'href' && leadsElsewhere(value)) addTarget(seen, value, 'hyperlink')
  }
}

function isOn(value: string | null): boolean {
  return value === '1' || value === 'true'
}
