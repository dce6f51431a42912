import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import type { House } from '../../../src/core/inspector.ts'
import { oneEditApart, shapeOf, slips } from '../../../src/inspection/links/drawn-alike.ts'
import { imitation, lookalike } from '../../../src/inspection/links/lookalike.ts'
import { SHIPPED } from '../../../src/inspection/links/protected-names.ts'
import { plainSpelling, readsAsPlain } from '../../../src/inspection/links/skeleton.ts'
import { parseUrl } from '../../../src/parse/url.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const NONE: House = { protectedDomains: [] }
const OURS: House = {
  protectedDomains: ['norrbank.example.com', 'norrbank.se', ' *.Nordljus.se', 'länskraft.se', 'kö.se', '', 'se', 'not a domain'],
}
const inspect = (address: string, house = NONE) => lookalike.inspect(linkTo(address), message(), house)
const seen = (host: string, house = NONE) => codes(inspect(`https://${host}`, house))

describe('catches', () => {
  it('a known name with an accent, and says whose', () => {
    expect(inspect('https://robínhood.com/').sightings).toEqual([
      {
        code: 'LINK_LOOKALIKE',
        confidence: 0.95,
        evidence: [
          { label: 'host', value: 'xn--robnhood-e2a.com' },
          { label: 'protected', value: 'robinhood.com' },
          { label: 'how', value: 'drawn alike' },
        ],
      },
    ])
  })

  it.each([
    ['paypa1.com', 'a digit for a letter'],
    ['paypai.com', 'an i for an l'],
    ['micr0s0ft.net', 'two digits for letters'],
    ['rnicrosoft.com', 'two letters drawn as one'],
    ['vvhatsapp.com', 'two letters drawn as one'],
    ['v1sa.com', 'a digit in a short name'],
    ['appłe.com', 'a stroke in an ordinary word'],
    ['www.gøøgle.co.uk', 'strokes'],
    ['раураӏ.com', 'all of it in Cyrillic'],
    ['wikipédia.org', 'a much-visited name with an accent'],
    ['vimeø.com', 'another with a stroke'],
    ['paypall.com', 'a letter doubled'],
    ['gogle.com', 'one of two letters'],
    ['googel.com', 'letters swapped'],
    ['instgram.com', 'a letter missing'],
    ['gooqle.com', 'a letter drawn alike'],
    ['swedbankk.se', 'a letter doubled at the end'],
    ['handelsbanekn.se', 'letters swapped'],
    ['bankld.com', 'an l for an i'],
  ])('%s: %s', (host) => {
    expect(seen(host)).toEqual(['LINK_LOOKALIKE'])
  })

  it.each([
    ['paypal.com.evil.example.com', 'a domain as subdomains'],
    ['www-paypal-com.evil.org', 'a domain between hyphens'],
    ['paypal-com.xyz', 'a domain between hyphens as the whole name'],
    ['paypal.com.ups.top', 'a domain before the name of another'],
    ['login.paypal.com-verify.ru', 'a domain that ends in the registered label'],
    ['deutsche-bank.de.kunden.example.org', 'a domain with a hyphen of its own'],
    ['apple.com.find-my.info', 'an ordinary word with its suffix'],
    ['chase.com.evil.net', 'another'],
    ['ups.com.evil.net', 'a short one'],
    ['paypal-login.com', 'beside a lure'],
    ['secure-swedbank.net', 'after a lure'],
    ['paypa1-login.com', 'drawn alike, beside a lure'],
    ['pаypal-login.com', 'with a Cyrillic letter, beside a lure'],
    ['paypallogin.com', 'run together with a lure'],
    ['mysecurepaypal.com', 'run together with two words'],
    ['netflix-billing24.com', 'a lure with digits'],
    ['googleverify.com', 'run together with the plainest lure'],
    ['wwwpaypal.com', 'run together with www'],
    ['paypalcom.info', 'run together with com'],
    ['login.paypal.evil.org', 'a subdomain beside a lure'],
    ['paypal_login.evil.org', 'a subdomain with an underscore'],
    ['paypal.account-check.org', 'a subdomain before a lure'],
    ['bankid-verifiera.evil.org', 'a lure within a subdomain'],
    ['evil.org/paypal.com/login', 'in the path'],
    ['evil.org/wp-content/www.paypal.com/signin/index.php', 'deep in the path'],
  ])('%s: %s', (address) => {
    expect(codes(inspect(`https://${address}`))).toEqual(['LINK_BRAND_BORROWED'])
  })

  it('the path with less confidence than the name of the site', () => {
    const [path, name] = ['https://evil.org/paypal.com/login', 'https://paypal.com.evil.org/'].map(
      (each) => inspect(each).sightings[0]?.confidence ?? 0,
    )
    expect(path).toBeLessThan(name ?? 0)
  })
})

