/** Tells a script by the shape of its lines when nothing at its head says so; words with some code among them stay words. */

interface Language {
  readonly type: string
  /** Lines that hardly anything but this language has. */
  readonly strong: RegExp
  /** One of them has to be there. */
  readonly must: RegExp
  /** Lines that belong to code of this kind as well. */
  readonly weak: RegExp
  /** Lines of a neighbour that looks alike. */
  readonly foreign?: RegExp
}

const MAX_LINES = 200
/** Longer lines are looked at by their beginning. */
const MAX_LINE = 300
/** Prose with a snippet in it has more lines that are no code than this leaves room for. */
const MIN_SHARE = 0.7

const LANGUAGES: readonly Language[] = [
  {
    type: 'application/x-bat',
    strong:
      /^\s*@?(?:echo|set|goto|call|if (?:not )?(?:exist|defined|errorlevel|"|%)|rem|for (?:\/\w |%%)|pause|start|copy|del|xcopy|cd|exit \/b|setlocal|endlocal|title|cls|cmd|md|mkdir|taskkill|reg)\b|^:\w+\s*$|^::/i,
    must: /%\w+%|%~\w*\d|^@\w|^\s*goto\s+:?\w+\s*$|\bexit \/b\b|^\s*setlocal\b|^\s*for (?:\/\w )?.*%%\w/i,
    weak: /^\s*[()]|^\s+\S|%\w+%/,
    foreign: /^\s*(?:fi|done|esac|then|def|import|from|class|proc|return)\b|\$\(|^\s*End (?:If|Sub)/i,
  },
  {
    type: 'application/x-powershell',
    strong:
      /^\s*function [A-Za-z]+-\w+|^\s*\$[\w:.]+\s*\+?=\s|\b(?:Get|Set|New|Write|Remove|Invoke|Start|Stop|Add|Import|Out|Select|Where|ForEach|Copy|Test|Join|ConvertTo|ConvertFrom|Export|Sort|Measure|Move)-[A-Z]\w+|^\s*param\s*\(|\s-(?:eq|ne|gt|lt|ge|le|like|match)\s|^\s*\[CmdletBinding/,
    must: /^\s*function [A-Za-z]+-\w+|(?:^|[\s(|{=])(?:Get|Set|New|Write|Remove|Invoke|Start|Stop|Add|Import|Out|Select|Where|ForEach|Copy|Test|Join|ConvertTo|ConvertFrom|Export)-[A-Z]\w+/,
    weak: /^\s*[{}()\]]|[{(|,`]$|^\s*#|^\s+\S|^<#|#>$|^\s*\$/,
    foreign: /^\s*<\?php|;\s*\/\//,
  },
  {
    type: 'text/vbscript',
    strong:
      /^\s*(?:(?:Public|Private|Friend) )?(?:Sub|Function|Property (?:Get|Let|Set)) \w+|^\s*(?:End|Exit) (?:Sub|Function|If|With|Select|Property)\s*$|^\s*Dim \w+|CreateObject\(|^\s*(?:MsgBox|WScript\.\w+)\b|^Attribute VB_|^\s*(?:If .{1,200} Then\b|For Each .{1,200} In\b|Next\b|Loop\b|Do While\b|On Error\b|Option Explicit)/i,
    must: /^\s*End (?:Sub|Function)\s*$|^\s*Dim \w+|CreateObject\(|^Attribute VB_|^\s*MsgBox\b|^\s*WScript\./i,
    weak: /^\s*'|^\s+\S|^\s*\w[\w.()]*\s*=|^VERSION \d|^(?:BEGIN|END)$/i,
    foreign: /^\s*Imports \w|^\s*End (?:Module|Class|Namespace)\b/i,
  },
  {
    type: 'text/x-applescript',
    strong:
      /^\s*tell (?:application|app) "|^\s*end (?:tell|if|repeat|try)\b|^\s*set \w+ to |^\s*display (?:dialog|notification)|do shell script/i,
    must: /^\s*tell (?:application|app) "|do shell script "|^\s*display dialog "/i,
    weak: /^\s*--|^\s+\S|^on \w+|^end \w+|^return /i,
  },
  {
    type: 'text/x-python',
    strong:
      /^\s*(?:async )?def \w+\(.*\).*:\s*(?:#.*)?$|^\s*class \w+(?:\(.*\))?:$|^\s*from [\w.]+ import [\w*(]|^import \w[\w.]*(?: as \w+)?(?:, ?\w+)*$|^if __name__ == |^\s*@\w[\w.]*(?:\(.*\))?$|^\s*(?:elif|except|finally|try|with|while|for)\b.*:$/,
    must: /^\s*(?:async )?def \w+\(.*\).*:\s*(?:#.*)?$|^\s*from [\w.]+ import [\w*(]|^if __name__ == |^import (?:os|sys|re|json|time|math|random|subprocess|socket|base64|requests|numpy|pandas)\b/,
    weak: /^\s+\S|^[)\]}]|^\w[\w.[\]'", ]* ?[-+*/|]?= ?\S|^(?:if|else|return|raise|print|assert|del|pass)\b|^\w[\w.]*\(|^#|^(?:"""|''')/,
    foreign: /^\s*(?:pub )?fn \w|^\s*fun(?:c|ction)? \w|\)\s*\{$|^\s*(?:public|private|package)\b|;$/,
  },
  {
    type: 'text/x-ruby',
    strong:
      /^\s*def [\w.]+[?!=]?(?:\s*\(.*\))?$|^\s*(?:class|module) [A-Z]\w*(?:::\w+)*(?: < [A-Z][\w:]*)?$|^require(?:_relative)? ['"]|\bdo \|[\w, ]+\|$|^\s*attr_(?:reader|accessor|writer) :|^\s*puts /,
    must: /^\s*end$/,
    weak: /^\s*end\b|^\s+\S|^#|^[@\w]+ ?[|+]?= |^\w+[.(]|^\w+$/,
    foreign: /^\s*defmodule |^\s*local \w|^\s*function\b| do$/,
  },
  {
    type: 'text/x-perl',
    strong: /^\s*use (?:strict|warnings|utf8|[A-Z][\w:]+.*);|^\s*(?:my|our) [$@%(]|^\s*sub \w+\s*(?:\{|$)|=~ [msy]?\/|^\s*package [\w:]+;/,
    must: /^\s*use (?:strict|warnings)\b|^\s*my [$@%(]/,
    weak: /[;{}(,]$|^\s*[#})]|^\s+\S|^=\w+|^__(?:END|DATA)__/,
  },
  {
    type: 'text/x-shellscript',
    strong:
      /^\s*(?:fi|done|esac)\b|;\s*(?:then|do)$|^\s*(?:then|do)$|^\s*if \[\[? |^\s*for \w+ in |^\s*(?:export )?[A-Za-z_]\w*=(?:["'$]|\S*$)|^\s*(?:echo|printf|cd|sudo|chmod|mkdir|rm|cp|mv|curl|wget|source|apt-get|exit \d)\b(?! ?[=(.:])|^set -[eux]+|^\w+ ?\(\) ?\{$/,
    must: /^\s*(?:fi|done|esac)(?:\s|;|$)|^set -[eux]+/,
    weak: /^\s*[#})]|^\s+\S|[\\|&{]$|\$\w|\$[({]/,
    foreign:
      /^[\w.%/-]+\s*:(?!:)(?:\s|$)|^\s+(?:- )?[\w-]+: |:=|^(?:FROM|RUN|COPY|CMD|ENTRYPOINT) |^\s*(?:const|let|var|import|export (?:const|function|class)) /,
  },
  {
    type: 'text/javascript',
    strong:
      /^\s*(?:export (?:default )?)?(?:async )?function\*?\s*\w*\s*\(|^\s*(?:export )?(?:const|let|var) (?:[\w$]+ = .*[;{([,`]$|[{[])|=>\s*[{(]?$|\bconsole\.(?:log|error|warn|info)\(|\brequire\(['"]|^module\.exports\b|^import .* from ['"][^'"]*['"];?$|\bdocument\.[a-z]\w+|\bwindow\.[a-z]\w+|addEventListener\(|\bWScript\./,
    must: /\bfunction\b|\bconsole\.\w+\(|=>|\brequire\(['"]|\bdocument\.|\bwindow\.|^export (?:default|const|function|class) |^import .* from ['"]|\bWScript\./,
    weak: /[{};,([`]$|^\s*[})\]]|^\s*(?:\/\/|\*|\/\*)|^\s+\S/,
    foreign:
      /: (?:string|number|boolean|void|any|unknown)\b|^\s*(?:export )?(?:interface|type|enum|namespace|declare) \w+|^\s*(?:#include|package |using |public |private |protected |fn |pub |func |fun |impl |struct |template|val |def |use |void |int |double |String |bool |final |float |static void |pragma |contract |local )|^\s*(?:endfunction|endif|set|list|message|cmake_\w+)\s*\(|println!|:=|@import\(/,
  },
]

/** The media type of the one script language that the lines are of, or null. `head` is some kilobytes of text. */
export function scriptLanguage(head: string): string | null {
  const lines = head
    .split(/\r\n?|\n/, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE).trimEnd())
    .filter((line) => line !== '')
  for (const { type, strong, must, weak, foreign } of LANGUAGES) {
    let strongLines = 0
    let codeLines = 0
    let proven = false
    let foreignLines = 0
    for (const line of lines) {
      const isStrong = strong.test(line)
      if (isStrong) strongLines += 1
      if (isStrong || weak.test(line)) codeLines += 1
      proven ||= must.test(line)
      if (foreign?.test(line) === true) foreignLines += 1
    }
    if (strongLines >= 2 && proven && codeLines >= lines.length * MIN_SHARE && foreignLines <= lines.length * 0.05) return type
  }
  return null
}
