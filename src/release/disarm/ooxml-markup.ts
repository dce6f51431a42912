/** Takes out of one part's XML whatever acts, loads or points at something that is gone; words, numbers and pictures stay. */

import { openBudget } from '../../parse/budget.ts'
import { judgeField, judgeFormula, leadsElsewhere } from '../../parse/office/fields.ts'
import { beginLook } from '../../parse/office/seen.ts'
import { attribute, type XmlAttribute } from '../../parse/office/xml.ts'
import type { Losses } from './losses.ts'
import { type Cuts, type Editor, editXml, enclosing, type OpenElement } from './xml-cuts.ts'

/** Gone with all that is in them, and what each is called among the losses; null when its relationship is counted already. */
const REMOVED: Readonly<Record<string, string | null>> = {
  OLEObject: null,
  oleObjects: null,
  oleObject: null,
  oleObj: null,
  objectEmbed: null,
  objectLink: null,
  control: null,
  controls: null,
  attachedTemplate: null,
  altChunk: null,
  subDoc: null,
  externalReferences: null,
  externalData: null,
  mailMerge: 'office/external-relationship',
  webPublishing: null,
  webPublishItems: null,
  entryMacro: 'office/run-action',
  exitMacro: 'office/run-action',
  FmlaMacro: 'office/run-action',
  HLinks: null,
  HyperlinkBase: null,
  saveThroughXslt: null,
  frameset: 'office/external-relationship',
  connection: 'office/external-relationship',
  ddeLink: 'office/dde',
}
/** Only the pointer at what is gone is taken from them: they hold words, or may do without. */
const STRIPPED: ReadonlySet<string> = new Set([
  'blip',
  'fill',
  'pageSetup',
  'worksheetSource',
  'imagedata',
  'stroke',
  'background',
  'cacheSource',
])
/** Without a child they are no valid markup, so they go with the last. */
const CONTAINERS: ReadonlySet<string> = new Set([
  ...[
    'hyperlinks',
    'definedNames',
    'sheets',
    'tableParts',
    'customProperties',
    'drawingParts',
    'pivotCaches',
    'stSnd',
    'sndAc',
    'custDataLst',
  ],
])
/** Fields that show what is in the document, the date or the page (ECMA-376 part 1, 17.16.5). */
const HARMLESS_FIELD =
  /^\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|SEQ|TOC|TOA|TC|TA|XE|INDEX|STYLEREF|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|AUTHOR|TITLE|SUBJECT|KEYWORDS|COMMENTS|LASTSAVEDBY|REVNUM|NUMWORDS|NUMCHARS|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|LISTNUM|AUTONUM\w{0,3}|SYMBOL|EQ|=|MERGEFIELD|ADVANCE|BIBLIOGRAPHY|CITATION)\b|^\s*=/i
/** A jump within the document. */
const INNER_LINK = /^\s*HYPERLINK\s+\\l\s/i

const RELATIONSHIPS = /\/officeDocument\/(?:2006\/)?relationships$/
const FORMULAS: ReadonlySet<string> = new Set(['formula', 'formula1', 'formula2', 'calculatedColumnFormula', 'totalsRowFormula'])
const OTHER_WORKBOOK = /\[\d{1,5}\]/

/** Of fields in one another; no writer nests as many. */
const MAX_OPEN_FIELDS = 100

interface Field {
  instruction: string
  inResult: boolean
  /** What goes when the field does: its marks, its instruction, and words that stand in the instruction. */
  readonly pieces: [start: number, end: number][]
}

