/** Tells by its doctype whether a browser would show a document as those of the nineties. */

/** HTML Standard 13.2.6.4.1, as far as mail has it. `untrustedDoctype` begins with `!doctype`. */
export function isQuirky(untrustedDoctype: string): boolean {
  const doctype = untrustedDoctype.slice(0, 500).toLowerCase()
  if (!/^!doctype\s+html\b/.test(doctype)) return true
  if (!doctype.includes('public')) return false
  if (/html (?:2|3)/.test(doctype)) return true
  return /html 4\.0?1? (?:transitional|frameset)/.test(doctype) && !doctype.includes('http')
}
