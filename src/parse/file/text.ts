/** Tells text by its content: what a program would do with it (page, script, shortcut, mail) comes before what it looks like. */
import { isUtf8 } from 'node:buffer'
import { utf16Order } from '../text/utf16.ts'
import { rootOf } from './markup-root.ts'
import { scriptLanguage } from './script-language.ts'

/** Browsers sniff 1,445 bytes (WHATWG MIME Sniffing 5.2); scripts may carry a licence or a long comment first. */
const HEAD_BYTES = 8 * 1024

export interface TextHead {
  /** The first bytes as text, without byte order mark and leading blanks. */
  readonly head: string
  /** True when all of the bytes are text: no control characters and one known encoding. */
  readonly isText: boolean
}

export function readTextHead(bytes: Uint8Array): TextHead {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = utf16Order(buffer)
  if (wide === null) {
    const head = buffer.toString(isUtf8(buffer) ? 'utf8' : 'latin1', 0, HEAD_BYTES)
    return { head: trimHead(head), isText: isSingleByteText(buffer) }
  }
  const even = buffer.subarray(0, Math.min(HEAD_BYTES * 2, buffer.length - (buffer.length % 2)))
  const head = wide === 'le' ? even.toString('utf16le') : Buffer.from(even).swap16().toString('utf16le')
  return { head: trimHead(head), isText: buffer.length % 2 === 0 && !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head) }
}

function trimHead(head: string): string {
  return head.replace(/^\ufeff/, '').trimStart()
}

/** Tab, LF, FF, CR and ESC are text (WHATWG MIME Sniffing, "binary data byte"); unless it is UTF-8, high bytes are a minority, as in Latin-1. */
function isSingleByteText(buffer: Buffer): boolean {
  let high = 0
  for (let index = 0; index < buffer.length; index += 1) {
    const byte = buffer[index]!
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1b) return false
    if (byte > 0x7e) high += 1
  }
  return high === 0 || isUtf8(buffer) || high <= buffer.length * 0.3
}

type Sniff = readonly [pattern: RegExp, type: string]

