/** Reads the relationships of a package's parts (ISO 29500-2, 9.3) and judges those that lead out of it. */
import { leadsElsewhere } from './fields.ts'
import { addTarget, note, type Seen } from './seen.ts'
import { attribute, readXml, type XmlProblem } from './xml.ts'

export interface Relationship {
  readonly id: string
  /** The last step of its type in lower case, the same for the transitional and the strict name: `oleobject`. */
  readonly type: string
  /** As it stands. */
  readonly fullType: string
  readonly target: string
  readonly external: boolean
}

export function readRelationships(xml: string): { readonly relationships: readonly Relationship[]; readonly problem: XmlProblem | null } {
  const relationships: Relationship[] = []
  const problem = readXml(xml, {
    open: (tag) => {
      if (tag.local !== 'Relationship') return
      const target = attribute(tag, 'Target') ?? ''
      relationships.push({
        id: attribute(tag, 'Id') ?? '',
        fullType: attribute(tag, 'Type') ?? '',
        type: (attribute(tag, 'Type') ?? '').replace(/^.*\//, '').toLowerCase(),
        target,
        // An address with a scheme leads out, whatever its mode says.
        external: attribute(tag, 'TargetMode')?.toLowerCase() === 'external' || /^[a-z][a-z0-9+.-]*:|^\\\\|^\/\//i.test(target),
      })
    },
  })
  return { relationships, problem }
}

/** `word/_rels/document.xml.rels` speaks for `word/document.xml`, `_rels/.rels` for the package, which is the empty path. */
export function sourceOf(relationshipsPath: string): string {
  return relationshipsPath.replace(/(^|\/)_rels\/([^/]*)\.rels$/i, '$1$2')
}

/** The path of an internal target; dots are resolved and a leading slash means the package. */
export function resolveTarget(source: string, target: string): string {
  const path = target.replace(/[?#].*$/s, '').replaceAll('\\', '/')
  const steps = path.startsWith('/') ? [] : source.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  let resolved = steps.join('/')
  try {
    resolved = decodeURIComponent(resolved)
  } catch {
    // A percent sign that begins no escape stands for itself, as Office takes it.
  }
  return resolved
}

/** A hyperlink waits for a click and is a link as any other; everything else is loaded, or asked for, by opening the document. */
export function judgeExternal(seen: Seen, { type, target }: Relationship, shown: string | null): void {
  if (type === 'hyperlink') {
    // `#Sheet2!A1` stays within.
    if (!target.startsWith('#')) addTarget(seen, target, 'hyperlink', shown)
    return
  }
  const remote = leadsElsewhere(target) && !/^file:\/{2,3}[a-z]:/i.test(target)
  note(seen, type === 'attachedtemplate' && remote ? 'remote-template' : 'external-relationship', `${type}: ${target}`)
  if (remote) addTarget(seen, target, /^[a-z]{1,40}$/.test(type) ? type : 'relationship')
}
