/** Messages that each bring one kind of content, marked so that it is known again wherever it turns up; what each is, is said here by hand. */
import type { ChannelKind } from '../../src/core/message.ts'
import type { OpenedArrival } from '../../src/parse/message.ts'
import { picture } from '../parse/image/pictures.ts'
import { makeElf, makeOoxml, makePdf, makePng, makeZip } from './files.ts'
import { makeMail } from './mail.ts'
import { onePage, pdfOf } from './pdf.ts'
import { HOSTS, make7z, makeMp3 } from './polyglots.ts'

/** In the words of every sample. */
export const WORDS_MARK = 'WORDSMARK'
/** In the path of every address. */
export const LINK_MARK = 'linkmark'
export const ADDRESS = `https://shop.example/${LINK_MARK}`

/** Media type and family, as a person would say them. */
type Kind = readonly [type: string, family: string]

export interface SampleFile {
  readonly name: string
  readonly bytes: Buffer
  /** Of the file, and of everything inside it. */
  readonly kinds: readonly Kind[]
  /** How many files it brings; 1 when left out. */
  readonly count?: number
  /** The largest inside it; its own size when left out. */
  readonly largestBytes?: number
  readonly hasLink?: boolean
  /** Shown in the words, as `cid:` of its name. */
  readonly inline?: boolean
}

export interface Sample {
  readonly content: string
  readonly text: string
  readonly html?: string
  readonly hasLink?: boolean
  readonly files: readonly SampleFile[]
}

const TXT: Kind = ['text/plain', 'text']
const PNG: Kind = ['image/png', 'image']
const PDF: Kind = ['application/pdf', 'document']
const ZIP: Kind = ['application/zip', 'archive']
/** Its words count as a text. */
const EML: Kind = ['message/rfc822', 'message']
const OOXML = 'application/vnd.openxmlformats-officedocument.'

const TEXT = `The question is ${WORDS_MARK}.`
const host = (name: string) => HOSTS.find((one) => one.name === name)!.make()

