import { describe, expect, it } from '@jest/globals'
import { scheme } from '../../../src/inspection/links/scheme.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const seen = (address: string) => codes(scheme.inspect(linkTo(address), message(), { protectedDomains: [] }))

describe('catches', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>1</script>',
    'data:image/svg+xml,<svg onload=1>',
    'data:application/xhtml+xml;base64,AAAA',
    'file:///etc/passwd',
    'file://evil.test/share/a.lnk',
    '\\\\evil.test\\share\\a.lnk',
    'smb://evil.test/share',
    'search-ms:query=a&crumb=location:\\\\evil.test',
    'ms-msdt:/id PCWDiagnostic',
    'ms-word:ofe|u|https://evil.test/a.docx',
    'ms-appinstaller:?source=https://evil.test/a.msix',
    'intent://x#Intent;scheme=http;end',
    'itms-services://?action=download-manifest&url=https://evil.test/a.plist',
    'ssh://-oProxyCommand=x/',
    'view-source:https://example.com',
    'blob:https://example.com/1',
  ])('%s', (address) => {
    expect(seen(address)).toEqual(['LINK_DANGEROUS_SCHEME'])
  })

  it.each(['ftp://example.com/a', 'tg://resolve?domain=x', 'bitcoin:1abc', 'myapp://open', 'data:text/plain,hello'])(
    '%s as unusual',
    (address) => {
      expect(seen(address)).toEqual(['LINK_UNUSUAL_SCHEME'])
    },
  )
})

describe('near-miss', () => {
  it.each([
    'https://example.com/javascript:alert(1)',
    'http://example.com/?u=file:///etc/passwd',
    'mailto:anna@example.com',
    'tel:+46701234567',
    'sms:+46701234567',
    'cid:logo@example.com',
    'data:image/png;base64,AAAA',
    '#javascript:',
    'page.html',
    '//example.com/a',
  ])('lets %s pass', (address) => {
    expect(seen(address)).toEqual([])
  })
})

describe('catches what a carrier was given', () => {
  it.each([
    'https://eur01.safelinks.protection.outlook.com/?url=file%3A%2F%2Fevil.test%2Fshare%2Fa.lnk',
    'https://www.google.com/url?q=javascript%3Aalert(1)',
  ])('%s', (address) => {
    expect(seen(address)).toEqual(['LINK_DANGEROUS_SCHEME'])
  })
})

describe('hostile input', () => {
  it.each(['java\tscript:alert(1)', '\x01\x02 javascript:alert(1)', '\n\tjava\r\nscript\n:alert(1)', ' \t \tjavascript:1'])(
    'reads %j as a browser does',
    (address) => {
      expect(seen(address)).toEqual(['LINK_DANGEROUS_SCHEME'])
    },
  )

  it('knows a dangerous scheme also where the rest cannot be parsed', () => {
    const address = 'file://[/share'
    expect(linkTo(address).url).toBeNull()
    expect(seen(address)).toEqual(['LINK_DANGEROUS_SCHEME'])
  })

  it('answers about an address of a million characters', () => {
    expect(seen(`javascript:${'a'.repeat(1_000_000)}`)).toEqual(['LINK_DANGEROUS_SCHEME'])
    expect(seen('a'.repeat(1_000_000))).toEqual([])
  })
})

describe('the contract', () => {
  keepsContract(scheme)
})
