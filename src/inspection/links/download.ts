/** Says when a link leads to a file that runs, installs or mounts by a double click, or to an archive that may hold one. */
import type { LinkInspector, Sighting } from '../../core/inspector.ts'
import { dangerousExtensions, extensionsOf } from '../../parse/file/extension.ts'
import { type Pieces, parametersOf, percentDecoded, piecesOf } from '../../parse/link/pieces.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { judgeHops } from './address.ts'

/** Endings of server programs and page parts, which answer with a page, and of names that are top levels too (`/shop.app`). */
const PAGE_ENDINGS = new Set(
  'com app run tool website theme desktop library grp help one cnt prf prg tmp pl py rb sh js url workflow its csh ksh class lib terminal'.split(
    ' ',
  ),
)
/** Of those, what a browser saves and Windows or macOS then runs; a page hardly ever ends so unless it is meant as a file. */
const SCRIPT_FILES = new Set(['js', 'url', 'one', 'sh', 'py'])
const MACRO_DOCUMENTS = new Set('docm dotm xlsm xltm xlsb xlam xla pptm potm ppsm ppam ppa sldm'.split(' '))
const ARCHIVES = new Set('zip zipx rar 7z gz tgz tar bz2 tbz2 xz txz zst cab ace arj lzh lha lz z uue xxe egg alz'.split(' '))
const DOCUMENTS = new Set('pdf doc docx xls xlsx ppt pptx jpg jpeg png gif txt rtf htm html csv mp3 mp4'.split(' '))

/** Parameters that name the file that is to be saved. */
const FILE_NAMES =
  /^(?:file_?(?:name)?|download|dl|f|fn|fname|attach(?:ment|name)?|name|filepath|path|doc|document|title|response-content-disposition|rscd)$/
/** What stands behind the name of a file in addresses of download pages: `/files/setup.exe/download`. */
const VERBS = new Set(['', 'download', 'view', 'file', 'get', 'raw', 'open', 'latest'])
/** The media types that browsers save rather than show, and systems then run. */
const SAVED =
  /^data:application\/(?:x-msdownload|x-msdos-program|vnd\.microsoft\.portable-executable|octet-stream|hta|java-archive|x-sh|x-ms-shortcut|zip|x-zip-compressed|x-rar|x-7z-compressed|x-iso9660-image|vnd\.android\.package-archive)/i

export const download: LinkInspector = {
  id: 'links/download',
  looksAt: 'link',
  codes: {
    LINK_RISKY_DOWNLOAD: {
      severity: 'high',
      title: 'Link to a program or a file that runs',
      explanation: 'The link fetches a file of a kind that runs, installs something or opens a disk as soon as it is opened.',
    },
    LINK_ARCHIVE_DOWNLOAD: {
      severity: 'low',
      title: 'Link to an archive',
      explanation: 'The link fetches an archive, and what is inside has not been looked at by anybody on the way.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address) => {
      if (address.scheme === 'data') return SAVED.test(address.href.slice(0, 120)) ? [risky(address.href.slice(5, 60), 0.9)] : []
      if (address.host === null || address.href.length < address.host.length + 12) return []
      const seen = judge(address)
      return seen === null ? [] : [seen]
    })
  },
}

function risky(file: string, confidence: number): Sighting {
  return { code: 'LINK_RISKY_DOWNLOAD', confidence, evidence: [{ label: 'file', value: file }] }
}

function judge(address: ParsedUrl): Sighting | null {
  // Without a dot behind the host there is no ending; `%2e` is one too.
  const pieces = piecesOf(address)
  if (!/\.|%(?:25){0,3}2e/i.test(pieces.tail)) return null
  return inPath(pieces) ?? inParameters(pieces)
}

function inPath({ path, query }: Pieces): Sighting | null {
  const segments = path.split('/').slice(-3)
  while (segments.length > 1 && VERBS.has(segments.at(-1)!.toLowerCase())) segments.pop()
  const segment = segments.at(-1) ?? ''
  if (segment === '' || segment.length > 1_000) return null
  // `/a.exe;v=1` and `/a.exe%00.pdf`: the server reads the name up to there (RFC 3986 3.3).
  const name = decodedName(segment).split(/[;\0]/, 1)[0] ?? ''
  // ISAPI and CGI: a program that answers on the server (`eBayISAPI.dll?ViewItem`).
  const onServer = /\.(?:dll|exe)$/i.test(name) && (query !== '' || /^\/(?:cgi-bin|scripts|cgi)\//i.test(path))
  if (onServer && /\.dll$/i.test(name)) return null
  return judgeName(name, onServer ? 0.5 : 0.9, false)
}

function inParameters({ query, fragment }: Pieces): Sighting | null {
  if (query === '' && !fragment.includes('=')) return null
  for (const { name, value } of [...parametersOf(query), ...parametersOf(fragment)]) {
    if (value.length > 1_000 || !FILE_NAMES.test(name) || /@|%40/.test(value)) continue
    const decoded = decodedName(value)
    const disposition = /filename\*?\s{0,4}=\s{0,4}(?:utf-8'[\w-]{0,10}')?"?([^";]{1,300})/i.exec(decoded)?.[1]
    const seen = judgeName(disposition ?? decoded.split(/[?#]/, 1)[0] ?? '', 0.8, true)
    if (seen !== null) return seen
  }
  return null
}

const MAX_LAYERS = 3

function decodedName(text: string): string {
  let name = text
  for (let layer = 0; layer < MAX_LAYERS && name.includes('%'); layer++) name = percentDecoded(name)
  return name
}

function judgeName(untrustedName: string, confidence: number, isFile: boolean): Sighting | null {
  const extensions = extensionsOf(untrustedName)
  const last = extensions.at(-1)
  if (last === undefined) return null
  // `invoice.pdf.exe`: nobody names a program so by chance.
  if (dangerousExtensions.has(last) && extensions.length > 1 && DOCUMENTS.has(extensions.at(-2)!)) return risky(untrustedName, 1)
  if (MACRO_DOCUMENTS.has(last)) return risky(untrustedName, confidence - 0.1)
  if (dangerousExtensions.has(last) && (!PAGE_ENDINGS.has(last) || (isFile && SCRIPT_FILES.has(last))))
    return risky(untrustedName, confidence)
  if (!ARCHIVES.has(last)) return null
  return { code: 'LINK_ARCHIVE_DOWNLOAD', confidence, evidence: [{ label: 'file', value: untrustedName }] }
}