/** Read by their program even when binary bytes follow, so they are looked for in anything that has no other magic. */
const ACTIVE: readonly Sniff[] = [
  [/<hta:application\b/i, 'application/hta'],
  // RFC 2557 in all but name: Word and browsers save pages as one file of MIME.
  [
    /^(?:from|mime-version|subject|date|message-id|snapshot-content-location):[^\n]{0,500}\n(?:[^\n]{0,998}\n){0,30}?content-type:\s*multipart\/related/i,
    'application/x-mimearchive',
  ],
  [/^<\?(?:php\b|=)/i, 'application/x-php'],
  // MIME Sniffing 7.1, "identifying a resource with an unknown MIME type"; the tag ends with a blank or `>`.
  [
    /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|form|meta|img|center|object|embed|frameset)[\s/>]/i,
    'text/html',
  ],
  // Not sniffed, and a page all the same once its name says so.
  [
    /^<(?:link|base|span|section|article|main|header|nav|ul|ol|input|button|video|audio|template|noscript|h[2-6]|hr|pre)(?:\s[^<>]{0,2000})?>/i,
    'text/html',
  ],
  // [MS-VBSCRIPT] and JScript, encoded by Windows Script Encoder: the mark, six letters of base64 length, `==`.
  [/^#@~\^[\w+/]{6}==/, 'text/x-encoded-script'],
  [/^#![^\n]{0,200}\b(?:node|deno|bun)\b/, 'text/javascript'],
  [/^#![^\n]{0,200}\bpython/, 'text/x-python'],
  [/^#![^\n]{0,200}\bperl/, 'text/x-perl'],
  [/^#![^\n]{0,200}\bruby/, 'text/x-ruby'],
  [/^#![^\n]{0,200}\bphp/, 'application/x-php'],
  [/^#![^\n]{0,200}\bpwsh/, 'application/x-powershell'],
  [/^#![^\n]{0,200}\bosascript/, 'text/x-applescript'],
  [/^#! ?\//, 'text/x-shellscript'],
  [
    /^(?:@echo\s+o(?:ff|n)\b|@?setlocal\b|@?echo\s+off\b|(?:::|@?rem )[^\n]{0,200}\n\s*@?(?:echo|set|start|cmd|powershell)\b)/i,
    'application/x-bat',
  ],
  [/^\[InternetShortcut[^\]]{0,40}\]/im, 'application/x-mswinurl'],
  [/^\[Desktop Entry\]/m, 'application/x-desktop'],
  [/^(?:;[^\n]{0,500}\n\s{0,20}){0,20}\[(?:Shell\]\s{1,20}Command|\.ShellClassInfo\])/i, 'application/x-scf'],
  [/^(?:;[^\n]{0,500}\n\s{0,20}){0,50}\[(?:autorun|version|defaultinstall)\]\s*\r?\n/i, 'application/x-setupscript'],
  [/^(?:Windows Registry Editor Version 5|REGEDIT4)/, 'application/x-ms-regedit'],
  // [MS-RDPBCGR] has no file format; Microsoft, "Supported RDP properties": `name:type:value`, s, i or b.
  [/^(?:[a-z][a-z0-9 ]{1,60}:[isb]:[^\n]{0,2000}(?:\n|$)){2}/i, 'application/x-rdp'],
  // SYLK and web queries are small texts that Excel runs commands from.
  [/^ID;P/, 'text/x-sylk'],
  [/^(?:WEB|XLODBC)\r?\n1\r?\n/, 'text/x-ms-iqy'],
  [/^\{\\rt/, 'application/rtf'],
  [/^%!PS/, 'application/postscript'],
]

/** XML that a program acts on, by its root and by what has to stand in it as well. */
const XML_ROOTS: Readonly<Record<string, Sniff>> = {
  job: [/<script[\s>]/i, 'application/x-wsf'],
  package: [/<script[\s>]/i, 'application/x-wsf'],
  component: [/<(?:registration|public|script|implements)[\s>]/i, 'text/scriptlet'],
  scriptlet: [/^/, 'text/scriptlet'],
  librarydescription: [/^/, 'application/windows-library+xml'],
  searchconnectordescription: [/^/, 'application/windows-library+xml'],
  persistedquery: [/^/, 'application/windows-library+xml'],
  pcsettings: [/^/, 'application/windows-settingcontent+xml'],
  assembly: [/deployment/i, 'application/x-ms-application'],
  jnlp: [/^/, 'application/x-java-jnlp-file'],
  xdp: [/^/, 'application/vnd.adobe.xdp+xml'],
  plist: [/<key>\s*(?:URL|PayloadContent|PayloadType)\s*<\/key>/, 'application/x-apple-plist-action'],
  configuration: [/<(?:ViewDefinitions|ScriptBlock)[\s>]/, 'application/x-powershell'],
  types: [/<ScriptBlock[\s>]/, 'application/x-powershell'],
  worddocument: [/^/, 'application/vnd.ms-wordml'],
  workbook: [/urn:schemas-microsoft-com:office:spreadsheet/, 'application/vnd.ms-spreadsheetml'],
}
/** Office goes by the instruction, whatever the root. */
const OFFICE_XML: readonly Sniff[] = [
  [/<\?mso-application\s+progid="Word\.Document"/i, 'application/vnd.ms-wordml'],
  [/<\?mso-application\s+progid="Excel\.Sheet"/i, 'application/vnd.ms-spreadsheetml'],
  [/^<pkg:package[\s>]|<pkg:package\s[^>]{0,500}2006\/xmlPackage/, 'application/vnd.ms-wordml'],
]

/** Strong marks of a language, at the start of a line; prose about scripts does not begin lines so. */
const SCRIPTS: readonly Sniff[] = [
  [
    /^[ \t]{0,40}(?:Set \w{1,40} ?= ?CreateObject\(|CreateObject\("|On Error Resume Next\b|Option Explicit\b|Attribute VB_Name = "|\w{1,40} ?= ?CreateObject\(")/im,
    'text/vbscript',
  ],
  [
    /^[ \t]{0,40}(?:param\s{0,5}\(\s*\[|\[CmdletBinding\(|\$\w{1,40}\s{0,5}=\s{0,5}(?:New-Object|Get-[A-Z]|Invoke-)|(?:Invoke-(?:Expression|WebRequest)|IEX|Write-Host|Set-ExecutionPolicy|Import-Module)\s+[-"'(\w$])/im,
    'application/x-powershell',
  ],
  [
    /^[ \t]{0,40}(?:(?:var|let|const) )?(?:[\w.$]{1,40} ?= ?)?(?:new ActiveXObject\(|WScript\.(?:CreateObject|Shell|Echo|Quit)\b|eval\(function\(p,a,c,k)/m,
    'text/javascript',
  ],
  [
    /^(?:['"]use strict['"];?\s*$|\(function\s{0,5}\(|!function\s{0,5}\(|\(\(\)\s{0,5}=>\s{0,5}\{|import\s+[^\n]{1,200}\s+from\s+['"][^'"\n]{1,200}['"];?\s*$)/,
    'text/javascript',
  ],
  [/^(?:powershell|cmd|mshta|wscript|cscript|rundll32|regsvr32|certutil|bitsadmin)(?:\.exe)?\s+[-/"'%\w]/i, 'application/x-bat'],
]

const DATA: readonly Sniff[] = [
  [/^BEGIN:VCALENDAR\s/i, 'text/calendar'],
  [/^BEGIN:VCARD\s/i, 'text/vcard'],
  [/^WEBVTT\b/, 'text/vtt'],
  [/^solid [^\n]{0,200}\n[ \t]{0,40}facet normal /, 'model/stl'],
]

/** RFC 8259: an object, or an array whose first value is followed by another or the end; a footnote and the time in a chat log are none. */
const JSON_HEAD =
  /^(?:\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\})|\[\s*(?:[[{"\]]|(?:-?\d[\d.eE+-]{0,30}|true|false|null)\s*(?:,\s*[-"\d[{tfn]|\]\s*$)))/

/** The media type of a text, or null when it is none: active text even when binary bytes are mixed in, other text only when all of it is. */
export function sniffText({ head, isText }: TextHead): string | null {
  const marked = head.startsWith('<') ? sniffMarkup(head) : null
  if (marked !== null) return marked
  for (const [pattern, type] of ACTIVE) if (pattern.test(head)) return type
  if (/^<\?xml\b/.test(head)) return 'text/xml'
  // Behind so long a comment anything may stand: browsers take it for a page (MIME Sniffing 7.1).
  if (head.startsWith('<!--')) return 'text/html'
  if (!isText || head.length === 0) return isText ? 'text/plain' : null
  for (const [pattern, type] of DATA) if (pattern.test(head)) return type
  if (looksLikeMail(head)) return 'message/rfc822'
  if (JSON_HEAD.test(head)) return 'application/json'
  // Fences around code make a text about code of it.
  if (/^```/m.test(head)) return 'text/plain'
  for (const [pattern, type] of SCRIPTS) if (pattern.test(head)) return type
  return scriptLanguage(head) ?? (looksLikeTable(head) ? 'text/csv' : 'text/plain')
}

/** An SVG may hold a page and a page an SVG: the outer one is what opens. */
function sniffMarkup(head: string): string | null {
  for (const [pattern, type] of OFFICE_XML) if (pattern.test(head)) return type
  const root = rootOf(head)
  // A DOCTYPE that goes on and on tells its root all the same.
  if (root === null) return /^<!doctype\s+svg\b/i.test(head) ? 'image/svg+xml' : /^<!doctype\s+(?!html)/i.test(head) ? 'text/xml' : null
  if (root.name === 'svg') return 'image/svg+xml'
  if (root.name === 'html') {
    if (/<hta:application\b/i.test(head)) return 'application/hta'
    return head.startsWith('<?xml') ? 'application/xhtml+xml' : 'text/html'
  }
  const known = Object.hasOwn(XML_ROOTS, root.name) ? XML_ROOTS[root.name] : undefined
  if (known?.[0].test(root.body) === true) return known[1]
  // A comment is taken for the beginning of a page only where no other root follows.
  return head.startsWith('<!--') && !ACTIVE.some(([pattern]) => pattern.test(root.body)) ? 'text/xml' : null
}

/** RFC 5322 2.2: lines `Name: value` from the first on, three at least, one of them a line that only mail has. */
function looksLikeMail(head: string): boolean {
  let fields = 0
  let telling = false
  for (const [index, line] of head.split('\n', 60).entries()) {
    if (index === 0 && /^From \S/.test(line)) continue
    if (/^\r?$/.test(line)) break
    if (/^[ \t]/.test(line) && fields > 0) continue
    if (!/^[!-9;-~]{1,80}:/.test(line)) return false
    fields += 1
    telling ||=
      /^(?:received|return-path|message-id|mime-version|dkim-signature|delivered-to|x-received|from|content-transfer-encoding):/i.test(line)
  }
  return telling && fields >= 3
}

/** RFC 4180 in spirit: the first lines have the same number of the same separator, twice or more, or three lines agree on one. */
function looksLikeTable(head: string): boolean {
  const lines = head
    .split('\n', 6)
    .slice(0, 5)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  if (lines.length < 2) return false
  return [',', ';', '\t'].some((separator) => {
    // A separator at the end closes a line of code as well as one of a table.
    const counts = lines.map((line) => (line.endsWith(separator) ? line.slice(0, -1) : line).split(separator).length - 1)
    return counts[0]! >= (lines.length >= 3 ? 1 : 2) && counts.every((count) => count === counts[0])
  })
}

/** All of a text by its byte order mark or its zeros, else UTF-8 where it is, else Latin-1; `maxCharacters` bound it. */
export function wholeText(bytes: Uint8Array, maxCharacters: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = utf16Order(buffer)
  if (wide === null) {
    const cut = buffer.subarray(0, maxCharacters)
    return cut.toString(isUtf8(cut) ? 'utf8' : 'latin1').replace(/^\ufeff/, '')
  }
  const even = buffer.subarray(0, Math.min(maxCharacters * 2, buffer.length - (buffer.length % 2)))
  return (wide === 'le' ? even : Buffer.from(even).swap16()).toString('utf16le').replace(/^\ufeff/, '')
}
