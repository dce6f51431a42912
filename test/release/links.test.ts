/** What becomes of links in the words. */
import { describe, expect, it } from '@jest/globals'
import { build } from '../../src/release/build.ts'
import { aFinding, aLink, aMessage, anOutcome, aReport, givenIdentity, givenPolicy, link } from '../policy/given.ts'
import { givenWords } from '../support/languages.ts'
import { aLinkedMessage, releaseOf, WHOLE_POLICY_KEEPS_LINKS } from './given.ts'

const ATTRIBUTES = 'rel="noopener noreferrer nofollow" target="_blank"'

/** A link that stands whole, as parsing places one whose words were an address. */
function aShownMessage(url: string, shownText: string) {
  const whole = { body: '', slots: [{ at: 0, kind: 'link', linkId: 'l1' } as const] }
  return aMessage({ links: [aLink('l1', { url, untrustedUrl: url, shownText, source: 'html' })], text: whole, html: whole })
}

describe('build, of links', () => {
  it('puts the gateway in place of a bare address', () => {
    const message = aMessage({ links: [aLink('l1')] })
    const html = { body: '<p>Hello </p>', slots: [{ at: 9, kind: 'link', linkId: 'l1' } as const] }
    const release = releaseOf({ message: { ...message, html } })
    expect(release.text).toBe('Hello https://gate.example/l/example.com/l1')
    expect(release.html).toBe(`<p>Hello <a href="https://gate.example/l/example.com/l1" ${ATTRIBUTES}>example.com/a</a></p>`)
    expect(release.links).toEqual([
      {
        id: 'l1',
        action: 'rewrite',
        display: 'example.com/a',
        host: 'example.com',
        shown: null,
        url: 'https://gate.example/l/example.com/l1',
        reason: 'LINK_REWRITTEN',
        explanation: 'Made safe to open: it opens through a page that shows where it leads.',
      },
    ])
  })

  it('names the site behind the address of a mail filter beside the words', () => {
    const url = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example.com%2Fa&data=x'
    expect(releaseOf({ message: aLinkedMessage(url, 'our offer') }).html).toContain(
      '>our offer (eur01.safelinks.protection.outlook.com → shop.example.com)</a>',
    )
  })

  it('shows the real host where something was found about it', () => {
    const found = (severity: 'low' | 'medium') => [aFinding('f1', 'LINK_FREE_HOSTING', link('l1'), severity)]
    const offer = aLinkedMessage('https://example.com/a', 'our offer')
    expect(releaseOf({ message: offer, findings: found('medium') }).html).toContain('>our offer (example.com)</a>')
    expect(releaseOf({ message: offer, findings: found('low') }).html).toContain('>our offer</a>')
  })

  it('shows in the place of a claim among the words of a link that claim alone, with the real host', () => {
    const slots = [{ at: 9, kind: 'link', linkId: 'l1', untrustedClaim: 'bank.example' }] as const
    const links = [
      aLink('l1', { url: 'https://example.com/a', untrustedUrl: 'https://example.com/a', shownText: 'Log in at bank.example now' }),
    ]
    const { html } = releaseOf({ message: aMessage({ links, html: { body: 'Log in at  now', slots: [{ ...slots[0], at: 10 }] } }) })
    expect(html).toMatch(/^Log in at <a [^>]*>bank\.example \(example\.com\)<\/a> now$/)
  })

  it('shows an address in its own capitals, unless they are there to be misread', () => {
    const shown = (untrustedUrl: string) => {
      const links = [aLink('l1', { url: new URL(`https://${untrustedUrl}`).href, untrustedUrl, shownText: null })]
      return />([^<]*)<\/a>/.exec(
        releaseOf({ message: aMessage({ links, html: { body: '', slots: [{ at: 0, kind: 'link', linkId: 'l1' }] } }) }).html ?? '',
      )?.[1]
    }
    expect(shown('SHOP.EXAMPLE.COM')).toBe('SHOP.EXAMPLE.COM')
    expect(shown('Shop.Example.com')).toBe('Shop.Example.com')
    expect(shown('PaypaI.example.com')).toBe('paypai.example.com')
  })

  it('keeps an address in plain text apart from words that touch it', () => {
    const between = (before: string, after: string) => {
      const slots = [{ at: before.length, kind: 'link', linkId: 'l1' }] as const
      return releaseOf({ message: aMessage({ links: [aLink('l1')], text: { body: before + after, slots } }) }).text
    }
    const gateway = 'https://gate.example/l/example.com/l1'
    expect(between('seehttp', 'Trade now')).toBe(`seehttp ${gateway} Trade now`)
    expect(between('(', ').')).toBe(`(${gateway}).`)
    expect(between('see ', ', or')).toBe(`see ${gateway}, or`)
    expect(between('见', '吧')).toBe(`见 ${gateway} 吧`)
  })

  it('leaves a mail address whole whose domain begins with www', () => {
    const body = 'from linuxuser-admin@www.linux.example and www.'
    expect(releaseOf({ message: aMessage({ text: { body, slots: [] } }) }).text).toBe(body)
  })

  it('shows the real host beside words that name an address and do not begin with it', () => {
    const release = releaseOf({ message: aLinkedMessage('https://example.com/a', 'our offer') })
    expect(release.text).toBe('See our offer (https://gate.example/l/example.com/l1).')
    expect(release.html).toBe(`<p>See <a href="https://gate.example/l/example.com/l1" ${ATTRIBUTES}>our offer</a>.</p>`)
    expect(releaseOf({ message: aLinkedMessage('https://example.com/a', 'example.com/a') }).html).not.toContain('(example.com)')
    for (const shown of ['bank.example/?example.com', 'example.com.bank.example', 'example.com@bank.example', 'notexample.com']) {
      expect(releaseOf({ message: aLinkedMessage('https://example.com/a', shown) }).html).toContain(' (example.com)</a>.')
    }
  })

  it('defangs into words, with nothing left to click', () => {
    const findings = [aFinding('f1', 'LINK_USERINFO', link('l1'))]
    const release = releaseOf({ message: aLinkedMessage('https://bank@evil.example/a.html?u=b.c', 'your bank'), findings })
    expect(release.text).toBe('See your bank (hxxps://bank[at]evil[.]example/a[.]html?u=b[.]c).')
    expect(release.html).toBe('<p>See your bank (hxxps://bank[at]evil[.]example/a[.]html?u=b[.]c).</p>')
    expect(release.links[0]).toMatchObject({ action: 'defang', url: null, host: 'evil.example', reason: 'LINK_USERINFO' })
  })

  it('leaves the reason where a link was removed or is held', () => {
    const message = aLinkedMessage('javascript:alert(1)', 'click')
    const removed = releaseOf({ message, findings: [aFinding('f1', 'LINK_DANGEROUS_SCHEME', link('l1'))] })
    expect(removed.text).toBe('See click [link removed: the address would run a program instead of opening a page].')
    expect(removed.html).toBe('<p>See click [link removed: the address would run a program instead of opening a page].</p>')
    expect(removed.links[0]).toMatchObject({ action: 'remove', display: 'javascript[:]…', url: null, host: null })
    const held = releaseOf({
      message: aLinkedMessage('https://example.com/', 'click'),
      outcomes: [anOutcome(link('l1'), 'failed', 'INSPECTOR_CRASHED')],
    })
    expect(held.text).toBe('See click [link held: it could not be checked completely].')
    expect(held.links[0]).toMatchObject({ action: 'hold', display: 'example[.]com', url: null })
  })

  it('keeps the address where the policy does, and mail addresses always', () => {
    const kept = releaseOf({ message: aLinkedMessage('https://example.com/?a=1&b="2"', 'click'), policy: WHOLE_POLICY_KEEPS_LINKS })
    expect(kept.html).toContain('<a href="https://example.com/?a=1&amp;b=&quot;2&quot;" rel="noopener')
    expect(kept.text).toBe('See click (https://example.com/?a=1&b="2").')
    expect(releaseOf({ message: aLinkedMessage('mailto:a@example.com', 'write') }).html).toContain('<a href="mailto:a@example.com" ')
  })

  it('shows an address that would not parse as words', () => {
    const release = releaseOf({ message: aLinkedMessage(null, 'click', { untrustedUrl: 'http://[\u202e.example' }) })
    expect(release.text).toBe('See click (hxxp://[[.]example).')
    expect(release.links[0]).toMatchObject({ action: 'defang', reason: 'LINK_UNPARSABLE', url: null, host: null })
  })

  it('leaves a jump within the message as words, and tells nobody of it', () => {
    const release = releaseOf({ message: aLinkedMessage(null, 'to the top', { untrustedUrl: '#top' }) })
    expect(release.text).toBe('See to the top.')
    expect(release.html).toBe('<p>See to the top.</p>')
    expect(release.links[0]).toMatchObject({ action: 'release', display: '#top', url: null })
    expect(release.notices).toEqual([])
  })

  it('makes nothing clickable that is no web or mail address, even if a verdict asks for it', () => {
    for (const kind of ['release', 'rewrite'] as const) {
      for (const url of ['javascript:alert(1)', 'file:///etc/passwd', null]) {
        const message = aLinkedMessage(url, 'click')
        const action = { kind, subject: link('l1'), because: [], rule: 'test', reason: 'OK' }
        const verdict = { disposition: 'release', policyVersion: 1, actions: [action] } as const
        const input = { message, report: aReport(message), identity: givenIdentity('verified'), policy: givenPolicy(), revision: 1 }
        const release = build({ ...input, verdict, words: givenWords(), rewriteLink: () => 'https://gate.example/' })
        expect(release.html).not.toContain('<a')
        expect(release.links[0]).toMatchObject({ action: 'defang', url: null })
      }
    }
  })

  it('removes a link that the verdict does not speak of', () => {
    const message = aLinkedMessage('https://example.com/', 'click')
    const verdict = { disposition: 'release', policyVersion: 1, actions: [] } as const
    const input = { message, report: aReport(message), identity: givenIdentity('verified'), policy: givenPolicy(), revision: 1 }
    expect(build({ ...input, verdict, words: givenWords(), rewriteLink: () => 'https://gate.example/' }).html).toBe(
      '<p>See click [link removed].</p>',
    )
  })

  it('lists only links that stand in the words', () => {
    const message = aMessage({
      links: [aLink('l1'), aLink('l2', { via: 'img[src]' })],
      text: { body: '', slots: [{ at: 0, kind: 'link', linkId: 'l1' }] },
    })
    expect(releaseOf({ message }).links.map((one) => one.id)).toEqual(['l1'])
  })

  it('keeps the numbers of ports and the brackets of IPv6 out of the host, and shows what is left', () => {
    for (const [url, host] of [
      ['https://u:p@example.com:8443/x', 'example.com'],
      ['https://[2001:db8::1]:8443/x', '[2001:db8::1]'],
      ['https://[2001:db8::1]/', '[2001:db8::1]'],
      ['https://example.com/@evil.example', 'example.com'],
      ['https://example.com?@evil.example', 'example.com'],
    ] as const) {
      expect(releaseOf({ message: aMessage({ links: [aLink('l1', { url })] }) }).links[0]?.host).toBe(host)
    }
  })

  it('treats a slot without a link, an anchor in an anchor and an anchor that never closes as words', () => {
    const slots = [
      { at: 0, kind: 'link', linkId: 'l9' },
      { at: 1, kind: 'link-open', linkId: 'l1' },
      { at: 2, kind: 'link', linkId: 'l2' },
      { at: 2, kind: 'link-open', linkId: 'l2' },
      { at: 3, kind: 'link-close', linkId: 'l2' },
    ] as const
    const html = { body: 'abcd', slots }
    const release = releaseOf({ message: aMessage({ links: [aLink('l1'), aLink('l2')], text: null, html }) })
    expect(release.html).toBe(`[link removed]a<a href="https://gate.example/l/example.com/l1" ${ATTRIBUTES}>bexample[.]com/acd</a>`)
  })

  it('does not let an address through that parsing left in the words', () => {
    const text = { body: 'http://evil.example and WWW.evil.example and ftp://evil.example', slots: [] }
    const subject = 'See https://evil.example\r\nnow'
    const release = releaseOf({ message: aMessage({ text, subject }) })
    expect(release.text).toBe('hxxp://evil.example and www[.]evil.example and fxp://evil.example')
    expect(release.subject).toBe('See hxxps://evil[.]example now')
  })

  it('leaves nothing in the subject that a chat client makes a link of', () => {
    const release = releaseOf({ message: aMessage({ subject: 'Pay at evil-bank.com/login or http://192.0.2.1/x, says anna@example.com' }) })
    expect(release.subject).toBe('Pay at evil-bank[.]com/login or hxxp://192[.]0[.]2[.]1/x, says anna@example.com')
  })

  it('leaves nothing in the shown text of a link that a chat client makes a link of', () => {
    const kept = releaseOf({ message: aShownMessage('https://example.com/a', 'evil-bank.com/login') })
    expect(kept.text).toBe('evil-bank[.]com/login (https://gate.example/l/example.com/l1)')
    const findings = [aFinding('f1', 'LINK_TEXT_MISMATCH', link('l1'))]
    const defanged = releaseOf({ message: aShownMessage('https://example.com/a', 'https://evil-bank.com/login'), findings })
    expect(defanged.text).toBe('hxxps://evil-bank[.]com/login (hxxps://example[.]com/a)')
    expect(defanged.html).toBe('hxxps://evil-bank[.]com/login (hxxps://example[.]com/a)')
  })

  it('leaves no bare host once there is no more room for gateway addresses', () => {
    const slots = Array.from({ length: 120_000 }, () => ({ at: 0, kind: 'link', linkId: 'l1' }) as const)
    const release = releaseOf({ message: aMessage({ links: [aLink('l1')], text: { body: 'x', slots } }) })
    expect(release.text).toMatch(/example\[\.\]com\/ax$/)
    expect(release.text).not.toMatch(/(?<!\/l\/)example\.com/)
  })

  it('turns pictures into labels', () => {
    const html = {
      body: '<p></p>',
      slots: [
        { at: 3, kind: 'image', alt: '<b>Cat\u202e', from: 'remote', cid: null, width: '120', height: '40%' },
        { at: 3, kind: 'image', alt: '', from: 'cid', cid: 'x', width: null, height: null },
      ] as const,
    }
    const release = releaseOf({ message: aMessage({ html, text: { body: 'Hi ', slots: html.slots } }) })
    expect(release.html?.replace(/ style="[^"]*1px dashed[^"]*"/g, '')).toBe(
      '<p><img alt="[picture blocked: &lt;b&gt;Cat]" width="120" height="40%" /><img alt="[picture blocked]" /></p>',
    )
    expect(release.text).toBe('Hi [picture blocked: <b>Cat][picture blocked]')
  })

  it('lets a picture without an address say what it said', () => {
    const html = {
      body: '',
      slots: [{ at: 0, kind: 'image', alt: 'Logo of evil.com', from: 'none', cid: null, width: null, height: null }] as const,
    }
    expect(releaseOf({ message: aMessage({ html }) }).html).toContain('<img alt="Logo of evil[.]com" style=')
  })

  it('does not let many slots with one long address make a huge release', () => {
    const url = `https://example.com/${'a'.repeat(4_000)}`
    const slots = Array.from({ length: 5_000 }, () => ({ at: 0, kind: 'link', linkId: 'l1' }) as const)
    const message = aMessage({ links: [aLink('l1', { url })], text: { body: 'x', slots } })
    expect(releaseOf({ message, policy: WHOLE_POLICY_KEEPS_LINKS }).text!.length).toBeLessThan(5_000_000)
  })

  it('speaks the language of the channel', () => {
    const findings = [aFinding('f1', 'LINK_DANGEROUS_SCHEME', link('l1'))]
    const message = aLinkedMessage('javascript:alert(1)', 'klick')
    expect(releaseOf({ message, findings, policy: givenPolicy({ language: 'sv' }) }).text).toContain(
      '[länk borttagen: adressen skulle köra ett program',
    )
    expect(releaseOf({ message, findings, policy: givenPolicy({ language: 'es' }) }).text).toContain(
      '[enlace retirado: la dirección ejecutaría un programa',
    )
  })
})
