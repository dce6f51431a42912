/** Opens office documents of every family: what they carry, where they lead and what is inside is told, and what could not be read wholly leaves them incomplete. */
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { parseMail } from '../mime/mail.ts'
import { isActiveMime, lookIntoActiveMime } from './active-mime.ts'
import { readCfb } from './cfb.ts'
import { lookIntoCompound } from './compound.ts'
import { unlockPackage } from './locked.ts'
import { lookIntoOpenDocument } from './odf.ts'
import { isOfficeXml, lookIntoOfficeXml } from './office-xml.ts'
import { lookIntoOneNote } from './onenote.ts'
import { lookIntoPackage } from './package.ts'
import { lookIntoSylk, lookIntoWebQuery } from './query-texts.ts'
import { lookIntoRtf } from './rtf.ts'
import { addChild, beginLook, endLook, leaveOpen, mayMake, note, type Seen } from './seen.ts'
import { readZippedParts } from './zipped.ts'

const OOXML = 'application/vnd.openxmlformats-officedocument.'
const ODF = 'application/vnd.oasis.opendocument.'
const LOCKED = 'application/x-ooxml-protected'
/** Outlook's messages are compound files as well, and opened as mail. */
const COMPOUND_TYPES: ReadonlySet<string> = new Set([
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.ms-visio',
  'application/x-cfb',
  LOCKED,
])
const XML_TYPES: ReadonlySet<string> = new Set(['application/vnd.ms-wordml', 'application/vnd.ms-spreadsheetml', 'text/xml'])

/** Excel and PowerPoint try it by themselves ([MS-OFFCRYPTO] 2.2.6 has no name for it), so that a lock with it hides a file from everyone but them. */
const DEFAULT_PASSWORD = 'VelvetSweatshop'

type Look = (seen: Seen, bytes: Uint8Array, context: OpenContext) => void | Promise<void>

export const officeOpener: Opener = {
  id: 'parse/office',
  opens: (detectedType) => lookFor(detectedType) !== null,
  async open(bytes, detectedType, context): Promise<Contents> {
    const seen = beginLook(context)
    const look = lookFor(detectedType)
    if (context.depth >= context.budget.limits.maxDepth) leaveOpen(seen, 'OFFICE_TOO_DEEP')
    else if (look !== null) await look(seen, bytes, context)
    return endLook(seen, detectedType)
  },
}

/** Documents that are zips (ECMA-376, ODF 1.3). */
export function isZippedDocument(type: string): boolean {
  return (
    type.startsWith(OOXML) ||
    type.startsWith(ODF) ||
    /^application\/vnd\.ms-(?:word|excel|powerpoint|visio)\..*macroenabled/.test(type) ||
    type === 'application/vnd.visio' ||
    type === 'application/oxps' ||
    type === 'model/3mf'
  )
}

/** Types that are a document for sure; of `text/xml` only its content tells. */
export function isOfficeType(type: string): boolean {
  return type !== 'text/xml' && type !== 'application/x-mimearchive' && lookFor(type) !== null
}

function lookFor(type: string): Look | null {
  if (isZippedDocument(type)) return lookIntoZip
  if (type === LOCKED) return lookBehindLock
  if (COMPOUND_TYPES.has(type)) return lookIntoCompound
  if (XML_TYPES.has(type)) return (seen, bytes) => (isOfficeXml(bytes) ? lookIntoOfficeXml(seen, bytes) : undefined)
  switch (type) {
    case 'application/rtf':
      return lookIntoRtf
    case 'application/x-mimearchive':
      return lookIntoWebArchive
    case 'application/onenote':
      return lookIntoOneNote
    case 'text/x-sylk':
      return lookIntoSylk
    case 'text/x-ms-iqy':
      return lookIntoWebQuery
    default:
      return null
  }
}

async function lookIntoZip(seen: Seen, bytes: Uint8Array): Promise<void> {
  const parts = await readZippedParts(seen, bytes)
  if (parts === null) return
  const paths = new Set(parts.map(({ untrustedPath }) => untrustedPath.toLowerCase()))
  const open = paths.has('content.xml') || paths.has('meta-inf/manifest.xml')
  // One that is both is looked at as both: which one it is, its name decides.
  if (open) lookIntoOpenDocument(seen, parts)
  if (!open || paths.has('[content_types].xml')) {
    await lookIntoPackage(
      seen,
      parts.map((part) => ({ ...part, contentType: null })),
    )
  }
}

function lookBehindLock(seen: Seen, bytes: Uint8Array, { password }: OpenContext): void {
  const cfb = readCfb(bytes)
  const unlocked = cfb === null ? null : unlockPackage(cfb, [...(password === undefined ? [] : [password]), DEFAULT_PASSWORD])
  if (unlocked?.status !== 'open') {
    // Whatever else is in the file is looked at all the same.
    if (password !== undefined && unlocked?.status === 'wrong') leaveOpen(seen, 'OFFICE_PASSWORD_WRONG')
    else leaveOpen(seen, 'OFFICE_ENCRYPTED')
    lookIntoCompound(seen, bytes)
    return
  }
  if (password === undefined || unlocked.password !== password) note(seen, 'default-password', 'opens by itself')
  if (mayMake(seen, unlocked.bytes.length)) addChild(seen, 'unlocked', unlocked.bytes)
}

/** RFC 2557: the page and what belongs to it; Word puts macros and objects beside it. */
function lookIntoWebArchive(seen: Seen, bytes: Uint8Array, { budget, depth }: OpenContext): void {
  const mail = parseMail(bytes, budget, undefined, depth + 1)
  if (mail.incomplete !== null) leaveOpen(seen, 'OFFICE_UNREAD_PART')
  for (const { bytes: part, untrustedName, parentIndex, index } of mail.leaves) {
    if (parentIndex !== null) continue
    const name = untrustedName ?? `part ${index + 1}`
    if (isActiveMime(part)) lookIntoActiveMime(seen, part, name)
    else if (part.length > 0) addChild(seen, name, part)
  }
}
