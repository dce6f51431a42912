import { describe, expect, it } from '@jest/globals'
import type { Entry } from '../../../src/lookups/lists/entry.ts'
import { detectFormat, type ListFormat, openFeed } from '../../../src/lookups/lists/formats/detect.ts'

interface Read {
  readonly format: ListFormat | null
  readonly entries: readonly string[]
  readonly exceptions: readonly string[]
  /** `line why`. */
  readonly refused: readonly string[]
}

function read(text: string, format: ListFormat | 'auto' = 'auto', pieceCharacters = text.length): Read {
  const entries: string[] = []
  const exceptions: string[] = []
  const refused: string[] = []
  const feed = openFeed(format, {
    take(entry: Entry, line, exception = false) {
      if (entry.kind === 'refused') refused.push(`${line} ${entry.why}`)
      else (exception ? exceptions : entries).push(entry.expression)
    },
  })
  for (let at = 0; at < text.length; at += pieceCharacters) feed.push(text.slice(at, at + pieceCharacters))
  feed.end()
  return { format: feed.format(), entries, exceptions, refused }
}

const HOSTS = `# phishing hosts
; another comment
! and another

evil.example
*.wild.example   # a remark
BAD.example\r
com
not a host
`

const HOSTS_FILE = `127.0.0.1 localhost
::1 localhost ip6-loopback
# ads
0.0.0.0 evil.example
0.0.0.0\tbad.example worse.example # two
nonsense
`

const URLS = `# OpenPhish
https://evil.example/login/
http://bad.example/a,b.php?x=1#top
https://worse.example
http://203.0.113.7:81/bin.sh
`

const URLHAUS = `################################################################
# abuse.ch URLhaus Database Dump (CSV - recent URLs)           #
# Last updated: 2026-11-22 00:00:00 (UTC)                      #
################################################################
#
# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter
"1","2026-11-22 00:00:00","http://203.0.113.7:46525/bin.sh","online","2026-11-22 00:00:00","malware_download","32-bit,elf","https://urlhaus.abuse.ch/url/1/","someone"
"2","2026-11-22 00:00:00","https://evil.example/a,""b"".exe","offline","","malware_download","exe","https://urlhaus.abuse.ch/url/2/","someone"
"3","2026-11-22 00:00:00","broken
`

const URLHAUS_HOSTFILE = `# abuse.ch URLhaus Host file                                   #
127.0.0.1\tevil.example
127.0.0.1\tbad.example
`

const PHISHTANK = `phish_id,url,phish_detail_url,submission_time,verified,verification_time,online,target
1,https://evil.example/login,http://www.phishtank.com/phish_detail.php?phish_id=1,2026-11-22T00:00:00+00:00,yes,2026-11-22T00:00:00+00:00,yes,Other
2,"https://bad.example/a,b",http://www.phishtank.com/phish_detail.php?phish_id=2,2026-11-22T00:00:00+00:00,yes,2026-11-22T00:00:00+00:00,yes,"Bank, big"
`

const PHISHTANK_JSON = `[
  {"phish_id":"1","url":"https:\\/\\/evil.example\\/login","phish_detail_url":"http:\\/\\/www.phishtank.com\\/x",
   "details":[{"ip_address":"203.0.113.7","cidr_block":"203.0.113.0\\/24","host":"innocent.example"}],"target":"a \\"b\\" c"},
  {"phish_id":"2","url":"https://bad.example/\\u00e4"}
]`

const OPENPHISH_JSON = `{"url": "https://evil.example/a", "brand": "Bank", "host": "evil.example"}
{"url": "https://bad.example/b", "brand": null, "host": "bad.example"}
`

const ADBLOCK = `[Adblock Plus 2.0]
! Title: a list
||evil.example^
||*.wild.example^
||bad.example^$all
||page.example/path^$all
||prefix.example/a/
||203.0.113.7^
@@||good.evil.example^
|https://exact.example/x|
plain.example
0.0.0.0 sunk.example
||embedded.example^$third-party
||scripts.example^$script,domain=a.example
example.com##.ad
example.com#@#.ad
/ads[0-9]+/
||part*.example^
-banner-ad.
||com^
`

