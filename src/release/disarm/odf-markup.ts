/** Takes out of OpenDocument XML whatever acts, loads or points elsewhere; words, numbers and pictures stay. */
import { openBudget } from '../../parse/budget.ts'
import { judgeFormula, leadsElsewhere } from '../../parse/office/fields.ts'
import { SCRIPT_ADDRESS } from '../../parse/office/odf.ts'
import { beginLook } from '../../parse/office/seen.ts'
import { attribute, type XmlTag } from '../../parse/office/xml.ts'
import type { Losses } from './losses.ts'
import { editXml } from './xml-cuts.ts'

/** Gone with all that is in them (ODF 1.3 part 3); what is null is counted with its part. */
const REMOVED: Readonly<Record<string, string | null>> = {
  'event-listeners': 'office/script',
  'event-listener': 'office/script',
  scripts: null,
  script: 'office/script',
  object: null,
  'object-ole': null,
  plugin: 'office/embedded-object',
  applet: 'office/embedded-object',
  'floating-frame': 'office/embedded-object',
  'dde-source': 'office/dde',
  'dde-links': 'office/dde',
  'dde-connection-decls': 'office/dde',
  'connection-resource': 'office/external-relationship',
  'database-source': 'office/external-relationship',
  'database-ranges': null,
  'table-source': 'office/external-relationship',
  'cell-range-source': 'office/external-relationship',
  template: 'office/remote-template',
  'auto-reload': 'office/external-relationship',
  'encryption-data': null,
  'font-face-uri': 'fonts',
}
/** Their tags go, and what they show stays. */
const UNWRAPPED: Readonly<Record<string, string>> = { 'execute-macro': 'office/script', 'dde-connection': 'office/dde' }

/** Null when the XML is broken. */
export function cleanOdfMarkup(xml: string, losses: Losses): string | null {
  const edited = editXml(xml, {
    open: ({ tag }, { cut }) => {
      for (const { local, value, start, end } of tag.attributes) {
        const computed = (local === 'formula' || local === 'condition' || local === 'expression') && actsAsFormula(value)
        if (computed) losses.add('office/external-relationship')
        if (computed || local === 'class-id' || local === 'macro-name') cut(start, end)
      }
    },
    close: ({ tag }, closeStart, end, { cut }) => {
      const { local } = tag
      if (local === 'a' || Object.hasOwn(UNWRAPPED, local)) {
        const href = attribute(tag, 'href') ?? ''
        if (local === 'a' && href.startsWith('#')) return
        losses.add(UNWRAPPED[local] ?? (SCRIPT_ADDRESS.test(href) ? 'office/run-action' : 'office/hyperlink'))
        cut(tag.start, tag.end)
        if (!tag.empty) cut(closeStart, end)
      } else if (Object.hasOwn(REMOVED, local)) {
        const loss = REMOVED[local]
        if (loss !== undefined && loss !== null) losses.add(loss)
        cut(tag.start, end)
      } else if (pointsElsewhere(tag)) {
        losses.add('office/external-relationship')
        cut(tag.start, end)
      }
    },
  })
  return edited.status === 'ok' ? edited.xml : null
}

function pointsElsewhere(tag: XmlTag): boolean {
  const href = attribute(tag, 'href')
  return href !== null && (leadsElsewhere(href) || SCRIPT_ADDRESS.test(href) || /^(?:\.\.|\/)/.test(href))
}

/** 5.8 of part 4: a reference into another document has its address in quotes, before a hash. */
function actsAsFormula(formula: string): boolean {
  const seen = beginLook({ depth: 0, budget: openBudget() })
  judgeFormula(seen, formula.replace(/^\w{1,20}:(?==)/, ''))
  return seen.traits.size > 0 || seen.targets.length > 0 || /'[^']{1,2000}'\s?#/.test(formula) || leadsElsewhere(formula)
}
