import { describe, expect, it } from '@jest/globals'
import { tracker } from '../../../src/inspection/html/tracker.ts'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { message } from '../subjects.ts'

const look = (html: string) => tracker.inspect(message({ trackers: parseHtml(html, { partId: 'p1', firstLink: 1 }).trackers })).sightings

describe('catches', () => {
  it('pictures that nobody sees, with their number and hosts', () => {
    const html = '<img src="https://t.example/o?u=1" width=1 height=1><img src="https://u.example/o" style="display:none">'
    expect(look(html)).toEqual([
      {
        code: 'HTML_TRACKING_PIXEL',
        evidence: [
          { label: 'pictures', value: '2' },
          { label: 'host', value: 't.example' },
          { label: 'host', value: 'u.example' },
        ],
      },
    ])
  })
})

describe('near-miss', () => {
  it('passes pictures in view, pictures of the message itself, and those that hold the layout apart', () => {
    expect(look('<img src="https://e.example/logo.png" width=120 height=40>')).toEqual([])
    expect(look('<img src="cid:x" width=1 height=1><img src="data:image/gif;base64,R0lG" width=1 height=1>')).toEqual([])
    expect(look('<img src="https://e.example/s.gif" width=1 height=1> '.repeat(3))).toEqual([])
  })
})

describe('hostile input', () => {
  it('of many hosts and addresses that are none stays bounded', () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `<img src="https://h${at}.example/" width=0 height=0>`).join('')
    const [sighting] = look(`${many}<img src="https://%00/" width=1 height=1><img src="//" width=1 height=1>`)
    expect(sighting?.evidence).toHaveLength(21)
  })
})
