import { describe, expect, it } from '@jest/globals'
import { mismatch } from '../../../src/inspection/links/mismatch.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const HOUSE = { protectedDomains: ['ourhouse.com'] }
const inspect = (shown: string, target: string, sender?: string) =>
  mismatch.inspect(linkTo(target, shown), message(sender === undefined ? {} : { sender: { address: sender } }), HOUSE)
const seen = (shown: string, target: string, sender?: string) => codes(inspect(shown, target, sender))

describe('catches', () => {
  it.each([
    ['https://www.mybank.com/login', 'https://evil.net/login'],
    ['www.mybank.com', 'https://evil.net/'],
    ['mybank.com', 'https://evil.net/'],
    ['MYBANK.COM/Login', 'https://evil.net/'],
    ['mybank.com', 'https://mybank.com.evil.net/'],
    ['mybank.com', 'https://mybank.tk/'],
    ['mybank.com', 'https://mybank.top/'],
    ['alice.github.io', 'https://alice.vercel.app/'],
    ['mybank.com', 'https://mybank.blogspot.com/'],
    ['Go to https://mybank.com now!', 'https://evil.net/'],
    ['(www.mybank.com)', 'https://evil.net/'],
    ['https://mybank.com', 'http://93.184.215.14/'],
    ['alice.github.io', 'https://bob.github.io/'],
    ['support@mybank.com', 'mailto:support@evil.net'],
    ['support@mybank.com', 'https://evil.net/'],
    ['mybank.com', 'mailto:info@evil.net'],
    ['http://127.0.0.1/', 'https://evil.net/'],
    ['www.microsoft.com', 'https://forms.office.com/r/abc'],
  ])('%s that opens %s', (shown, target) => {
    expect(seen(shown, target)).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it.each([
    ['https://www.mybank.com/login (evil.net)', 'https://evil.net/login'],
    ['https://www.mybank.com', 'https://www.google.com/url?q=https://www.mybank.com&q=https://evil.net'],
    ['https://www.mybank.com', 'https://eur01.safelinks.protection.outlook.com/?x;url=https%3A%2F%2Fmybank.com&url=https%3A%2F%2Fevil.net'],
  ])('a claim that only looks kept: %s that opens %s', (shown, target) => {
    expect(seen(shown, target)).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('with evidence of both sites', () => {
    expect(inspect('mybank.com', 'https://xn--mnchen-3ya.de/x').sightings[0]?.evidence).toEqual([
      { label: 'shown', value: 'mybank.com' },
      { label: 'target', value: 'münchen.de' },
    ])
  })

  it('with the site of a mailbox that is shown, and not whose it is', () => {
    const [sighting] = mismatch.inspect(linkTo('https://evil.example/', 'anna.svensson@mybank.com'), message()).sightings
    expect(sighting?.evidence?.[0]).toEqual({ label: 'shown', value: '…@mybank.com' })
  })

  it('a name that stands in the target on purpose with the highest confidence, a name in a sentence with a low one', () => {
    expect(inspect('mybank.com', 'https://mybank.com.evil.net/').sightings[0]?.confidence).toBe(1)
    expect(inspect('mybank.com', 'https://evil.net/').sightings[0]?.confidence).toBe(0.95)
    expect(inspect('log in at mybank.com first', 'https://evil.net/').sightings[0]?.confidence).toBe(0.5)
  })

  it('a redirection whose first address is another one, though the shown one comes after it', () => {
    expect(seen('mybank.com', 'https://urldefense.com/v3/__https://evil.net/?https://mybank.com__;!!x')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('what a mail filter or a redirector surely leads to', () => {
    expect(
      inspect('mybank.com', 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.net%2F&data=x').sightings[0],
    ).toMatchObject({
      code: 'LINK_TEXT_MISMATCH',
      evidence: [{ value: 'mybank.com' }, { value: 'evil.net' }],
    })
    expect(seen('www.google.com', 'https://www.google.com/url?q=https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('mybank.com', 'https://protect-eu.mimecast.com/s/abc?domain=evil.net')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('mybank.com', 'https://u1.ct.sendgrid.net/ls/click?upn=abc', 'anna@evil.net')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('a guarded name under another ending, among other names, or by way of its false sender', () => {
    expect(seen('ourhouse.com', 'https://ourhouse.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('News.com and PayPal.com today', 'https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('ourhouse.com', 'https://evil.net/?u=https://ourhouse.com', 'anna@evil.net')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('a full address, or a name that many like to pass for, though the sender’s own counter leads there', () => {
    expect(seen('https://Partner.com/', 'https://click.shop.com/click?q=abc', 'news@shop.com')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('PayPal.com', 'https://click.shop.com/click?q=abc', 'news@shop.com')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('Ourhouse.com', 'https://click.shop.com/click?q=abc', 'news@shop.com')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('Now at PayPal.com', 'https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('Please visit Mybank.com today', 'https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('Your Mybank.com account is locked', 'https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('a redirection by a stranger, and one by a site that only sounds like a mail filter', () => {
    expect(seen('paypal.com', 'https://evil.net/?u=https://paypal.com', 'anna@customer.org')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('mybank.com', 'https://evil.net/?u=https://mybank.com&v=https://evil.org', 'anna@customer.org')).toEqual([
      'LINK_TEXT_MISMATCH',
    ])
    expect(seen('mybank.com', 'https://evil.net/?u=https://evil.org/%3Fv%3Dx&w=https://mybank.com')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('mybank.com', 'https://mybank.com.evil.net/?u=https://mybank.com')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('mybank.com', 'https://protect-xmimecast.com/?u=https://mybank.com')).toEqual(['LINK_TEXT_UNPROVEN'])
  })
})

describe('catches, more mildly,', () => {
  it.each([
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.mybank.com%2Fa&data=05',
    'https://urldefense.com/v3/__https://mybank.com/a__;!!abc',
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__www.mybank.com_a&d=x',
    'https://protect-eu.mimecast.com/s/abc?domain=mybank.com',
    'https://url.emailprotection.link/?abc',
    'https://www.google.com/url?q=https://mybank.com/a',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.mybank.com%2F',
  ])('a known mail filter on the way to the shown site: %s', (target) => {
    expect(seen('www.mybank.com', target)).toEqual(['LINK_TEXT_REDIRECT'])
  })

  it('an unknown site that may carry on to the shown one', () => {
    expect(seen('mybank.com', 'https://r.unknown.net/r?u=https%3A%2F%2Fwww.mybank.com%2F')).toEqual(['LINK_TEXT_UNPROVEN'])
    expect(seen('mybank.com', `https://a.net/r?u=${encodeURIComponent('https://b.net/?v=https%3A%2F%2Fmybank.com%2F')}`)).toEqual([
      'LINK_TEXT_UNPROVEN',
    ])
  })

  it('a well-known shop that a newsletter speaks of, by its own counter or on its own page', () => {
    expect(seen('Walmart.com', 'http://www.desktops.com/walmart', 'anna@desktops.com')).toEqual(['LINK_TEXT_UNPROVEN'])
    expect(seen('Netflix.com', 'http://click.shop.com/click?q=abc', 'anna@shop.com')).toEqual(['LINK_TEXT_UNPROVEN'])
    expect(seen('Netflix.com', 'http://evil.net/netflix', 'anna@shop.com')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('a name in a sentence, and a short link', () => {
    expect(seen('See what shop.com says', 'https://blog.net/')).toEqual(['LINK_TEXT_UNPROVEN'])
    expect(seen('shop.com/offer', 'https://bit.ly/abc')).toEqual(['LINK_TEXT_UNPROVEN'])
    expect(seen('See what paypal.com says', 'https://blog.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen('amazon.com/offer', 'https://bit.ly/abc')).toEqual(['LINK_TEXT_MISMATCH'])
  })

  it('a mail filter that alone knows where it leads, by the name that is shown', () => {
    expect(seen('mybank.com', 'https://us01.l.antigena.com/l/abc')).toEqual(['LINK_TEXT_REDIRECT'])
    expect(seen('paypal.com', 'https://us01.l.antigena.com/l/abc')).toEqual(['LINK_TEXT_UNPROVEN'])
  })

  it('the click counter of a mail service, when the words name the site of the sender', () => {
    expect(seen('www.shop.com', 'https://u1.ct.sendgrid.net/ls/click?upn=abc', 'news@mail.shop.com')).toEqual(['LINK_TEXT_REDIRECT'])
    expect(seen('shop.com', 'https://shop.us1.list-manage.com/track/click?u=1&id=2', 'news@shop.com')).toEqual(['LINK_TEXT_REDIRECT'])
  })

  it('a trade name by way of the sender’s own counter', () => {
    expect(seen('Dilbert.com', 'http://ummail4.comics.com/Click?q=ae-jOB6QMB3LJ9', 'x@ummail4.comics.com')).toEqual(['LINK_TEXT_REDIRECT'])
  })

  it.each([
    ['www.company.com', 'https://www.company.net/'],
    ['company.co.uk', 'https://company.com/'],
    ['http://www.davidroses.co.za', 'http://www.davidroses.com'],
  ])('the same name under another lasting ending: %s that opens %s', (shown, target) => {
    expect(seen(shown, target)).toEqual(['LINK_TEXT_SIBLING'])
  })

  it.each(['CNEWS News.com: Top stories', 'See how it works at Builder.com.', 'Download Builder.com’s series'])(
    'a name that is talked about: %s',
    (shown) => {
      expect(seen(shown, 'https://shop.com/')).toEqual(['LINK_TEXT_MENTION'])
    },
  )

  it('the sender’s own redirection to the shown site', () => {
    expect(seen('partner.com', 'https://click.shop.com/r?to=https%3A%2F%2Fpartner.com%2F', 'news@mail.shop.com')).toEqual([
      'LINK_TEXT_REDIRECT',
    ])
  })
})

describe('near-miss', () => {
  it.each([
    ['Click here', 'https://evil.net/'],
    ['', 'https://evil.net/'],
    ['mybank.com', 'https://mybank.com/login?x=1'],
    ['www.mybank.com', 'https://secure.mybank.com/'],
    ['https://mybank.com', 'http://mybank.com'],
    ['münchen.de', 'https://xn--mnchen-3ya.de/'],
    ['anna@mybank.com', 'mailto:anna@mybank.com?subject=x'],
    ['anna@mybank.com', 'https://mybank.com/contact'],
    ['mybank.co.uk', 'https://www.mybank.co.uk/'],
    ['Mail a@mybank.com or see shop.com', 'https://shop.com/'],
    ['Version 2.10.1 of Node.js', 'https://nodejs.org/'],
    ['Learn ASP.NET in a week', 'https://shop.com/'],
    ['report.zip', 'https://files.shop.com/report.zip'],
    ['README.md', 'https://github.com/a/b'],
    ['at 10 a.m. or 3.30 p.m', 'https://shop.com/'],
    ['Your order has shipped.Click here', 'https://shop.com/'],
    ['127.0.0.1', 'https://shop.com/'],
    ['mybank.com', 'tel:+4670'],
    ['mybank.com', 'page.html'],
    ['anna@mybank.com', 'https://mail.google.com/mail/?view=cm&to=anna@mybank.com'],
    ['office.com', 'https://login.microsoftonline.com/'],
    ['youtube.com/watch?v=abc', 'https://youtu.be/abc'],
    ['https://www.google.com/url?q=https://shop.com', 'https://www.google.com/url?q=https://shop.com'],
    ['Data Provider for .NET (ODP.NET)', 'https://shop.com/'],
  ])('lets %j that opens %s pass', (shown, target) => {
    expect(seen(shown, target)).toEqual([])
  })
})

describe('hostile input', () => {
  it.each([
    ['my\u200Bbank.com', 'zero width within'],
    ['\u202Emybank.com\u202C', 'direction marks around'],
    ['my\u00ADbank.com', 'a soft hyphen'],
    ['ｍｙｂａｎｋ．ｃｏｍ', 'fullwidth letters and dots'],
    ['mybank。com', 'an ideographic full stop'],
    ['mybank[.]com', 'a bracketed dot'],
    ['hxxps://mybank.com/', 'a defanged scheme'],
    ['  ***mybank.com***  ', 'decoration'],
  ])('sees through %j: %s', (shown) => {
    expect(seen(shown, 'https://evil.net/')).toEqual(['LINK_TEXT_MISMATCH'])
    expect(seen(shown, 'https://mybank.com/')).toEqual([])
  })

  it('answers about shown words of a million characters', () => {
    for (const word of ['a.', '@', 'a@', '[.', 'http://', 'a.b ', '.', '\u200B'])
      expect(inspect(word.repeat(300_000), 'https://evil.net/').status).toBe('ok')
  })
})

describe('the contract', () => {
  keepsContract(mismatch)
})