/** Null when the XML is broken. `gone` are the ids of relationships that are not kept. */
export function cleanMarkup(xml: string, gone: ReadonlySet<string>, losses: Losses): string | null {
  const prefixes = new Set<string>()
  const fields: Field[] = []
  const sharedGone = new Set<string>()
  let tooDeep = false
  let root = ''
  let formula = ''
  let picture: [start: number, end: number] | null = null

  const remove = (element: OpenElement, end: number, cuts: Cuts): void => {
    cuts.cut(element.tag.start, end)
    if (element.above !== null) element.above.removed += 1
  }
  const isGone = ({ name, local, value }: XmlAttribute): boolean => {
    const prefix = name.slice(0, Math.max(0, name.indexOf(':')))
    return gone.has(value) && (local === 'relid' || (prefix !== '' && prefixes.has(prefix)))
  }
  const endField = (cuts: Cuts): void => {
    const field = fields.pop()
    if (field === undefined) return
    const outer = fields.at(-1)
    if (outer !== undefined && !outer.inResult) {
      outer.instruction += ` ${field.instruction} `
      for (const piece of field.pieces) outer.pieces.push(piece)
    }
    if (
      INNER_LINK.test(field.instruction) ||
      (HARMLESS_FIELD.test(field.instruction) && kindsOf(field.instruction, judgeField).length === 0)
    )
      return
    for (const [start, end] of field.pieces) cuts.cut(start, end)
    losses.add(kindOfField(field.instruction))
  }

  const editor: Editor = {
    open: (element, cuts) => {
      const { tag } = element
      if (root === '') root = tag.local
      for (const { name, value } of tag.attributes) if (name.startsWith('xmlns:') && RELATIONSHIPS.test(value)) prefixes.add(name.slice(6))
      for (const each of tag.attributes) {
        const { local, value, start, end } = each
        const loads = (local === 'src' || local === 'href' || local === 'althref') && leadsElsewhere(value)
        if (loads) losses.add(local === 'href' ? 'office/hyperlink' : 'office/external-relationship')
        // A macro by name, on a shape; a query behind a table.
        const names = (local === 'macro' && value !== '') || local === 'connectionId' || local === 'queryTableFieldId'
        if (loads || names || (isGone(each) && !goes(element))) cuts.cut(start, end)
      }
      if (tag.local === 'fldChar') {
        const kind = attribute(tag, 'fldCharType')
        if (kind === 'begin' && fields.length >= MAX_OPEN_FIELDS) tooDeep = true
        else if (kind === 'begin') fields.push({ instruction: '', inResult: false, pieces: [] })
        else if (kind === 'separate') {
          const field = fields.at(-1)
          if (field !== undefined) field.inResult = true
        }
      }
      if (FORMULAS.has(tag.local) || tag.local === 'f' || tag.local === 'definedName') formula = ''
    },
    text: (text, within, start, end, cuts) => {
      const local = within?.tag.local
      if (local === 'instrText' || local === 'delInstrText') {
        const field = fields.at(-1)
        if (field === undefined) cuts.cut(start, end)
        else field.instruction += text
      } else if (local === 't') {
        for (const field of fields) if (!field.inResult) field.pieces.push([start, end])
      }
      formula += formula.length < 20_000 ? text : ''
    },
    close: (element, closeStart, end, cuts) => {
      const { tag } = element
      const { local } = tag
      if (local === 'fldChar' || local === 'instrText' || local === 'delInstrText') {
        fields.at(-1)?.pieces.push([tag.start, end])
        if (local === 'fldChar' && attribute(tag, 'fldCharType') === 'end') endField(cuts)
      } else if (local === 'fldSimple' || (local === 'fld' && attribute(tag, 'instr') !== null)) {
        const instruction = attribute(tag, 'instr') ?? ''
        if (!HARMLESS_FIELD.test(instruction) || kindsOf(instruction, judgeField).length > 0) {
          losses.add(kindOfField(instruction))
          cuts.cut(tag.start, tag.end)
          if (!tag.empty) cuts.cut(closeStart, end)
        }
      } else if (local === 'f') {
        const shared = attribute(tag, 't') === 'shared' ? attribute(tag, 'si') : null
        const kinds = kindsOf(formula, judgeFormula)
        if (kinds.length > 0 || OTHER_WORKBOOK.test(formula) || (formula === '' && shared !== null && sharedGone.has(shared))) {
          remove(element, end, cuts)
          if (shared !== null) sharedGone.add(shared)
          losses.add(kinds[0] ?? 'office/external-relationship')
          return
        }
      } else if (FORMULAS.has(local) && (kindsOf(formula, judgeFormula).length > 0 || OTHER_WORKBOOK.test(formula))) {
        cuts.cut(tag.end, closeStart, '0')
        losses.add('office/external-relationship')
      } else if (local === 'definedName' && actsByName(element, formula)) {
        losses.add('office/xlm')
        remove(element, end, cuts)
        return
      } else if (local === 'pic' && enclosing(element, 'oleObj') !== null) picture = [tag.start, end]
      else if (local === 'graphicFrame' && element.removed > 0) {
        // ECMA-376 part 1, 19.3.1.36a: the object's picture stands in for it.
        if (picture === null) remove(element, end, cuts)
        else {
          cuts.cut(tag.start, picture[0])
          cuts.cut(picture[1], end)
          picture = null
          return
        }
      }
      if (goes(element)) {
        const loss = REMOVED[local]
        if (loss !== undefined && loss !== null) losses.add(loss)
        const frame = local === 'oleObj' ? enclosing(element, 'graphicFrame') : null
        // Of an object in a presentation its frame decides, which may keep a picture of it.
        if (frame !== null) frame.removed += 1
        else remove(element, end, cuts)
      } else if (CONTAINERS.has(local) && element.removed > 0 && element.kept === 0) remove(element, end, cuts)
      else if (element.above !== null) element.above.kept += 1
    },
  }

  const goes = (element: OpenElement): boolean => {
    const { tag } = element
    if (Object.hasOwn(REMOVED, tag.local)) return true
    if (/^hlink(?:Click|Hover|MouseOver)$/.test(tag.local)) {
      const action = attribute(tag, 'action') ?? ''
      return tag.attributes.some(isGone) || /^ppaction:\/\/(?:macro|program|hlinkfile|hlinkpres|ole|media)/i.test(action)
    }
    if (!tag.attributes.some(isGone)) return false
    return tag.local === 'hyperlink' ? root === 'worksheet' : !STRIPPED.has(tag.local)
  }

  const edited = editXml(xml, editor)
  return edited.status === 'ok' && fields.length === 0 && !tooDeep ? edited.xml : null
}

/** Kinds that a field or a formula is of, as its judge has them; a link counts as well. */
function kindsOf(text: string, judge: (seen: ReturnType<typeof beginLook>, text: string) => void): readonly string[] {
  const seen = beginLook({ depth: 0, budget: openBudget() })
  judge(seen, text)
  return [...[...seen.traits.keys()].map((kind) => `office/${kind}`), ...(seen.targets.length > 0 ? ['office/hyperlink'] : [])]
}

function kindOfField(instruction: string): string {
  return kindsOf(instruction, judgeField)[0] ?? 'field'
}

/** ECMA-376 part 1, 18.2.5: a name that Excel runs, or that stands for a macro or another workbook. */
function actsByName({ tag }: OpenElement, formula: string): boolean {
  const on = (local: string): boolean => /^(?:1|true)$/.test(attribute(tag, local) ?? '')
  return (
    on('xlm') ||
    on('vbProcedure') ||
    on('function') ||
    /^(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate)/i.test(attribute(tag, 'name') ?? '') ||
    OTHER_WORKBOOK.test(formula) ||
    kindsOf(formula, judgeFormula).length > 0
  )
}
