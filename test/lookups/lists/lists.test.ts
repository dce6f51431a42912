import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ForebayError } from '../../../src/core/error.ts'
import { compileOnce } from '../../../src/lookups/lists/compile-once.ts'
import type { ListAnswer, ListFetch, ListRequest } from '../../../src/lookups/lists/fetch-list.ts'
import { type Lists, type ListsOptions, openLists } from '../../../src/lookups/lists/lists.ts'
import { type ListSettings, readListSettings } from '../../../src/lookups/lists/settings.ts'
import { removeFolder, scratchFolder } from '../../support/scratch.ts'

const secret = new Uint8Array(32).fill(7)
const HOUR = 3_600_000
const FEED = 'https://feeds.example/SECRET/list.txt'

let folder: string
let now: number
const opened: Lists[] = []

beforeEach(async () => {
  folder = await scratchFolder('lists')
  now = 1_000_000_000_000
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((lists) => lists.close()))
  await removeFolder(folder)
})

const noFetch: ListFetch = async () => {
  throw new ForebayError('CONNECT_FAILED', 'The host does not take the connection.')
}

/** Not polled by a timer: the tests say when. */
async function open(settings: readonly Partial<ListSettings>[], more: Partial<ListsOptions> = {}): Promise<Lists> {
  const read = readListSettings(settings.map((one, at) => ({ id: `list-${at}`, kind: 'block', ...one })))
  const lists = await openLists({
    ...{
      settings: read,
      folder: join(folder, 'compiled'),
      secret,
      clock: () => now,
      fetch: noFetch,
      pollSeconds: 3_600,
      random: () => 0.5,
    },
    ...more,
  })
  opened.push(lists)
  await lists.firstRound
  return lists
}