/** One of a few hundred bytes each, so that limits of a few thousand are those of the large one alone. */
export async function levelSamples(): Promise<readonly Sample[]> {
  const note = Buffer.from('A plain note about an order.\n')
  const code = await picture(ADDRESS)
  const linked = pdfOf(
    onePage({ 10: `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (${ADDRESS}) >> >>` }, '/Annots [10 0 R]'),
  )
  const forwarded = makeMail({
    text: 'See the file',
    files: [{ type: 'application/pdf', name: 'inside.pdf', body: makePdf({ text: 'inside a mail' }) }],
  })
  const large = Buffer.from('A line of a long note.\n'.repeat(300))
  const one = (content: string, file: SampleFile, more: Partial<Sample> = {}): Sample => ({ content, text: TEXT, files: [file], ...more })
  return [
    { content: 'text', text: TEXT, files: [] },
    { content: 'link in text', text: `${TEXT} See ${ADDRESS} for it.`, hasLink: true, files: [] },
    { content: 'link in html', text: TEXT, html: `<p>${TEXT} <a href="${ADDRESS}">the offer</a></p>`, hasLink: true, files: [] },
    one('link in a QR picture', { name: 'code.png', bytes: code, kinds: [PNG], hasLink: true }),
    one('link in a file', { name: 'linked.pdf', bytes: linked, kinds: [PDF], hasLink: true }),
    one('link in a file in an archive', {
      name: 'linked.zip',
      bytes: makeZip([{ name: 'a.pdf', data: linked }]),
      kinds: [ZIP, PDF],
      largestBytes: linked.length,
      hasLink: true,
    }),
    one('image', { name: 'photo.png', bytes: makePng(7), kinds: [PNG] }),
    one('document', { name: 'invoice.pdf', bytes: makePdf({ text: 'an invoice' }), kinds: [PDF] }),
    one('spreadsheet', { name: 'table.xlsx', bytes: makeOoxml('xlsx'), kinds: [[`${OOXML}spreadsheetml.sheet`, 'spreadsheet']] }),
    one('presentation', { name: 'talk.pptx', bytes: makeOoxml('pptx'), kinds: [[`${OOXML}presentationml.presentation`, 'presentation']] }),
    one('text file', { name: 'note.txt', bytes: note, kinds: [TXT] }),
    one('audio', { name: 'voice.mp3', bytes: makeMp3(), kinds: [['audio/mpeg', 'audio']] }),
    one('video', { name: 'clip.mp4', bytes: host('mp4'), kinds: [['video/mp4', 'video']] }),
    one('archive', { name: 'notes.zip', bytes: makeZip([{ name: 'note.txt', data: note }]), kinds: [ZIP, TXT] }),
    one('archive of another kind', { name: 'notes.7z', bytes: make7z(), kinds: [['application/x-7z-compressed', 'archive']] }),
    one('message', { name: 'forwarded.eml', bytes: makeMail({ text: 'A forwarded mail' }), kinds: [EML, TXT] }),
    one('script', { name: 'do.ps1', bytes: Buffer.from('#!/bin/sh\nset -e\nrm -rf "$HOME"\n'), kinds: [['text/x-shellscript', 'script']] }),
    one('executable', { name: 'tool', bytes: makeElf(), kinds: [['application/x-elf', 'executable']] }),
    one('other', {
      name: 'data.bin',
      bytes: Buffer.from([...Array(300).keys()].map((at) => (at * 7919) & 0xff)),
      kinds: [['application/octet-stream', 'other']],
    }),
    one('a page, which is rebuilt', {
      name: 'page.html',
      bytes: Buffer.from('<!doctype html><html><body><script>go()</script><p>Hello</p></body></html>'),
      kinds: [['text/html', 'text']],
    }),
    one('too large a file', { name: 'long.txt', bytes: large, kinds: [TXT] }),
    one('too large a file in an archive', {
      name: 'long.zip',
      bytes: makeZip([{ name: 'long.txt', data: large }]),
      kinds: [ZIP, TXT],
      largestBytes: large.length,
    }),
    {
      content: 'too many files',
      text: TEXT,
      files: [1, 2, 3, 4].map((at) => ({ name: `${at}.txt`, bytes: Buffer.from(`Note number ${at}.\n`), kinds: [TXT] })),
    },
    one('too many files in an archive', {
      name: 'many.zip',
      bytes: makeZip([1, 2, 3, 4].map((at) => ({ name: `${at}.txt`, data: `Note number ${at}.\n` }))),
      kinds: [ZIP, TXT],
      count: 4,
    }),
    one('picture inside an archive', { name: 'photos.zip', bytes: makeZip([{ name: 'a.png', data: makePng(3) }]), kinds: [ZIP, PNG] }),
    one('document inside two archives', {
      name: 'outer.zip',
      bytes: makeZip([{ name: 'inner.zip', data: makeZip([{ name: 'a.pdf', data: makePdf({ text: 'deep' }) }]) }]),
      kinds: [ZIP, PDF],
    }),
    one('script inside an archive', {
      name: 'tools.zip',
      bytes: makeZip([{ name: 'do.sh', data: '#!/bin/sh\nset -e\nrm -rf "$HOME"\n' }]),
      kinds: [ZIP, ['text/x-shellscript', 'script']],
    }),
    one('document in an attached mail', { name: 'mail.eml', bytes: forwarded, kinds: [EML, TXT, PDF], count: 2 }),
    one(
      'inline picture',
      { name: 'inline.png', bytes: makePng(9), kinds: [PNG], inline: true },
      { html: `<p>${TEXT} <img src="cid:inline.png" alt="me"></p>` },
    ),
    {
      content: 'picture written into the words',
      text: TEXT,
      html: `<p>${TEXT} <img src="data:image/png;base64,${makePng(11).toString('base64')}" alt="me"></p>`,
      files: [],
    },
  ]
}

/** As the channel would have had it. */
export function arrivalOf(sample: Sample, kind: ChannelKind, id: string): OpenedArrival {
  const { text, html, files } = sample
  const about = { id, channel: kind, kind, conversationId: null, receivedAt: 0 }
  if (kind !== 'email') {
    const opened = files.map(({ name, bytes }) => ({ untrustedName: name, untrustedType: 'application/octet-stream', bytes }))
    const words = { subject: 'A question', text, ...(html === undefined ? {} : { html }) }
    return { ...about, content: { type: 'words', words, files: opened } }
  }
  const parts = files.map(({ name, bytes, kinds, inline }) => ({
    type: kinds[0]?.[0] ?? 'application/octet-stream',
    name,
    body: bytes,
    ...(inline === true ? { cid: name } : {}),
  }))
  const raw = makeMail({ text, ...(html === undefined ? {} : { html }), ...(parts.length === 0 ? {} : { files: parts }) })
  return { ...about, content: { type: 'mail', raw } }
}
