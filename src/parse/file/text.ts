/** Tells text by its content: what a program would do with it (page, script, shortcut, mail) comes before what it looks like. */
import { isUtf8 } from 'node:buffer'

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

/** A byte order mark, or NUL in every second byte of the beginning, as Notepad and PowerShell write it. */
function utf16Order(buffer: Buffer): 'le' | 'be' | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'be'
  const pairs = Math.min(32, Math.floor(buffer.length / 2))
  if (pairs < 4) return null
  let highZero = 0
  let lowZero = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    if (buffer[pair * 2] === 0) lowZero += 1
    if (buffer[pair * 2 + 1] === 0) highZero += 1
  }
  if (highZero >= pairs * 0.8 && lowZero === 0) return 'le'
  return lowZero >= pairs * 0.8 && highZero === 0 ? 'be' : null
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
  // MIME Sniffing 7.1, "identifying a resource with an unknown MIME type"; the tag ends with a blank or `>`.
  [
    /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|form|meta|img|center|object|embed|frameset)[\s/>]/i,
    'text/html',
  ],
  [/^(?:<!--|<\?php)/, 'text/html'],
  [/^#![^\n]{0,200}\b(?:node|deno|bun)\b/, 'text/javascript'],
  [/^#![^\n]{0,200}\bpython/, 'text/x-python'],
  [/^#![^\n]{0,200}\bperl/, 'text/x-perl'],
  [/^#![^\n]{0,200}\bruby/, 'text/x-ruby'],
  [/^#![^\n]{0,200}\bphp/, 'application/x-php'],
  [/^#![^\n]{0,200}\bpwsh/, 'application/x-powershell'],
  [/^#! ?\//, 'text/x-shellscript'],
  [
    /^(?:@echo\s+o(?:ff|n)\b|@?setlocal\b|@?echo\s+off\b|(?:::|@?rem )[^\n]{0,200}\n\s*@?(?:echo|set|start|cmd|powershell)\b)/i,
    'application/x-bat',
  ],
  [/^\[InternetShortcut[^\]]{0,40}\]/im, 'application/x-mswinurl'],
  [/^\[Desktop Entry\]/m, 'application/x-desktop'],
  [/^\[Shell\]\s{1,20}Command\s{0,20}=/i, 'application/x-scf'],
  [/^\[(?:autorun|version)\]\s*\r?\n/i, 'application/x-setupscript'],
  [/^(?:Windows Registry Editor Version 5|REGEDIT4)/, 'application/x-ms-regedit'],
  // SYLK and web queries are small texts that Excel runs commands from.
  [/^ID;P/, 'text/x-sylk'],
  [/^WEB\r?\n1\r?\n/, 'text/x-ms-iqy'],
  [/^\{\\rt/, 'application/rtf'],
  [/^%!PS/, 'application/postscript'],
]

const XML: readonly Sniff[] = [
  [/<\?mso-application\s+progid="Word\.Document"/i, 'application/vnd.ms-wordml'],
  [/<\?mso-application\s+progid="Excel\.Sheet"/i, 'application/vnd.ms-spreadsheetml'],
  [/<(?:libraryDescription|searchConnectorDescription|persistedQuery)[\s>]/i, 'application/windows-library+xml'],
  [/<PCSettings[\s>]/i, 'application/windows-settingcontent+xml'],
  [/<(?:job|package)>\s*(?:<[^>]{0,200}>\s*){0,10}<script[\s>]/i, 'application/x-wsf'],
  [/<(?:component|scriptlet)[\s>]/i, 'text/scriptlet'],
  [/<(?:asmv\d:)?assembly[\s>][\s\S]{0,2000}deployment/i, 'application/x-ms-application'],
]

/** Strong marks of a language, at the start of a line; prose about scripts does not begin lines so. */
const SCRIPTS: readonly Sniff[] = [
  [
    /^[ \t]{0,40}(?:Set \w{1,40} ?= ?CreateObject\(|CreateObject\("|On Error Resume Next\b|Option Explicit\b|\w{1,40} ?= ?CreateObject\(")/im,
    'text/vbscript',
  ],
  [
    /^[ \t]{0,40}(?:param\s{0,5}\(\s*\[|\[CmdletBinding\(|\$\w{1,40}\s{0,5}=\s{0,5}(?:New-Object|Get-[A-Z]|Invoke-)|(?:Invoke-(?:Expression|WebRequest)|IEX|Write-Host|Set-ExecutionPolicy|Import-Module)\s+[-"'(\w$])/im,
    'application/x-powershell',
  ],
  [
    /^[ \t]{0,40}(?:(?:var|let|const) )?(?:[\w.$]{1,40} ?= ?)?(?:new ActiveXObject\(|WScript\.(?:CreateObject|Shell|Echo|Quit)\b|eval\(function\(p,a,c,k|require\(['"](?:node:)?(?:child_process|fs|net)['"]\))/m,
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

/** The media type of a text, or null when it is none: active text even when binary bytes are mixed in, other text only when all of it is. */
export function sniffText({ head, isText }: TextHead): string | null {
  if (/^(?:<\?xml\b|<!DOCTYPE\s+(?!html)|<svg[\s>]|<!--)/i.test(head)) {
    // An SVG may hold a page and a page an SVG: the outer one is what opens.
    const root = /<(?:[a-z]{1,20}:)?(svg|html)[\s>]/i.exec(head)?.[1]?.toLowerCase()
    if (root !== undefined) return root === 'svg' ? 'image/svg+xml' : head.startsWith('<?xml') ? 'application/xhtml+xml' : 'text/html'
    for (const [pattern, type] of XML) if (pattern.test(head)) return type
  }
  for (const [pattern, type] of ACTIVE) if (pattern.test(head)) return type
  if (/^<\?xml\b/.test(head)) return 'text/xml'
  if (!isText || head.length === 0) return isText ? 'text/plain' : null
  for (const [pattern, type] of DATA) if (pattern.test(head)) return type
  if (looksLikeMail(head)) return 'message/rfc822'
  for (const [pattern, type] of SCRIPTS) if (pattern.test(head)) return type
  if (/^(?:\{\s*["}]|\[\s*[[{"\]])/.test(head)) return 'application/json'
  return looksLikeTable(head) ? 'text/csv' : 'text/plain'
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
    const counts = lines.map((line) => line.split(separator).length - 1)
    return counts[0]! >= (lines.length >= 3 ? 1 : 2) && counts.every((count) => count === counts[0])
  })
}