async function sourceOf(text: string, name = 'own.txt'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** So that no two writes of a test look alike, however fast they come. */
let touched = 0
async function rewrite(path: string, text: string): Promise<void> {
  await writeFile(path, text)
  touched += 1
  await utimes(path, 1_700_000_000 + touched, 1_700_000_000 + touched)
}

const known = (lists: Lists, address: string) => lists.match(new URL(address).href).map(({ list, matched }) => `${list} ${matched}`)

describe('matching', () => {
  let lists: Lists
  let kept: string
  beforeAll(async () => {
    folder = await scratchFolder('lists')
    kept = folder
    now = 1_000_000_000_000
    const block = 'evil.example\nhttps://page.example/bad/\nhttps://page.example/one\nhttps://page.example/q?x=1\n203.0.113.7\n'
    lists = await open([
      {
        source: await sourceOf(`${block}https://s3.amazonaws.com/bucket/login.html\nhttps://site.example/%7Eanna/\n`),
        category: 'phishing',
      },
      { kind: 'allow', source: await sourceOf('good.example\npage.example\n', 'good.txt') },
      { source: await sourceOf('||ads.example^\n@@||fine.ads.example^\n||page.example/path^$all\n', 'rules.txt') },
    ])
    // Not for the tests to close: it serves all of them.
    opened.splice(0)
  })
  afterAll(async () => {
    await lists.close()
    await removeFolder(kept)
  })

  it.each([
    ['https://evil.example/', ['list-0 evil.example/']],
    ['http://EVIL.example:8080/any?thing#here', ['list-0 evil.example/']],
    ['https://anna:pw@www.deep.evil.example/a', ['list-0 evil.example/']],
    ['https://evil.example./', ['list-0 evil.example/']],
    ['https://page.example/bad/', ['list-0 page.example/bad/', 'list-1 page.example/']],
    ['https://www.page.example/bad/x/y?z', ['list-0 page.example/bad/', 'list-1 page.example/']],
    ['https://page.example//x/../bad/%2e/x', ['list-0 page.example/bad/', 'list-1 page.example/']],
    ['https://page.example/one', ['list-0 page.example/one', 'list-1 page.example/']],
    ['https://page.example/one?more', ['list-0 page.example/one', 'list-1 page.example/']],
    ['https://page.example/q?x=1', ['list-0 page.example/q?x=1', 'list-1 page.example/']],
    ['https://page.example/path/x', ['list-1 page.example/', 'list-2 page.example/path/']],
    ['https://site.example/~anna/x', ['list-0 site.example/~anna/']],
    ['https://site.example/%257Eanna/x', ['list-0 site.example/~anna/']],
    ['http://0xcb.0.113.7/x', ['list-0 203.0.113.7/']],
    ['http://[::ffff:203.0.113.7]/x', ['list-0 203.0.113.7/']],
    ['https://s3.amazonaws.com/bucket/login.html?x', ['list-0 s3.amazonaws.com/bucket/login.html']],
    ['https://ads.example/', ['list-2 ads.example/']],
    ['ftp://evil.example/', ['list-0 evil.example/']],
  ])('catches %s', (address, expected) => {
    expect(known(lists, address)).toEqual(expected)
  })

  it.each([
    'https://notevil.example/',
    'https://evil.example.com/',
    'https://example/',
    'https://other.example/?u=https://evil.example/',
    'https://other.example/#evil.example',
    'https://evil.example@other.example/',
    'https://other.example/evil.example/',
    'https://203.0.113.70/',
    'https://113.7/',
    'https://bucket.s3.amazonaws.com/bucket/login.html',
    'https://s3.amazonaws.com/bucket/',
    'https://fine.ads.example/',
    'https://www.fine.ads.example/x',
    'mailto:anna@evil.example',
    'javascript:alert(1)',
  ])('near-miss: lets %s pass', (address) => {
    expect(known(lists, address)).toEqual([])
  })

  it.each(['https://page.example/badger', 'https://page.example/bad', 'https://page.example/ones', 'https://page.example/one/two'])(
    'takes %s for no page that is listed',
    (address) => {
      expect(known(lists, address)).toEqual(['list-1 page.example/'])
    },
  )

  it.each(['https://page.example/q', 'https://page.example/q?x=2', 'https://page.example/pathology'])('wants all of %s', (address) => {
    expect(known(lists, address)).toEqual(['list-1 page.example/'])
  })

  it('says what kind of list, what is on it, and how old it is', () => {
    now += HOUR
    expect(lists.match('https://evil.example/')).toEqual([
      { kind: 'block', list: 'list-0', matched: 'evil.example/', category: 'phishing', ageMs: HOUR },
    ])
    expect(lists.match('https://good.example/')).toMatchObject([{ kind: 'allow', category: null }])
  })

  it('bears hostile addresses', () => {
    const labels = `https://${'a.'.repeat(10_000)}evil.example/`
    expect(known(lists, 'https://evil.example/x').length).toBe(1)
    expect(lists.match(labels)).toMatchObject([{ matched: 'evil.example/' }])
    for (const hostile of [
      '',
      '://',
      'https://',
      `https://evil.example${'/..'.repeat(8_000)}`,
      `https://x.example/${'%25'.repeat(8_000)}`,
      '\0',
    ])
      expect(lists.match(hostile).length).toBeLessThan(2)
  })

  it('is the same by hashes that were kept, and these tell nothing', () => {
    for (const address of [
      'https://www.evil.example/x',
      'https://page.example/bad/x',
      'https://fine.ads.example/',
      'https://other.example/',
    ]) {
      const expected = lists.match(address).map(({ matched: _gone, ...match }) => match)
      expect(lists.matchHashes(lists.hashesOf(address))).toEqual(expected)
    }
    expect(lists.hashesOf('mailto:a@evil.example')).toHaveLength(0)
    const other = lists.hashesOf('https://other.example/a')
    expect(lists.hashesOf('https://other.example/b')).not.toEqual(other)
    expect(lists.hashesOf('https://other.example/a')).toEqual(other)
  })
})

describe('a list from a file', () => {
  it('is read anew when the file changes and stands still, without a restart', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }])
    const changes: unknown[] = []
    lists.onChange((change) => changes.push(change))
    expect(known(lists, 'https://bad.example/')).toEqual([])
    await rewrite(source, 'bad.example\n')
    await lists.refresh()
    expect(known(lists, 'https://bad.example/')).toEqual(['list-0 bad.example/'])
    expect(known(lists, 'https://evil.example/')).toEqual([])
    await rewrite(source, '# nothing\n')
    await lists.refresh()
    expect(changes).toEqual([
      { list: 'list-0', added: true },
      { list: 'list-0', added: false },
    ])
  })

  it('is watched: nobody has to say that it changed', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }], { pollSeconds: 0.01 })
    await rewrite(source, 'bad.example\n')
    const { promise: changed, resolve } = Promise.withResolvers<unknown>()
    lists.onChange(resolve)
    expect(await changed).toEqual({ list: 'list-0', added: true })
    expect(known(lists, 'https://bad.example/')).toEqual(['list-0 bad.example/'])
  })

  it('tells only those who still want to hear it', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }])
    const heard: unknown[] = []
    const stop = lists.onChange((change) => heard.push(change))
    stop()
    await rewrite(source, 'bad.example\n')
    await lists.refresh('list-0')
    await lists.refresh('another')
    expect(heard).toEqual([])
    expect(known(lists, 'https://bad.example/')).toHaveLength(1)
  })

  it('stays as it was when the file is gone or is nonsense, and says why', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }])
    await rewrite(source, '<html>gone</html>')
    await lists.refresh()
    expect(lists.describe()).toMatchObject([{ lastError: 'LIST_NOT_UNDERSTOOD', entries: 1, stale: false }])
    await rm(source)
    await lists.refresh()
    expect(lists.describe()).toMatchObject([{ lastError: 'LIST_SOURCE_MISSING', entries: 1 }])
    expect(known(lists, 'https://evil.example/')).toEqual(['list-0 evil.example/'])
    await rewrite(source, 'bad.example\n')
    await lists.refresh()
    expect(lists.describe()).toMatchObject([{ lastError: null, entries: 1 }])
  })

  it('that was never there is stale, alarms once, and knows nothing', async () => {
    const alarms: (string | null)[] = []
    const lists = await open([{ source: join(folder, 'none.txt') }], { onStale: ({ lastError }) => alarms.push(lastError) })
    await lists.refresh()
    expect(alarms).toEqual(['LIST_SOURCE_MISSING'])
    expect(lists.describe()).toEqual([
      {
        ...{ id: 'list-0', kind: 'block', source: join(folder, 'none.txt'), format: null, category: null, entries: 0 },
        ...{ refused: { count: 0, reasons: {}, lines: [] }, readAt: null, ageMs: null, stale: true, lastError: 'LIST_SOURCE_MISSING' },
      },
    ])
    expect(known(lists, 'https://evil.example/')).toEqual([])
  })

  it('goes stale when nobody writes it any more, and alarms again after it was well', async () => {
    const alarms: string[] = []
    const source = await sourceOf('evil.example\n')
    await utimes(source, now / 1_000, now / 1_000)
    const lists = await open([{ source, staleAfterHours: 2 }], { onStale: ({ id }) => alarms.push(id) })
    expect(alarms).toEqual([])
    now += 3 * HOUR
    await lists.refresh()
    await lists.refresh()
    expect(alarms).toEqual(['list-0'])
    await utimes(source, now / 1_000, now / 1_000)
    await lists.refresh()
    now += 3 * HOUR
    await lists.refresh()
    expect(alarms).toEqual(['list-0', 'list-0'])
  })
})

