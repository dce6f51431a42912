/** Says what a document does besides macros: starts programs, loads from elsewhere, carries objects and controls. */
import type { Inspected, PartInspector } from '../../core/inspector.ts'
import { traitSightings } from './traits.ts'

const BY_TRAIT: ReadonlyMap<string, string> = new Map([
  ['office/dde', 'FILE_DDE'],
  ['office/run-action', 'FILE_RUN_ACTION'],
  ['office/activex', 'FILE_ACTIVEX'],
  ['office/equation-editor', 'FILE_EQUATION_EDITOR'],
  ['office/remote-template', 'FILE_REMOTE_TEMPLATE'],
  ['office/external-relationship', 'FILE_EXTERNAL_REFERENCE'],
  ['office/embedded-object', 'FILE_EMBEDDED_OBJECT'],
  ['office/embedded-document', 'FILE_EMBEDDED_DOCUMENT'],
  ['office/default-password', 'FILE_SCANNER_EVASION'],
])

export const officeActive: PartInspector = {
  id: 'files/office-active',
  looksAt: 'part',
  codes: {
    FILE_DDE: {
      severity: 'high',
      title: 'Document that talks to other programs',
      explanation: 'The document asks another program for data when it is opened, which can be used to run commands.',
    },
    FILE_RUN_ACTION: {
      severity: 'high',
      title: 'Document with a button that runs something',
      explanation: 'A click or a move of the pointer in the document starts a macro or a program.',
    },
    FILE_ACTIVEX: {
      severity: 'high',
      title: 'Document with ActiveX controls',
      explanation: 'The document carries ActiveX controls, small programs that start when it is opened.',
    },
    FILE_EQUATION_EDITOR: {
      severity: 'high',
      title: 'Document for the old equation editor',
      explanation: 'The document carries an object for a program that is known to run whatever it is given.',
    },
    FILE_REMOTE_TEMPLATE: {
      severity: 'high',
      title: 'Document that loads its template',
      explanation: 'The document loads a template from somewhere else when it is opened, and with it whatever is in there.',
    },
    FILE_EXTERNAL_REFERENCE: {
      severity: 'medium',
      title: 'Document that loads from elsewhere',
      explanation: 'The document refers to files or data outside of it, which are loaded when it is opened.',
    },
    FILE_EMBEDDED_OBJECT: {
      severity: 'medium',
      title: 'Document with an embedded object',
      explanation: 'Another file or object is embedded in the document, and a click opens it.',
    },
    FILE_EMBEDDED_DOCUMENT: {
      severity: 'low',
      title: 'Document within a document',
      explanation: 'Another document is embedded in this one, as a table or a chart often is; it was checked as well.',
    },
    FILE_SCANNER_EVASION: {
      severity: 'medium',
      title: 'Locked with a password that opens by itself',
      explanation:
        'The document is locked with a password that office programs try by themselves, which hides it from checks and from nobody else.',
    },
  },
  applies: ({ role }) => role === 'file',
  inspect: ({ listing }): Inspected => ({ status: 'ok', sightings: traitSightings(listing, BY_TRAIT) }),
}
