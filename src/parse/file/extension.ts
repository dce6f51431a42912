/** Says what content a file extension promises, and which extensions Windows or macOS run, mount or install by a double click. */

const OOXML = 'application/vnd.openxmlformats-officedocument.'
const ODF = 'application/vnd.oasis.opendocument.'

const PLAIN = ['text/plain', 'text/csv', 'application/json', 'text/xml', 'message/rfc822', 'application/octet-stream'] as const
const TEXT = [...PLAIN, 'text/html', 'text/calendar', 'text/vcard', 'text/vtt'] as const
const XML = ['text/xml', 'text/plain', 'application/vnd.ms-wordml', 'application/vnd.ms-spreadsheetml', 'application/xhtml+xml'] as const
const PROTECTED = 'application/x-ooxml-protected'
const MP4 = ['video/mp4', 'video/x-m4v', 'audio/mp4', 'audio/x-m4a', 'video/quicktime', 'video/3gpp', 'video/3gpp2'] as const
const HEIF = ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'] as const
const WORD = ['application/msword', 'application/rtf', 'application/vnd.ms-wordml', 'text/html', 'application/x-mimearchive'] as const
const EXCEL = ['application/vnd.ms-excel', 'application/vnd.ms-spreadsheetml'] as const

/** Only formats whose content is recognised reliably; whatever is not here promises nothing. */
const PROMISES: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  jpe: ['image/jpeg'],
  jfif: ['image/jpeg'],
  png: ['image/png'],
  apng: ['image/png'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  bmp: ['image/bmp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  // Phones hand over JPEG under the name of the HEIC that it was made from.
  heic: [...HEIF, 'image/jpeg'],
  heif: [...HEIF, 'image/jpeg'],
  avif: ['image/avif'],
  ico: ['image/x-icon', 'image/png'],
  psd: ['image/vnd.adobe.photoshop'],
  svg: ['image/svg+xml'],
  pdf: ['application/pdf'],
  rtf: ['application/rtf'],
  doc: [...WORD, PROTECTED],
  dot: [...WORD, PROTECTED],
  docx: [`${OOXML}wordprocessingml.document`, PROTECTED],
  dotx: [`${OOXML}wordprocessingml.template`, PROTECTED],
  docm: ['application/vnd.ms-word.document.macroenabled.12', PROTECTED],
  dotm: ['application/vnd.ms-word.template.macroenabled.12', PROTECTED],
  xls: [...EXCEL, PROTECTED],
  xlt: [...EXCEL, PROTECTED],
  xla: [...EXCEL, PROTECTED],
  xlsx: [`${OOXML}spreadsheetml.sheet`, PROTECTED],
  xltx: [`${OOXML}spreadsheetml.template`, PROTECTED],
  xlsm: ['application/vnd.ms-excel.sheet.macroenabled.12', PROTECTED],
  xltm: ['application/vnd.ms-excel.template.macroenabled.12', PROTECTED],
  xlsb: ['application/vnd.ms-excel.sheet.binary.macroenabled.12', PROTECTED],
  xlam: ['application/vnd.ms-excel.addin.macroenabled.12', PROTECTED],
  ppt: ['application/vnd.ms-powerpoint', PROTECTED],
  pot: ['application/vnd.ms-powerpoint', PROTECTED],
  pps: ['application/vnd.ms-powerpoint', PROTECTED],
  pptx: [`${OOXML}presentationml.presentation`, PROTECTED],
  ppsx: [`${OOXML}presentationml.slideshow`, PROTECTED],
  potx: [`${OOXML}presentationml.template`, PROTECTED],
  pptm: ['application/vnd.ms-powerpoint.presentation.macroenabled.12', PROTECTED],
  ppsm: ['application/vnd.ms-powerpoint.slideshow.macroenabled.12', PROTECTED],
  potm: ['application/vnd.ms-powerpoint.template.macroenabled.12', PROTECTED],
  vsdx: ['application/vnd.visio'],
  odt: [`${ODF}text`],
  ods: [`${ODF}spreadsheet`],
  odp: [`${ODF}presentation`],
  odg: [`${ODF}graphics`],
  epub: ['application/epub+zip'],
  msg: ['application/vnd.ms-outlook'],
  // Many a document is a zip by another name.
  zip: ['application/zip', 'application/epub+zip', `${OOXML}wordprocessingml.document`, `${OOXML}spreadsheetml.sheet`],
  '7z': ['application/x-7z-compressed'],
  rar: ['application/x-rar-compressed'],
  tar: ['application/x-tar'],
  gz: ['application/gzip'],
  tgz: ['application/gzip'],
  bz2: ['application/x-bzip2'],
  xz: ['application/x-xz'],
  txz: ['application/x-xz'],
  tbz2: ['application/x-bzip2'],
  zst: ['application/zstd'],
  lz: ['application/lzip'],
  lzma: ['application/x-lzma'],
  lzh: ['application/x-lzh-compressed'],
  lha: ['application/x-lzh-compressed'],
  arj: ['application/x-arj'],
  cab: ['application/vnd.ms-cab-compressed'],
  iso: ['application/x-iso9660-image'],
  cpio: ['application/x-cpio'],
  deb: ['application/x-deb'],
  rpm: ['application/x-rpm'],
  mp4: MP4,
  m4v: MP4,
  m4a: MP4,
  mov: MP4,
  '3gp': MP4,
  webm: ['video/webm', 'video/matroska', 'audio/webm'],
  mkv: ['video/matroska', 'video/webm'],
  avi: ['video/vnd.avi'],
  wav: ['audio/wav'],
  flac: ['audio/flac'],
  ogg: ['audio/ogg', 'video/ogg', 'application/ogg'],
  oga: ['audio/ogg', 'application/ogg'],
  opus: ['audio/ogg'],
  // Frames without a header, or behind a long tag, are not recognised always.
  mp3: ['audio/mpeg', 'application/octet-stream'],
  txt: TEXT,
  text: TEXT,
  log: TEXT,
  md: TEXT,
  csv: PLAIN,
  tsv: PLAIN,
  json: PLAIN,
  xml: [...XML, 'image/svg+xml'],
  html: ['text/html', 'application/xhtml+xml', 'text/plain', 'text/xml', 'application/x-mimearchive'],
  htm: ['text/html', 'application/xhtml+xml', 'text/plain', 'text/xml', 'application/x-mimearchive'],
  ics: ['text/calendar'],
  vcf: ['text/vcard'],
  eml: ['message/rfc822', 'text/plain', 'application/x-mimearchive'],
}

/** The detected types that an extension (lower case, no dot) may have; null when it promises nothing that can be checked. */
export function expectedTypes(extension: string): readonly string[] | null {
  return Object.hasOwn(PROMISES, extension) ? PROMISES[extension]! : null
}

const COMPATIBLE: ReadonlyMap<string, ReadonlySet<string>> = compatibleTypes()

function compatibleTypes(): ReadonlyMap<string, ReadonlySet<string>> {
  const byType = new Map<string, Set<string>>()
  for (const promised of Object.values(PROMISES)) {
    for (const type of promised) {
      const known = byType.get(type) ?? new Set<string>()
      for (const other of promised) known.add(other)
      byType.set(type, known)
    }
  }
  return byType
}

/** The detected types that a file claimed as `type` may have; null when the claim cannot be checked. */
export function compatibleWith(type: string): ReadonlySet<string> | null {
  return type === 'application/octet-stream' ? null : (COMPATIBLE.get(type) ?? null)
}

/**
 * Extensions that run code, mount a disk or open a remote place by a double click, most of them without a question.
 * Sources: Microsoft, "Blocked attachments in Outlook" (the level 1 list); CERT/CC and Microsoft on search-ms, library-ms,
 * settingcontent-ms, rdp and disk images (MITRE ATT&CK T1553.005, T1204.002); Apple, file types that Gatekeeper opens.
 */
export const dangerousExtensions: ReadonlySet<string> = new Set(
  (
    'accda accde accdr accdt ade adp app appimage appinstaller application appref-ms appx appxbundle apk asx bas bat cer chm cmd ' +
    'cnt command com cpl crt csh der desktop deskthemepack diagcab dll dmg exe fileloc ftploc fxp deb gadget grp hlp hpj hta htc ' +
    'ica img inetloc inf ins iqy iso isp its jar jnlp js jse ksh lib library-ms lnk mad maf mag mam maq mar mas mat mau mav maw mda ' +
    'mdb mde mdt mdw mdz mht mhtml mobileconfig msc msh msh1 msh1xml msh2 msh2xml mshxml msi msix msixbundle msp mst msu oqy one ' +
    'onepkg ops osd pcd pif pkg pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 pst py pyc pyo pyw pyz ' +
    'pyzw rb rdp reg rpm rqy run scf scpt scr sct search-ms searchconnector-ms settingcontent-ms sh shb shs slk sys terminal theme ' +
    'themepack tmp tool udl url vb vbe vbp vbs vhd vhdx vsmacros vsix vsto vsw webarchive webloc website wim wiz workflow ws wsb ' +
    'wsc wsf wsh xbap xll xnk xpi xrm-ms'
  ).split(' '),
)

/** The dangerous ones that are source text for an interpreter, told apart from programs only for the words of the finding. */
export const scriptExtensions: ReadonlySet<string> = new Set(
  'bas bat cmd command csh hta htc js jse ksh pl ps1 ps1xml ps2 psm1 psd1 py pyw rb scpt sct sh vb vbe vbs ws wsc wsf wsh'.split(' '),
)

/** Full stops that are none to a program and one to a reader: fullwidth, one dot leader, ideographic, small. */
const LOOKALIKE_DOTS = /[\uff0e\u2024\u3002\ufe52\uff61]/g

/**
 * The extensions of an untrusted name, lower case, first to last, as Windows will see them: folders, blanks and dots at the end,
 * an NTFS stream (`a.txt:b.exe` keeps both) and invisible characters taken away. `a.pdf.exe` gives `['pdf', 'exe']`.
 */
export function extensionsOf(untrustedName: string): readonly string[] {
  // Longer names cannot be saved; their end, which decides, is what is kept.
  const bounded = untrustedName.slice(-1024)
  const plain = bounded
    .replace(/[\0-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(LOOKALIKE_DOTS, '.')
    .replace(/::?\$data$/i, '')
  const base = plain.slice(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1)
  let end = base.length
  while (end > 0 && (base[end - 1] === '.' || base[end - 1]!.trim() === '')) end -= 1
  return base
    .slice(0, end)
    .split(/[.:]/)
    .slice(1)
    .slice(-8)
    .map((extension) => extension.trim().toLowerCase())
}