describe('a list', () => {
  it.each<[string, string, ListFormat, readonly string[], readonly string[]]>([
    ['of hosts', HOSTS, 'hosts', ['evil.example/', 'wild.example/', 'bad.example/'], ['8 PUBLIC_SUFFIX', '9 INVALID_HOST']],
    [
      'that is a hosts file',
      HOSTS_FILE,
      'hostfile',
      ['evil.example/', 'bad.example/', 'worse.example/'],
      ['1 LOCAL', '2 LOCAL', '2 LOCAL', '6 MALFORMED'],
    ],
    ['of URLs', URLS, 'urls', ['evil.example/login/', 'bad.example/a,b.php?x=1', 'worse.example/', '203.0.113.7/bin.sh'], []],
    ['of URLhaus', URLHAUS, 'csv', ['203.0.113.7/bin.sh', 'evil.example/a,"b".exe'], ['9 MALFORMED']],
    ['of URLhaus, as hosts', URLHAUS_HOSTFILE, 'hostfile', ['evil.example/', 'bad.example/'], []],
    ['of PhishTank', PHISHTANK, 'csv', ['evil.example/login', 'bad.example/a,b'], []],
    ['of PhishTank, in JSON', PHISHTANK_JSON, 'json', ['evil.example/login', 'bad.example/%C3%A4'], []],
    ['of OpenPhish, in JSON lines', OPENPHISH_JSON, 'json', ['evil.example/a', 'bad.example/b'], []],
    ['of strings in JSON', '["evil.example", "https://bad.example/a", 7, ["tag.example"]]', 'json', ['evil.example/', 'bad.example/a'], []],
    [
      'of rows without a header',
      '1,2026,http://evil.example/a,x\n2,2026,http://bad.example/b,y\n3,2026,none,z\n',
      'csv',
      ['evil.example/a', 'bad.example/b'],
      ['3 MALFORMED'],
    ],
    ['of domains in a column', 'domain,seen\nevil.example,2026\nbad.example,2026\n', 'csv', ['evil.example/', 'bad.example/'], []],
  ])('%s is read as what it is', (_what, text, format, entries, refused) => {
    expect(read(text)).toEqual({ format, entries, exceptions: [], refused })
  })

  it('for ad blockers gives whole hosts and paths, its exceptions, and counts the rest', () => {
    expect(read(ADBLOCK)).toEqual({
      format: 'adblock',
      entries: [
        ...['evil.example/', 'wild.example/', 'bad.example/', 'page.example/path', 'page.example/path/', 'prefix.example/a/'],
        ...['203.0.113.7/', 'exact.example/x', 'plain.example/', 'sunk.example/'],
      ],
      exceptions: ['good.evil.example/'],
      refused: [
        ...['13 UNSUPPORTED_RULE', '14 UNSUPPORTED_RULE', '15 UNSUPPORTED_RULE', '16 UNSUPPORTED_RULE', '17 UNSUPPORTED_RULE'],
        ...['18 UNSUPPORTED_RULE', '19 UNSUPPORTED_RULE', '20 PUBLIC_SUFFIX'],
      ],
    })
  })

  it.each([HOSTS, HOSTS_FILE, URLS, URLHAUS, PHISHTANK, PHISHTANK_JSON, OPENPHISH_JSON, ADBLOCK])(
    'is read alike whatever pieces it comes in',
    (text) => {
      for (const pieceCharacters of [1, 7, 64]) expect(read(text, 'auto', pieceCharacters)).toEqual(read(text))
    },
  )

  it.each([
    ['################\n# Title\n## more\n0.0.0.0 evil.example\n', 'hostfile'],
    ['########\nevil.example ## seen twice\n', 'hosts'],
    ['evil.example##.ad\nexample.com#@#.ad\n', 'adblock'],
    ['##.ad\nevil.example\n', 'adblock'],
    ['', 'hosts'],
    ['https://evil.example/a,b,c\nhttps://bad.example/d,e,f\n', 'urls'],
  ])('that begins with %j is in the format %s', (text, format) => {
    expect(detectFormat(text)).toBe(format)
  })

  it('with a byte order mark begins behind it', () => {
    expect(detectFormat('\uFEFF{"url":"https://evil.example/a"}')).toBe('json')
  })

  it.each(['<!doctype html><title>Sign in</title>', '\n <html>'])('is none when a web page came instead: %j', (text) => {
    expect(() => read(text)).toThrow('LIST_NOT_UNDERSTOOD')
  })

  it.each(['[{"url":"https://evil.example/a"},', '{"url":"https://evil.exam', '[{"url":"https://evil.example/a"}}'])(
    'of JSON that is not whole is none: %j',
    (text) => {
      expect(() => read(text, 'json')).toThrow('LIST_NOT_UNDERSTOOD')
    },
  )

  it('with hostile lines refuses these and reads the others', () => {
    const long = 'a'.repeat(100_000)
    expect(read(`${long}\nevil.example\n${long}`, 'hosts', 5_000)).toEqual({
      format: 'hosts',
      entries: ['evil.example/'],
      exceptions: [],
      refused: ['1 LINE_TOO_LONG', '3 LINE_TOO_LONG'],
    })
    expect(read(`[{"url":"${long}"},{"url":"https://evil.example/a"},{"url":"\\q"}]`, 'json', 5_000)).toMatchObject({
      entries: ['evil.example/a'],
      refused: ['1 LINE_TOO_LONG', '1 MALFORMED'],
    })
    expect(() => read('['.repeat(10_000), 'json')).toThrow('LIST_NOT_UNDERSTOOD')
    expect(read(`${',"'.repeat(5_000)}\n`, 'csv').refused).toEqual(['1 MALFORMED'])
  })
})
