/** Opens what is nothing but a way to somewhere else: shortcuts of Windows and other desktops, connections, queries and library files. */
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { wholeText } from '../file/text.ts'
import { Seen } from './seen.ts'
import { readShellLink } from './shell-link.ts'
import { readDeclarations } from './xml-declarations.ts'

const MAX_CHARACTERS = 1_000_000

/** Lines `key=value` or `key:s:value`, and what they say. */
const LINES: Readonly<Record<string, readonly (readonly [pattern: RegExp, kind: string])[]>> = {
  // Microsoft, "Internet Shortcuts": an icon or a folder on a share is fetched as soon as the folder is shown.
  'application/x-mswinurl': [
    [/^[ \t]*(?:BASE)?URL[ \t]*=[ \t]*(.+)$/gim, 'shortcut/url'],
    [/^[ \t]*IconFile[ \t]*=[ \t]*(.+)$/gim, 'shortcut/icon'],
    [/^[ \t]*WorkingDirectory[ \t]*=[ \t]*(.+)$/gim, 'shortcut/working-directory'],
  ],
  // freedesktop.org, Desktop Entry Specification 1.5.
  'application/x-desktop': [
    [/^[ \t]*(?:Try)?Exec[ \t]*=[ \t]*(.+)$/gim, 'shortcut/command'],
    [/^[ \t]*URL(?:\[\$e\])?[ \t]*=[ \t]*(.+)$/gim, 'shortcut/url'],
    [/^[ \t]*Icon(?:\[\$e\])?[ \t]*=[ \t]*(.+)$/gim, 'shortcut/icon'],
  ],
  'application/x-scf': [
    [/^[ \t]*Command[ \t]*=[ \t]*(.+)$/gim, 'shortcut/command'],
    [/^[ \t]*Icon(?:File|Resource)[ \t]*=[ \t]*(.+)$/gim, 'shortcut/icon'],
  ],
  'application/x-setupscript': [
    [/^[ \t]*(?:open|shell\\?\w*\\?command|shellexecute|RunPreSetupCommands\w*|icon)[ \t]*=[ \t]*(.+)$/gim, 'shortcut/command'],
  ],
  'application/x-rdp': [
    [/^[ \t]*(?:full|alternate full) address:s:(.+)$/gim, 'shortcut/server'],
    [/^[ \t]*gatewayhostname:s:(.+)$/gim, 'shortcut/server'],
    [/^[ \t]*(?:alternate shell|remoteapplicationprogram|remoteapplicationcmdline):s:(.+)$/gim, 'shortcut/command'],
    [/^[ \t]*(?:drivestoredirect|devicestoredirect):s:(.+)$/gim, 'shortcut/shared-drives'],
  ],
  'text/x-ms-iqy': [[/^((?:https?|ftp|file|\\\\).+)$/gim, 'shortcut/url']],
  'application/windows-library+xml': [
    [/<(?:url|simpleLocation|searchHomePage|supportsAdvancedQuerySyntax)>\s*([^<]{1,2000})/gi, 'shortcut/url'],
  ],
  'application/windows-settingcontent+xml': [[/<(?:DeepLink|Icon)>\s*([^<]{1,2000})/gi, 'shortcut/command']],
  'application/x-java-jnlp-file': [[/\b(?:codebase|href)\s*=\s*["']([^"']{1,2000})/gi, 'shortcut/url']],
  'application/x-apple-plist-action': [[/<string>\s*((?:https?|file|smb|ftp|x-apple)[^<]{1,2000})/gi, 'shortcut/url']],
  'application/x-ms-application': [[/\bcodebase\s*=\s*["']([^"']{1,2000})/gi, 'shortcut/url']],
}

export const shortcutOpener: Opener = {
  id: 'parse/shortcut',
  opens: (type) => type === 'application/x-ms-shortcut' || Object.hasOwn(LINES, type),
  open: async (bytes, type, context) => openShortcut(bytes, type, context),
}

function openShortcut(bytes: Uint8Array, type: string, context: OpenContext): Contents {
  const seen = new Seen(context)
  if (type === 'application/x-ms-shortcut') {
    readShellLink(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), seen)
    return seen.contents(type)
  }
  if (bytes.length > MAX_CHARACTERS) seen.incomplete = 'SHORTCUT_TOO_BIG'
  const text = wholeText(bytes, MAX_CHARACTERS)
  readDeclarations(text, seen)
  for (const [pattern, kind] of LINES[type] ?? []) {
    for (const [, untrusted] of text.matchAll(pattern)) {
      const value = (untrusted ?? '').slice(0, 2_000).trim()
      if (value === '') continue
      seen.add(kind, value)
      if (kind === 'shortcut/url') seen.leadsTo(value.replaceAll('&amp;', '&'), kind)
      for (const [address] of value.matchAll(/\bhttps?:\/\/[^\s"'<>|)]{4,500}/gi)) if (kind !== 'shortcut/url') seen.leadsTo(address, kind)
    }
  }
  return seen.contents(type)
}
