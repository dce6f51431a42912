/** Every inspector of the house: one that is not listed here does not run, and a test fails over it. */
import type { Inspector, LookupInspector } from '../core/inspector.ts'
import { activeHtml } from './files/active-html.ts'
import { archiveEntries } from './files/archive-entries.ts'
import { archiveLimits } from './files/archive-limits.ts'
import { deceptiveName } from './files/deceptive-name.ts'
import { doubleExtension } from './files/double-extension.ts'
import { encrypted } from './files/encrypted.ts'
import { executable } from './files/executable.ts'
import { formula } from './files/formula.ts'
import { hashList } from './files/hash-list.ts'
import { legacyOffice } from './files/legacy-office.ts'
import { macro } from './files/macro.ts'
import { malware } from './files/malware.ts'
import { officeActive } from './files/office-active.ts'
import { pdfActive } from './files/pdf-active.ts'
import { polyglot } from './files/polyglot.ts'
import { shortcut } from './files/shortcut.ts'
import { svgActive } from './files/svg-active.ts'
import { typeMismatch } from './files/type-mismatch.ts'
import { xmlEntities } from './files/xml-entities.ts'
import { active } from './html/active.ts'
import { hidden } from './html/hidden.ts'
import { tracker } from './html/tracker.ts'
import { barcode } from './links/barcode.ts'
import { download } from './links/download.ts'
import { encoding } from './links/encoding.ts'
import { freeHosting } from './links/free-hosting.ts'
import { ipLiteral } from './links/ip-literal.ts'
import { lookalike } from './links/lookalike.ts'
import { mismatch } from './links/mismatch.ts'
import { mixedScript } from './links/mixed-script.ts'
import { oneTime } from './links/one-time.ts'
import { port } from './links/port.ts'
import { redirect } from './links/redirect.ts'
import { reputation } from './links/reputation.ts'
import { scheme } from './links/scheme.ts'
import { shortener } from './links/shortener.ts'
import { unparsable } from './links/unparsable.ts'
import { userinfo } from './links/userinfo.ts'
import { alternative } from './text/alternative.ts'
import { homoglyphs } from './text/homoglyphs.ts'
import { instructions } from './text/instructions.ts'
import { invisible } from './text/invisible.ts'
import { personalData } from './text/personal-data.ts'

/** Pure inspectors, in the order in which they run and their findings are numbered. */
export const INSPECTORS: readonly Inspector[] = [
  ...[active, hidden, tracker, alternative],
  personalData,
  instructions,
  invisible,
  homoglyphs,
  ...[unparsable, scheme, userinfo, ipLiteral, port, mixedScript, lookalike, mismatch, barcode],
  ...[redirect, shortener, freeHosting, download, encoding, oneTime],
  ...[
    typeMismatch,
    polyglot,
    doubleExtension,
    deceptiveName,
    executable,
    encrypted,
    archiveLimits,
    archiveEntries,
    macro,
    officeActive,
    legacyOffice,
    pdfActive,
    activeHtml,
    svgActive,
    xmlEntities,
    shortcut,
    formula,
  ],
]

/** Inspectors that look things up, outside the sandbox. */
export const LOOKUP_INSPECTORS: readonly LookupInspector[] = [reputation, hashList, malware]
