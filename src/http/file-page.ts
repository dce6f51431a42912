/** The pages of a file: one that shows it without opening it, and those that say why it cannot be had; every word from outside is escaped. */
import type { FileView } from '../core/disarmed.ts'
import type { FileLook } from '../core/handed-file.ts'
import type { Language } from '../core/language.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Finding } from '../core/report.ts'
import { sizeIn } from '../core/size.ts'
import { FILE_STYLE } from './gateway-style.ts'
import { clip, entry, escapeHtml, page, paragraph, proofOf, type Speaker, senderOf, told, whyGone } from './page-parts.ts'

/** Why an address is of no use. */
export type NoFile = 'unknown' | 'expired' | 'notYours' | 'held' | 'gone'

interface Addresses {
  /** Of this page, as its own last segment. */
  readonly self: string
  readonly download: string
}

/** @param view null when the type is not shown here, or this file could not be drawn */
export function viewPage(
  { handed, file }: Extract<FileLook, { readonly state: 'open' }>,
  view: FileView | null,
  { self, download }: Addresses,
  speaker: Speaker,
): string {
  const { language } = speaker
  const { say, tag } = language
  const { record } = handed
  const found = told(findingsOf(record, file.id), speaker)
  const name = clip(file.name)
  const pageCount = view?.pageCount ?? null
  return filePage(
    language,
    say('pages.view.title', { name }),
    `<h1>${escapeHtml(say('pages.view.heading'))} <span class="host file-name">${bdi(name)}</span></h1>
${found === '' ? '' : `<section class="found" aria-label="${escapeHtml(say('pages.open.found'))}">\n${found}\n</section>`}
<dl>
${entry(say('pages.view.type'), file.type)}
${entry(say('pages.view.size'), sizeIn(file.size, tag))}
${entry(say('pages.view.pages'), pageCount === null ? '' : String(pageCount))}
${entry(say('pages.view.fate'), [file.explanation, ...new Set(file.lost?.map(({ text }) => text))].join(' '))}
${entry(say('pages.open.sentBy'), senderOf(record, say), proofOf(record, say))}
</dl>
<p><a class="button" href="${escapeHtml(download)}">${escapeHtml(say('pages.view.download'))}</a></p>
${view === null ? paragraph(say('pages.view.nothing')) : picturesOf(view, self, language) + wordsOf(view, language)}
<footer class="quiet">
${view === null ? '' : paragraph(say('pages.view.drawn'))}
${paragraph(say('pages.message', { id: record.id }))}
</footer>`,
  )
}

function picturesOf({ pictures, pageCount, cut, text }: FileView, self: string, { say }: Language): string {
  const drawn = pictures.map(({ width, height }, at) => {
    const label = pageCount === null ? say('pages.view.picture') : say('pages.view.page', { page: String(at + 1) })
    return `<img class="page" src="${escapeHtml(self)}/${at + 1}" width="${width}" height="${height}" alt="${escapeHtml(label)}">`
  })
  const more = cut && text === null ? [paragraph(say('pages.view.cut'))] : []
  return [...drawn, ...more].join('\n')
}

function wordsOf({ text, cut }: FileView, { say }: Language): string {
  if (text === null) return ''
  const label = escapeHtml(say('pages.view.words'))
  // The page around it keeps no blank lines of its own.
  const words = escapeHtml(text).replaceAll('\n', '&#10;')
  return `<section aria-label="${label}">\n<h2>${label}</h2>\n<pre dir="auto">${words}</pre>\n${cut ? paragraph(say('pages.view.cut')) : ''}\n</section>`
}

/** No file: why, and what can be done about it. */
export function endOfFilePage(why: NoFile, look: Exclude<FileLook, { readonly state: 'unknown' }> | null, language: Language): string {
  const { say } = language
  const title = say(`pages.noFile.${why}.title`)
  // Somebody else's file has no name for whoever it was not handed to.
  const name = (why === 'held' || why === 'gone') && look !== null && 'file' in look ? (look.file?.name ?? null) : null
  return filePage(
    language,
    title,
    `<h1>${escapeHtml(title)}${name === null ? '' : ` <span class="host file-name">${bdi(clip(name))}</span>`}</h1>
<section class="found stop" aria-label="${escapeHtml(say('pages.blocked.why'))}">
${paragraph(reasonOf(why, look, say))}
</section>
<footer class="quiet">
${paragraph(say(`pages.noFile.${why}.otherWay`))}
${look === null || why === 'notYours' ? '' : paragraph(say('pages.message', { id: look.handed.messageId }))}
</footer>`,
  )
}

function reasonOf(why: NoFile, look: Exclude<FileLook, { readonly state: 'unknown' }> | null, say: Language['say']): string {
  switch (why) {
    case 'unknown':
    case 'expired':
    case 'notYours':
      return say(`pages.noFile.${why}.text`)
    case 'held':
    case 'gone':
      if (look === null || !('file' in look) || look.file === null)
        return say(`pages.gone.${look === null ? 'absent' : whyGone(look.handed.record)}`)
      return look.file.explanation
  }
}

function filePage(language: Language, title: string, body: string): string {
  return page(language, title, body, FILE_STYLE)
}

/** What the file itself was found to be, and what decided about it. */
function findingsOf({ report, verdict }: MessageRecord, fileId: string): readonly Finding[] {
  const because = new Set(verdict?.actions.find(({ subject }) => subject.kind === 'part' && subject.id === fileId)?.because ?? [])
  return report.findings.filter(
    ({ id, severity, subject }) => severity !== 'informational' && ((subject.kind === 'part' && subject.id === fileId) || because.has(id)),
  )
}

/** A name in letters of the other direction does not turn the words around it (HTML Standard 4.5.24). */
function bdi(plain: string): string {
  return `<bdi>${escapeHtml(plain)}</bdi>`
}