describe('lists that are opened to be read only', () => {
  it('know what was compiled, ask no source and write nothing', async () => {
    const source = await sourceOf('evil.example\n')
    const none = await open([{ source }], { readOnly: true })
    expect(known(none, 'https://evil.example/')).toEqual([])
    expect(await readdir(folder)).toEqual(['own.txt'])
    await open([{ source }])
    await rewrite(source, 'bad.example\n')
    const lists = await open([{ source }], { readOnly: true, pollSeconds: 0.01 })
    expect(known(lists, 'https://evil.example/')).toHaveLength(1)
    expect(lists.describe()).toMatchObject([{ entries: 1, stale: false, lastError: null }])
  })
})

describe('a list from a URL', () => {
  interface Feed {
    text: string | null
    readonly asked: Pick<ListRequest, 'etag' | 'lastModified'>[]
    readonly fetch: ListFetch
  }

  function feedOf(text: string): Feed {
    const feed: Feed = {
      text,
      asked: [],
      fetch: async (url, { etag, lastModified, toPath }): Promise<ListAnswer> => {
        expect(url).toBe(FEED)
        feed.asked.push({ etag, lastModified })
        if (feed.text === null) throw new ForebayError('REQUEST_TIMEOUT', 'There was no whole answer in time.')
        const tag = `"${feed.text.length}"`
        if (etag === tag) return { status: 'unchanged' }
        await writeFile(toPath, feed.text)
        return { status: 'fetched', etag: tag, lastModified: null }
      },
    }
    return feed
  }

  it('is fetched, asked only whether it changed, and fetched when it has', async () => {
    const feed = feedOf('evil.example\n')
    const lists = await open([{ source: FEED }], { fetch: feed.fetch })
    expect(known(lists, 'https://evil.example/')).toHaveLength(1)
    now += HOUR
    await lists.refresh()
    expect(lists.describe()).toMatchObject([{ source: 'https://feeds.example/…/list.txt', ageMs: 0, lastError: null, entries: 1 }])
    feed.text = 'evil.example\nbad.example\n'
    await lists.refresh()
    expect(known(lists, 'https://bad.example/')).toHaveLength(1)
    expect(feed.asked.map(({ etag }) => etag)).toEqual([null, '"13"', '"13"'])
    expect((await readdir(join(folder, 'compiled'))).sort()).toEqual(['list-0.list'])
  })

  it('is there at once after a restart, even when its source is not', async () => {
    const feed = feedOf('evil.example\n')
    await open([{ source: FEED }], { fetch: feed.fetch })
    feed.text = null
    now += 100 * HOUR
    const again = await open([{ source: FEED }], { fetch: feed.fetch })
    expect(known(again, 'https://evil.example/')).toHaveLength(1)
    expect(again.describe()).toMatchObject([{ ageMs: 100 * HOUR, stale: true, lastError: 'REQUEST_TIMEOUT' }])
  })

  it('is not asked for before it is time, nor hammered when it fails', async () => {
    const feed = feedOf('evil.example\n')
    const lists = await open([{ source: FEED, refreshMinutes: 60 }], { fetch: feed.fetch, pollSeconds: 0.005 })
    const settled = async (asks: number) => {
      for (let wait = 0; wait < 400 && feed.asked.length < asks; wait += 1) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 30))
      return feed.asked.length
    }
    expect(await settled(1)).toBe(1)
    feed.text = null
    now += HOUR
    expect(await settled(2)).toBe(2)
    // The first pause is a minute, give or take.
    now += 30_000
    expect(await settled(2)).toBe(2)
    now += 60_000
    expect(await settled(3)).toBe(3)
    expect(lists.describe()).toMatchObject([{ lastError: 'REQUEST_TIMEOUT', stale: false }])
  })

  it('that is empty, too long or a web page of a sudden leaves the old one', async () => {
    const feed = feedOf('evil.example\n')
    const lists = await open([{ source: FEED }], { fetch: feed.fetch })
    for (const [text, code] of [
      ['', 'LIST_EMPTY'],
      ['<html>', 'LIST_NOT_UNDERSTOOD'],
    ] as const) {
      feed.text = text
      await lists.refresh()
      expect(lists.describe()).toMatchObject([{ lastError: code, entries: 1 }])
    }
    expect(known(lists, 'https://evil.example/')).toHaveLength(1)
  })
})

