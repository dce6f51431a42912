/** Tells what a zip is for (Office, OpenDocument, Java, Android, …) by its central directory, as the programs that open it do. */
import { readZipDirectory, unpackZipEntry, type ZipEntry } from './zip.ts'

/** Enough for the telling parts of any real document, whichever order its writer chose. */
const MAX_ENTRIES_READ = 4_000
const MAX_TELLING_BYTES = 1024 * 1024

const OOXML = 'application/vnd.openxmlformats-officedocument.'

/** Main content types of ECMA-376 and [MS-OFFMACRO2] in lower case, without `.main+xml`; macro types first, since one of them decides. */
const OOXML_MAIN: readonly (readonly [string, string])[] = [
  ['application/vnd.ms-word.document.macroenabled', 'application/vnd.ms-word.document.macroenabled.12'],
  ['application/vnd.ms-word.template.macroenabledtemplate', 'application/vnd.ms-word.template.macroenabled.12'],
  ['application/vnd.ms-excel.sheet.macroenabled', 'application/vnd.ms-excel.sheet.macroenabled.12'],
  ['application/vnd.ms-excel.sheet.binary.macroenabled', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  ['application/vnd.ms-excel.template.macroenabled', 'application/vnd.ms-excel.template.macroenabled.12'],
  ['application/vnd.ms-excel.addin.macroenabled', 'application/vnd.ms-excel.addin.macroenabled.12'],
  ['application/vnd.ms-powerpoint.presentation.macroenabled', 'application/vnd.ms-powerpoint.presentation.macroenabled.12'],
  ['application/vnd.ms-powerpoint.slideshow.macroenabled', 'application/vnd.ms-powerpoint.slideshow.macroenabled.12'],
  ['application/vnd.ms-powerpoint.template.macroenabled', 'application/vnd.ms-powerpoint.template.macroenabled.12'],
  ['application/vnd.ms-powerpoint.addin.macroenabled', 'application/vnd.ms-powerpoint.addin.macroenabled.12'],
  [`${OOXML}wordprocessingml.document`, `${OOXML}wordprocessingml.document`],
  [`${OOXML}wordprocessingml.template`, `${OOXML}wordprocessingml.template`],
  [`${OOXML}spreadsheetml.sheet`, `${OOXML}spreadsheetml.sheet`],
  [`${OOXML}spreadsheetml.template`, `${OOXML}spreadsheetml.template`],
  [`${OOXML}presentationml.presentation`, `${OOXML}presentationml.presentation`],
  [`${OOXML}presentationml.slideshow`, `${OOXML}presentationml.slideshow`],
  [`${OOXML}presentationml.template`, `${OOXML}presentationml.template`],
  ['application/vnd.ms-visio.drawing.macroenabled', 'application/vnd.ms-visio.drawing.macroenabled.12'],
  ['application/vnd.ms-visio.drawing', 'application/vnd.visio'],
  ['application/vnd.ms-visio.stencil', 'application/vnd.visio'],
  ['application/vnd.ms-visio.template', 'application/vnd.visio'],
  ['application/vnd.ms-package.xps-fixeddocumentsequence+xml', 'application/oxps'],
  ['application/vnd.ms-package.3dmanufacturing-3dmodel+xml', 'model/3mf'],
]

/** `application/zip` when nothing more is known. */
export async function zipType(bytes: Uint8Array): Promise<string> {
  let read = 0
  const { entries } = await readZipDirectory(bytes, () => {
    read += 1
    return read <= MAX_ENTRIES_READ
  })
  const byPath = new Map(entries.map((entry) => [entry.untrustedPath, entry]))
  // A cut archive has lost its directory; what it was for can still be told.
  const paths = entries.length > 0 ? [...byPath.keys()] : localPaths(bytes)
  const has = (path: string): boolean => paths.includes(path)
  const hasUnder = (folder: string): boolean => paths.some((path) => path.startsWith(folder))

  // What runs comes first: a document that is a program as well is a program.
  if (has('AndroidManifest.xml') || paths.some((path) => /^classes\d*\.dex$/.test(path))) {
    return 'application/vnd.android.package-archive'
  }
  if (paths.some((path) => path.endsWith('.class'))) return 'application/java-archive'
  if (has('META-INF/mozilla.rsa')) return 'application/x-xpinstall'
  if (has('AppxManifest.xml')) return 'application/appx'
  if (has('extension.vsixmanifest')) return 'application/vsix'

  const contentTypes = tellingText(bytes, byPath.get('[Content_Types].xml'))
  if (contentTypes !== null) {
    const declared = declaredContentTypes(contentTypes)
    for (const [main, type] of OOXML_MAIN) if (declared.has(main)) return type
    if (hasUnder('word/')) return `${OOXML}wordprocessingml.document`
    if (hasUnder('xl/')) return `${OOXML}spreadsheetml.sheet`
    if (hasUnder('ppt/')) return `${OOXML}presentationml.presentation`
  }
  // ODF 1.3 part 2, 3.3 and EPUB 3.3, 4.2.6.2: the type is the content of the entry `mimetype`.
  const mimetype = tellingText(bytes, byPath.get('mimetype'))?.trim().toLowerCase() ?? ''
  if (/^application\/(?:vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)$/.test(mimetype)) return mimetype
  if (has('META-INF/MANIFEST.MF')) return 'application/java-archive'
  if (has('Index/Document.iwa')) {
    if (hasUnder('Index/MasterSlide')) return 'application/vnd.apple.keynote'
    return hasUnder('Index/Tables/') ? 'application/vnd.apple.numbers' : 'application/vnd.apple.pages'
  }
  return 'application/zip'
}

const LOCAL_HEADER = Buffer.from([0x50, 0x4b, 3, 4])

/** Names in local headers (APPNOTE 4.3.7), wherever they lie. */
function localPaths(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const paths: string[] = []
  let at = buffer.indexOf(LOCAL_HEADER)
  while (at !== -1 && at + 30 < buffer.length && paths.length < MAX_ENTRIES_READ) {
    const nameBytes = buffer.readUInt16LE(at + 26)
    paths.push(buffer.toString('utf8', at + 30, Math.min(buffer.length, at + 30 + Math.min(nameBytes, 1_024))))
    at = buffer.indexOf(LOCAL_HEADER, at + 30)
  }
  return paths
}

function tellingText(bytes: Uint8Array, entry: ZipEntry | undefined): string | null {
  if (entry === undefined) return null
  const unpacked = unpackZipEntry(bytes, entry, MAX_TELLING_BYTES)
  if (unpacked.status !== 'ok') return null
  const utf16 = unpacked.bytes[0] === 0xff && unpacked.bytes[1] === 0xfe
  return Buffer.from(unpacked.bytes).toString(utf16 ? 'utf16le' : 'utf8')
}

function declaredContentTypes(xml: string): ReadonlySet<string> {
  const declared = new Set<string>()
  for (const [, type] of xml.matchAll(/ContentType\s{0,20}=\s{0,20}["']([^"'<>]{1,200})["']/g)) {
    declared.add(type!.toLowerCase().replace(/\.main(?:\+xml)?$/, ''))
  }
  return declared
}
