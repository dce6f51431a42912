/** Groups media types into the families that policies name. */

export type FileFamily =
  | 'image'
  | 'document'
  | 'spreadsheet'
  | 'presentation'
  | 'archive'
  | 'executable'
  | 'script'
  | 'text'
  | 'message'
  | 'audio'
  | 'video'
  | 'other'

const OOXML = 'application/vnd.openxmlformats-officedocument.'
const ODF = 'application/vnd.oasis.opendocument.'

const BY_TYPE: Readonly<Record<string, FileFamily>> = {
  'application/pdf': 'document',
  'application/rtf': 'document',
  'application/msword': 'document',
  // Programs in a page's clothes, and drawings that carry programs: nobody looks into them here.
  'application/postscript': 'other',
  'application/eps': 'other',
  'image/vnd.dwg': 'other',
  'application/epub+zip': 'document',
  'application/oxps': 'document',
  'application/onenote': 'document',
  'application/x-cfb': 'document',
  'application/x-ooxml-protected': 'document',
  'application/vnd.ms-wordml': 'document',
  'application/vnd.visio': 'document',
  'application/vnd.ms-visio': 'document',
  'application/vnd.apple.pages': 'document',
  'application/vnd.ms-excel': 'spreadsheet',
  'application/vnd.ms-spreadsheetml': 'spreadsheet',
  'application/vnd.apple.numbers': 'spreadsheet',
  'text/x-sylk': 'spreadsheet',
  'text/x-ms-iqy': 'spreadsheet',
  'application/vnd.ms-powerpoint': 'presentation',
  'application/vnd.apple.keynote': 'presentation',
  'application/json': 'text',
  'application/pgp-encrypted': 'message',
  'application/vnd.ms-outlook': 'message',
  'application/vnd.ms-outlook-pst': 'message',
  'application/vnd.ms-tnef': 'message',
  'application/x-msdownload': 'executable',
  'application/x-msi': 'executable',
  'application/x-elf': 'executable',
  'application/x-mach-binary': 'executable',
  'application/java-vm': 'executable',
  'application/java-archive': 'executable',
  'application/vnd.android.package-archive': 'executable',
  'application/vnd.android.dex': 'executable',
  'application/wasm': 'executable',
  'application/x-shockwave-flash': 'executable',
  'application/x-ms-shortcut': 'executable',
  'application/x-ft-apple.alias': 'executable',
  'application/x-mswinurl': 'executable',
  'application/x-desktop': 'executable',
  'application/x-scf': 'executable',
  'application/x-setupscript': 'executable',
  'application/x-ms-regedit': 'executable',
  'application/x-ms-application': 'executable',
  'application/x-rdp': 'executable',
  'application/x-java-jnlp-file': 'executable',
  'application/x-apple-plist-action': 'executable',
  'application/x-python-bytecode': 'executable',
  'application/x-coff': 'executable',
  'application/windows-library+xml': 'executable',
  'application/windows-settingcontent+xml': 'executable',
  'application/vnd.ms-htmlhelp': 'executable',
  'application/appx': 'executable',
  'application/vsix': 'executable',
  'application/x-xpinstall': 'executable',
  'application/x-google-chrome-extension': 'executable',
  'application/x-deb': 'executable',
  'application/x-rpm': 'executable',
  'application/hta': 'script',
  'application/x-bat': 'script',
  'application/x-powershell': 'script',
  'application/x-php': 'script',
  'application/x-wsf': 'script',
  'text/scriptlet': 'script',
  'text/x-encoded-script': 'script',
  'text/x-applescript': 'script',
  'text/javascript': 'script',
  'text/vbscript': 'script',
  'text/x-shellscript': 'script',
  'text/x-python': 'script',
  'text/x-perl': 'script',
  'text/x-ruby': 'script',
  'application/x-mimearchive': 'text',
  'application/xhtml+xml': 'text',
  'application/zip': 'archive',
  'application/gzip': 'archive',
  'application/x-tar': 'archive',
  'application/x-7z-compressed': 'archive',
  'application/x-rar-compressed': 'archive',
  'application/x-bzip2': 'archive',
  'application/x-xz': 'archive',
  'application/x-lzma': 'archive',
  'application/lzip': 'archive',
  'application/zstd': 'archive',
  'application/x-lz4': 'archive',
  'application/x-compress': 'archive',
  'application/x-lzh-compressed': 'archive',
  'application/x-arj': 'archive',
  'application/x-ace-compressed': 'archive',
  'application/x-cpio': 'archive',
  'application/x-unix-archive': 'archive',
  'application/x-xar': 'archive',
  'application/x-asar': 'archive',
  'application/vnd.ms-cab-compressed': 'archive',
  'application/x-iso9660-image': 'archive',
  'application/x-apple-diskimage': 'archive',
  'application/x-virtualbox-vhd': 'archive',
  'application/x-virtualbox-vhdx': 'archive',
  'application/x-ms-wim': 'archive',
  'application/ogg': 'video',
  'application/vnd.ms-asf': 'video',
  'application/mxf': 'video',
  'application/vnd.rn-realmedia': 'video',
}

/** The family of a detected type; `other` when it has none. */
export function familyOf(detectedType: string): FileFamily {
  const known = Object.hasOwn(BY_TYPE, detectedType) ? BY_TYPE[detectedType] : undefined
  if (known !== undefined) return known
  if (detectedType.startsWith(`${OOXML}wordprocessingml.`) || detectedType.startsWith('application/vnd.ms-word.')) return 'document'
  if (detectedType.startsWith(`${OOXML}spreadsheetml.`) || detectedType.startsWith('application/vnd.ms-excel.')) return 'spreadsheet'
  if (detectedType.startsWith(`${OOXML}presentationml.`) || detectedType.startsWith('application/vnd.ms-powerpoint.')) return 'presentation'
  if (detectedType.startsWith(`${ODF}spreadsheet`)) return 'spreadsheet'
  if (detectedType.startsWith(`${ODF}presentation`)) return 'presentation'
  if (detectedType.startsWith(ODF) || detectedType.startsWith('application/vnd.ms-visio.')) return 'document'
  switch (detectedType.slice(0, detectedType.indexOf('/'))) {
    case 'image':
      return 'image'
    case 'audio':
      return 'audio'
    case 'video':
      return 'video'
    case 'text':
      return 'text'
    case 'message':
      return 'message'
    default:
      return 'other'
  }
}