describe('the house', () => {
  it.each([
    ['norrbonk.se', 'LINK_LOOKALIKE', 'one letter differs'],
    ['norbank.se', 'LINK_LOOKALIKE', 'a letter missing'],
    ['norrbanks.se', 'LINK_LOOKALIKE', 'a letter more'],
    ['n0rrbank.com', 'LINK_LOOKALIKE', 'a digit'],
    ['norrbank.xyz', 'LINK_LOOKALIKE', 'another ending'],
    ['norrbänk.se', 'LINK_LOOKALIKE', 'a dot too many'],
    ['norrbank-online.com', 'LINK_BRAND_BORROWED', 'in part'],
    ['mynordljusapp.com', 'LINK_BRAND_BORROWED', 'run together'],
    ['norrbank.evil.org', 'LINK_BRAND_BORROWED', 'a subdomain'],
    ['norrbank.se.evil.org', 'LINK_BRAND_BORROWED', 'its whole domain'],
    ['nordljus.se.evil.org', 'LINK_BRAND_BORROWED', 'a domain that was written with a star'],
    ['lanskraft.org', 'LINK_LOOKALIKE', 'a name of its own letters without them'],
  ])('has its own names guarded more strictly: catches %s, %s (%s)', (host, code) => {
    expect(seen(host)).not.toContain(code)
    expect(seen(host, OURS)).toEqual([code])
  })

  it.each([
    'norrbank.se',
    'www.norrbank.se',
    'norrbank.example.com',
    'nordljus.se',
    'xn--lnskraft-0za.se',
    'länskraft.se',
    'kö.org',
    'ko.org',
  ])('lets %s pass', (host) => {
    expect(seen(host, OURS)).toEqual([])
  })

  it('adds to the shipped names and takes none away', () => {
    expect(seen('paypa1.com', OURS)).toEqual(['LINK_LOOKALIKE'])
  })

  it('is asked anew when its names change', () => {
    expect(seen('norrbonk.se', { protectedDomains: ['norrbank.se'] })).toEqual(['LINK_LOOKALIKE'])
    expect(seen('norrbonk.se', { protectedDomains: ['sydbank.example.com'] })).toEqual([])
  })
})

describe('near-miss', () => {
  it.each([
    ...['paypal.com', 'www.paypal.com', 'paypal.me', 'swedbank.se', 'internetbank.swedbank.se', 'www.bankid.com', 'länsförsäkringar.se'],
    // The same name under a suffix that no list of ours has.
    ...['google.co.zw', 'amazon.com.br', 'paypal.xyz', 'ikea.kz', 'mail.google.tk'],
    // Names of others that come near.
    ...[
      'paypay.ne.jp',
      'goodle.com',
      'telegra.ph',
      'cosco.com',
      'dave.com',
      'appie.nl',
      'applied.com',
      'altin.com',
      'visas.com',
      'über.com',
      'lng.com',
      'papal.com',
    ],
    ...['chaser.com', 'steamy.net', 'discovery.com', 'targets.org', 'zoomin.com', 'metal.com', 'orangery.org', 'wiser.com'],
    // Only letters of another kind make a copy of a much-visited name.
    ...['wikipediia.org', 'v1meo.com', 'vimeo.xyz', 'wikipedia.org'],
    // Names of products and of their makers.
    ...[
      'amazonpay.com',
      'googleads.com',
      'adobelogin.com',
      'microsoftonline.com',
      'facebookmail.com',
      'githubusercontent.com',
      'outlook-mobile.com',
    ],
    ...[
      'visa-support.com',
      'apple-pie-service.com',
      'support.chase-hotel.com',
      'klarna.teamtailor.com',
      'docusign.company.com',
      'paypal.shop.example.com',
    ],
    // Sites that serve or speak of others.
    ...['www.paypal.com.edgekey.net', 'www-paypal-com.translate.goog', 'office365.microsoft.com', 'outlook.live.com'],
    ...[
      'similarweb.com/website/paypal.com',
      'example.org/paypal.com',
      'example.org/paypal.com/reviews',
      'web.archive.org/web/2020/https://paypal.com/login',
      'whois.example/whois/paypal.com/history',
    ],
    ...['example.org/paypal-comparison.com.html', 'localhost', '127.0.0.1', '[::1]', 'paypal.com.invalid-top-level', '123456.com'],
  ])('lets %s pass', (address) => {
    expect(linkTo(`https://${address}`).url).not.toBeNull()
    expect(codes(inspect(`https://${address}`))).toEqual([])
  })

  it('lets every protected name pass as itself, under its own suffix and below it', () => {
    expect(SHIPPED.owned.size).toBeGreaterThan(400)
    for (const domain of SHIPPED.owned)
      expect({ domain, codes: [...seen(domain), ...seen(`login.${domain}`)] }).toEqual({ domain, codes: [] })
    for (const name of SHIPPED.byName.keys()) expect({ name, codes: seen(`${name}.co.ke`) }).toEqual({ name, codes: [] })
  })
})

