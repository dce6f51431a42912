/** Says what live constructs the HTML carried; none of them is in what agents see, but a script in a message is a fact about its sender. */
import type { CodeDeclaration, MessageInspector, Sighting } from '../../core/inspector.ts'
import type { ActiveConstruct } from '../../core/message.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

const CODES = {
  HTML_SCRIPT: {
    severity: 'high',
    title: 'Script in the message',
    explanation: 'The message carried program code that would run when it is opened; it was left out.',
  },
  HTML_EVENT_HANDLER: {
    severity: 'high',
    title: 'Script behind an element',
    explanation: 'The message carried program code that would run on a click, a movement or a picture that fails to load; it was left out.',
  },
  HTML_FORM: {
    severity: 'medium',
    title: 'Form in the message',
    explanation: 'The message carried a form that could send what is typed into it to a stranger; it was left out.',
  },
  HTML_FRAME: {
    severity: 'medium',
    title: 'Another page inside the message',
    explanation: 'The message would have loaded another page inside itself; that was left out.',
  },
  HTML_PLUGIN: {
    severity: 'high',
    title: 'Embedded program',
    explanation: 'The message carried an embedded object or applet that could run a program; it was left out.',
  },
  HTML_REDIRECT: {
    severity: 'medium',
    title: 'Redirection in the message',
    explanation: 'The message would have led its reader to another address by itself, or changed where its links lead; that was left out.',
  },
  HTML_ACTIVE: {
    severity: 'low',
    title: 'Live content in the message',
    explanation: 'The message carried content that does more than show words and pictures; it was left out.',
  },
  HTML_STYLE_UNREAD: {
    severity: 'low',
    title: 'Style sheet not applied',
    explanation:
      'The message had more rules of style than can be followed, so it may look other than it was sent, and hold words that its readers were not shown.',
  },
  HTML_SHOWN_AS_TEXT: {
    severity: 'medium',
    title: 'Shown as text alone',
    explanation: 'The formatting of the message is too large or too deep to be made safe, so its words are shown without it.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>
type Code = keyof typeof CODES

const CODE_OF: ReadonlyMap<string, Code | null> = new Map<string, Code | null>([
  ['script', 'HTML_SCRIPT'],
  ['javascript-url', 'HTML_SCRIPT'],
  ['data-html-url', 'HTML_SCRIPT'],
  ['style-expression', 'HTML_SCRIPT'],
  ['shown-as-text', 'HTML_SHOWN_AS_TEXT'],
  ['event-handler', 'HTML_EVENT_HANDLER'],
  ['form', 'HTML_FORM'],
  ['frame', 'HTML_FRAME'],
  ['srcdoc', 'HTML_FRAME'],
  ['object', 'HTML_PLUGIN'],
  ['embed', 'HTML_PLUGIN'],
  ['applet', 'HTML_PLUGIN'],
  ['meta-refresh', 'HTML_REDIRECT'],
  ['base', 'HTML_REDIRECT'],
  ['style-unread', 'HTML_STYLE_UNREAD'],
  // In most mails of any mail program: nothing runs by them, and the rendering has none of them.
  ['style-element', null],
  ['style-url', null],
  ['link-element', null],
  ['noscript', null],
  ['template', null],
  ['doctype', null],
  ['xml-pi', null],
  ['style-escape', null],
  ['conditional-comment', null],
])

export const active: MessageInspector = {
  id: 'html/active',
  looksAt: 'message',
  codes: CODES,
  inspect(message) {
    if (message.active.length === 0) return NOTHING_SEEN
    const constructs = new Map<Code, ActiveConstruct[]>()
    for (const construct of message.active) {
      if (construct.count <= 0) continue
      const known = CODE_OF.get(construct.kind)
      // A kind that this table does not know is live until somebody says that it is not.
      const code = known === undefined ? 'HTML_ACTIVE' : known
      if (code === null) continue
      const seen = constructs.get(code)
      if (seen === undefined) constructs.set(code, [construct])
      else seen.push(construct)
    }
    return saw(...[...constructs].map(sighting))
  },
}

function sighting([code, constructs]: readonly [Code, readonly ActiveConstruct[]]): Sighting {
  return {
    code,
    evidence: constructs.map(({ kind, count, evidence }) => ({
      label: kind,
      value: count === 1 ? evidence : `${count} times: ${evidence}`,
    })),
  }
}
