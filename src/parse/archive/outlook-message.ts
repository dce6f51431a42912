/** Opens an Outlook message ([MS-OXMSG]): its bodies, its attachments and the messages in it, all of them files of this one. */
import { type Cfb, type CfbEntry, readCfb } from '../office/cfb.ts'
import { mapiText, PROPERTY, TYPE } from './mapi.ts'
import { keepFile, keepRtf } from './tnef.ts'
import { leaveClosed, mayDescend, mayGoOn, type Unpacking } from './unpacking.ts'

/** 2.2.3 and 2.2.2: the storage of an attachment; a property's stream or storage, its id and type in hexadecimal. */
const ATTACHMENT = /^__attach_version1\.0_#[0-9a-f]{8}$/i
const PROPERTY_NAME = /^__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})(?:-[0-9a-f]{8})?$/i
const PROPERTIES = '__properties_version1.0'

export function openOutlookMessage(bytes: Uint8Array, unpacking: Unpacking): void {
  if (!mayDescend(unpacking)) return
  const cfb = readCfb(bytes)
  if (cfb === null || !cfb.sound) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
  else openMessage(rootOf(cfb), '', unpacking.context.depth, unpacking)
}

interface Node {
  readonly untrustedName: string
  readonly kind: CfbEntry['kind']
  readonly children: Node[]
  /** Null when its chain is broken. */
  read(): Buffer | null
}

/** In the same order wherever in the file they stand: words before attachments, and those by their numbers. */
function rootOf(cfb: Cfb): Node {
  const root: Node = { untrustedName: '', kind: 'storage', children: [], read: () => null }
  const nodes = new Map<CfbEntry | null, Node>([[null, root]])
  for (const entry of cfb.entries) {
    const node: Node = { untrustedName: entry.name, kind: entry.kind, children: [], read: () => cfb.read(entry, entry.sizeBytes) }
    nodes.set(entry, node)
    nodes.get(entry.inside)?.children.push(node)
  }
  for (const { children } of nodes.values()) children.sort((a, b) => rankOf(a) - rankOf(b) || (a.untrustedName < b.untrustedName ? -1 : 1))
  return root
}

function rankOf({ kind }: Node): number {
  return kind === 'stream' ? 0 : 1
}

/** @param folder what the names of its files begin with @param depth how many containers are around it */
function openMessage(message: Node, folder: string, depth: number, unpacking: Unpacking): void {
  if (depth >= unpacking.context.budget.limits.maxDepth) {
    leaveClosed(unpacking, 'ARCHIVE_TOO_DEEP')
    return
  }
  if (!message.children.some(({ untrustedName }) => untrustedName === PROPERTIES)) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
  let number = 0
  for (const node of message.children) {
    if (!mayGoOn(unpacking)) return
    if (node.kind === 'storage' && ATTACHMENT.test(node.untrustedName)) {
      number += 1
      openAttachment(node, folder, number, depth, unpacking)
    } else if (node.kind === 'stream') {
      openBody(node, folder, unpacking)
    }
  }
}

function openBody(node: Node, folder: string, unpacking: Unpacking): void {
  const { id, type } = propertyOf(node)
  if (id !== PROPERTY.body && id !== PROPERTY.html && id !== PROPERTY.rtf) return
  const data = node.read()
  if (data === null) {
    leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    return
  }
  if (id === PROPERTY.rtf) {
    keepRtf(data, unpacking)
    return
  }
  const plain = type === TYPE.unicode ? Buffer.from(mapiText(data, type)) : data
  keepFile(`${folder}message.${id === PROPERTY.html ? 'html' : 'txt'}`, plain, unpacking)
}

function openAttachment(attachment: Node, folder: string, number: number, depth: number, unpacking: Unpacking): void {
  const name = `${folder}${nameOf(attachment) ?? `attachment-${number}`}`
  for (const node of attachment.children) {
    if (!mayGoOn(unpacking)) return
    if (propertyOf(node).id !== PROPERTY.attachData) continue
    if (node.kind === 'storage') {
      // 2.2.2.1: a message of its own, or an object of another program.
      if (node.children.some(({ untrustedName }) => untrustedName === PROPERTIES)) openMessage(node, `${name}.msg/`, depth + 1, unpacking)
      else keepStreams(node, `${name}/`, unpacking)
      continue
    }
    const data = node.read()
    if (data === null) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    else keepFile(name, data, unpacking)
  }
}

function keepStreams(storage: Node, folder: string, unpacking: Unpacking): void {
  for (const node of storage.children) {
    if (!mayGoOn(unpacking)) return
    const name = `${folder}${node.untrustedName}`
    if (node.kind === 'storage') {
      keepStreams(node, `${name}/`, unpacking)
      continue
    }
    const data = node.read()
    if (data === null) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    else keepFile(name, data, unpacking)
  }
}

function nameOf(attachment: Node): string | null {
  for (const wanted of [PROPERTY.attachLongName, PROPERTY.attachName]) {
    const node = attachment.children.find((child) => child.kind === 'stream' && propertyOf(child).id === wanted)
    const name = node === undefined ? '' : mapiText(node.read() ?? Buffer.alloc(0), propertyOf(node).type)
    if (name !== '') return name
  }
  return null
}

function propertyOf({ untrustedName }: Node): { readonly id: number; readonly type: number } {
  const [, id = '0', type = '0'] = PROPERTY_NAME.exec(untrustedName) ?? []
  return { id: Number.parseInt(id, 16), type: Number.parseInt(type, 16) }
}