describe('hostile input', () => {
  it.each([
    `${'paypal-'.repeat(8)}x.com`,
    `${'paypal.com.'.repeat(20)}evil.org`,
    `${'login-'.repeat(40)}.com`,
    `${'secure'.repeat(10)}p.com`,
    `evil.org/${'paypal.com/'.repeat(700)}`,
    `evil.org/${'.'.repeat(8_000)}`,
  ])('answers about %s in one sighting at most', (address) => {
    expect(inspect(`https://${address}`).sightings.length).toBeLessThanOrEqual(1)
  })

  it('does not take an object’s own names for brands', () => {
    for (const name of ['constructor', '__proto__', 'tostring', 'hasownproperty']) expect(seen(`${name}.com`)).toEqual([])
  })

  it('bears a house with nonsense and with thousands of domains', () => {
    const many = { protectedDomains: Array.from({ length: 5_000 }, (_, at) => `firm${at}.example.com`) }
    expect(seen('paypa1.com', many)).toEqual(['LINK_LOOKALIKE'])
    expect(seen('paypa1.com', { protectedDomains: ['', '..', '\0', 'xn--', '://', '.com'] })).toEqual(['LINK_LOOKALIKE'])
  })

  it('judges a host by itself, as another inspector may hand it in', () => {
    const address = parseUrl('https://paypa1.com')
    expect(address === null ? null : imitation(address, NONE)?.code).toBe('LINK_LOOKALIKE')
  })
})

describe('what is drawn alike', () => {
  it.each([
    ['ɢооglé', 'google'],
    ['аррӏе', 'apple'],
    ['ᴀᴘᴘʟᴇ', 'apple'],
    ['đœ', 'doe'],
    ['日本', '日本'],
    ['paypal', 'paypal'],
  ])('spells %s plainly as %s', (name, plain) => {
    expect(plainSpelling(name)).toBe(plain)
  })

  it('says of no name in other letters that it reads as plain', () => {
    expect(['日本', 'привет', 'i❤'].map(readsAsPlain)).toEqual([null, null, null])
    expect(readsAsPlain('раураl')).toBe('paypal')
  })

  it.each(['paypa1', 'paypai', 'paypal', 'раураӏ'])('gives %s the shape of paypal', (name) => {
    expect(shapeOf(name)).toBe(shapeOf('paypal'))
  })

  const names = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })

  it('always counts one edit as others do, with a transposition as one', () => {
    const swaps = (one: string, other: string): boolean =>
      Array.from({ length: one.length - 1 }, (_, at) => one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2)).includes(other)
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(oneEditApart(one, other)).toBe(one !== other && (distance(one, other) === 1 || (one.length > 1 && swaps(one, other))))
      }),
      { numRuns: 2_000 },
    )
  })

  it('never slips further than one edit, nor off the first letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6,20}$/), (name) => {
        for (const slip of slips(name).keys()) {
          expect(slip[0]).toBe(name[0])
          expect(oneEditApart(name, slip)).toBe(true)
        }
      }),
    )
  })
})

describe('links/lookalike', () => {
  keepsContract(lookalike)
})
