/** Names what in VBA text runs by itself, and what reaches out of the document; comments and the case of letters do not matter. */

/**
 * Procedures that Office calls by itself. Word: AutoExec, AutoNew, AutoOpen, AutoClose, AutoExit and the document's events; Excel:
 * Auto_Open and its kin and the workbook's events; controls and forms: the events that come without a click (learn.microsoft.com,
 * "Description of behaviors of AutoExec and AutoOpen macros in Word"; Excel and Word VBA reference, events).
 */
const AUTO_RUN =
  /\b(?:sub|function)\s{1,20}((?:auto_?(?:exec|new|open|close|exit|activate|deactivate|add|remove)|(?:document|workbook|presentation|slideshow|app|thisdocument)_\w{3,40}|(?:worksheet|sheet\w{0,20})_(?:activate|calculate|change|selectionchange|deactivate)|userform_(?:initialize|activate)|onslideshowpagechange|onload|\w{1,60}_(?:layout|resize|painted|painting|gotfocus|lostfocus|mousehover|mousemove|mouseenter|mouseleave|documentcomplete|beforenavigate2|navigatecomplete2|downloadcomplete|downloadbegin|progresschange|statustextchange|titlechange|ongoing|initialize|change|sourceupdate)))\b/gi

/** What leaves the document: programs, libraries, files, the network, and the customary ways of hiding one of them. */
const SUSPICIOUS: readonly RegExp[] = [
  /\bshell(?:execute\w{0,4}|_application)?\b/gi,
  /\b(?:createobject|getobject|callbyname|createprocess\w{0,4}|winexec|macscript|appleScriptTask)\b/gi,
  /\b(?:wscript|powershell|cmd(?:\.exe|\s{0,5}\/[ck])|mshta|rundll32|regsvr32|certutil|bitsadmin|schtasks|wmic|winmgmts)\b/gi,
  /\b(?:urldownloadtofile\w?|internetopen\w?|internetreadfile|winhttp\w{0,20}|xmlhttp\w{0,20}|serverxmlhttp)\b/gi,
  /\blib\s{1,20}"[^"\n]{1,60}"/gi,
  /\b(?:virtualalloc\w{0,4}|virtualprotect\w{0,4}|rtlmovememory|writeprocessmemory|createthread|createremotethread|loadlibrary\w?|getprocaddress|heapcreate|enumsystemlocales\w?|callwindowproc\w?)\b/gi,
  /\b(?:savetofile|adodb\.stream|filecopy|copyfile|createtextfile|opentextfile|kill|filesystemobject|regwrite|regread|environ)\b/gi,
  /\bopen\b[^\n]{1,200}\bfor\s{1,20}(?:output|append|binary|random)\b/gi,
  /\b(?:vbproject|vbcomponents|codemodule|addfromstring|accessvbom|executeexcel4macro|application\.run|application\.ontime|ddeinitiate|ddeexecute|ddepoke|followhyperlink|attachedtemplate)\b/gi,
  /\b(?:strreverse|sendkeys|msscriptcontrol\.scriptcontrol|\.eval)\b/gi,
]

const MAX_NAMED = 12
const MAX_SCANNED_CHARACTERS = 4 * 1024 * 1024

export interface VbaWords {
  readonly autoRun: readonly string[]
  readonly suspicious: readonly string[]
  /** Not all of the text was read. */
  readonly cut: boolean
}

export function readVbaWords(untrustedSource: string): VbaWords {
  const code = withoutComments(untrustedSource.slice(0, MAX_SCANNED_CHARACTERS))
  return {
    autoRun: distinct([...code.matchAll(AUTO_RUN)].map((match) => match[1] ?? '')),
    suspicious: distinct(SUSPICIOUS.flatMap((pattern) => [...code.matchAll(pattern)].map(([word]) => word.replace(/\s+/g, ' ')))),
    cut: untrustedSource.length > MAX_SCANNED_CHARACTERS,
  }
}

/** True when nothing in it is a statement: blank lines, comments, and what the editor writes into every module. */
export function isBareVba(untrustedSource: string): boolean {
  return withoutComments(untrustedSource)
    .split('\n')
    .every((line) => /^\s*(?:(?:Attribute|Option)\s.*)?$/i.test(line))
}

/** [MS-VBAL] 3.2.1 and 3.3.1: ` _` at the end continues a line; a quote outside a string begins a comment. */
function withoutComments(source: string): string {
  return source
    .replace(/[ \t]_[ \t]{0,20}\r?\n/g, ' ')
    .split(/\r\n|\r|\n/)
    .map(withoutComment)
    .join('\n')
}

function withoutComment(line: string): string {
  if (!line.includes("'") && !/^\s{0,200}rem\s/i.test(line)) return line
  if (/^\s{0,200}rem\s/i.test(line)) return ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted
    else if (line[at] === "'" && !quoted) return line.slice(0, at)
  }
  return line
}

function distinct(words: readonly string[]): readonly string[] {
  const seen = new Map<string, string>()
  for (const word of words) {
    if (!seen.has(word.toLowerCase())) seen.set(word.toLowerCase(), word)
    if (seen.size === MAX_NAMED) break
  }
  return [...seen.values()]
}