describe('the compiled file', () => {
  const compiled = () => join(folder, 'compiled', 'list-0.list')

  it('that was damaged while the service stood is refused, said, and made anew from the source', async () => {
    const source = await sourceOf('evil.example\n')
    await (await open([{ source }])).close()
    await writeFile(compiled(), (await readFile(compiled())).subarray(0, 100))
    await rm(source)
    const without = await open([{ source }])
    expect(without.describe()).toMatchObject([{ stale: true, entries: 0 }])
    await sourceOf('evil.example\n')
    await without.refresh()
    expect(known(without, 'https://evil.example/')).toHaveLength(1)
  })

  it('that is damaged while the service runs leaves the list that is in memory', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }])
    await rm(source)
    await writeFile(compiled(), 'tampered')
    await lists.refresh()
    expect(known(lists, 'https://evil.example/')).toHaveLength(1)
    expect(lists.describe()[0]?.lastError).not.toBeNull()
  })

  it('of another source is not taken for this one', async () => {
    await (await open([{ source: await sourceOf('evil.example\n') }])).close()
    const lists = await open([{ source: FEED }])
    expect(known(lists, 'https://evil.example/')).toEqual([])
    expect(lists.describe()).toMatchObject([{ stale: true, lastError: 'CONNECT_FAILED' }])
  })

  it('that the command line made is taken over by the service that runs', async () => {
    const source = await sourceOf('evil.example\n')
    const lists = await open([{ source }])
    await rewrite(source, 'bad.example\n')
    now += 1
    const signal = new AbortController().signal
    const asked = { list: 'list-0', source, format: 'auto', outPath: compiled(), secret, clock: () => now, fetch: noFetch, signal } as const
    expect((await compileOnce(asked)).header.hosts).toBe(1)
    await rm(source)
    await lists.refresh()
    expect(known(lists, 'https://bad.example/')).toHaveLength(1)
  })

  it('tells nobody what is on it, and nobody but the owner reads it', async () => {
    await open([{ source: await sourceOf('evil.example\n') }])
    expect((await readFile(compiled())).includes('evil')).toBe(false)
    expect((await stat(compiled())).mode & 0o077).toBe(0)
  })
})

describe('a look', () => {
  it('sees the old list or the new one, never none, however often it is read anew', async () => {
    const source = await sourceOf('always.example\nfirst.example\n')
    const lists = await open([{ source }])
    let reading = true
    let looks = 0
    let dropped = 0
    const looking = (async () => {
      while (reading) {
        for (let at = 0; at < 50; at += 1, looks += 1) if (lists.match('https://always.example/').length !== 1) dropped += 1
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    for (const round of ['second', 'third', 'fourth']) {
      await rewrite(source, `always.example\n${round}.example\n`)
      await lists.refresh()
      expect(known(lists, `https://${round}.example/`)).toHaveLength(1)
    }
    reading = false
    await looking
    expect(looks).toBeGreaterThan(100)
    expect(dropped).toBe(0)
  })
})
