import { describe, expect, it } from '@jest/globals'
import { isOneTimeShape } from '../../../src/parse/link/one-time.ts'
import { parseUrl } from '../../../src/parse/url.ts'

const isOneTime = (address: string) => isOneTimeShape(parseUrl(address)!)
const UUID = '3f2b8c1e-9a7d-4c55-8e21-0b6f4d2a9c11'

describe('a link that works once', () => {
  it.each([
    'https://shop.com/password/reset?token=8f3a9c',
    'https://shop.com/users/password/edit?reset_password_token=abcdef',
    'https://shop.com/reset/Zk81mQ0vT9xLpR4s',
    `https://shop.com/verify/${UUID}`,
    'https://shop.com/confirm?code=482913',
    'https://shop.com/activate/4Hs82kLLqP01zz',
    'https://app.shop.com/magic-link?t=8Yx20kLmQ',
    'https://shop.com/login?magic_token=aaaaaa1',
    'https://auth.shop.com/__/auth/action?mode=resetPassword&oobCode=ABCdef123',
    `https://shop.com/invite/${UUID}`,
    'https://shop.com/join?k=3kd93kdjf93',
    'https://shop.com/unsubscribe?u=12345',
    'https://shop.com/unsubscribe/4711',
    'https://shop.com/optout.php?email=a@b.com&id=99',
    'https://shop.com/x?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
    'https://shop.com/#access_token=ya29.a0AfH6SMB',
    'https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024',
    'https://shop.se/aterstall-losenord/9f8e7d6c5b4a3f2e',
    'https://shop.se/bekr%C3%A4fta?kod=1&key=9f8e7d',
    'https://shop.de/passwort?code=12ab34',
    'https://shop.com/reset/MQ/bv0pcs-1f0c9d8e7a6b5c4d3e2f/',
    'https://shop.com/wp-login.php?action=rp&key=Gx71kq&login=anna',
    'https://shop.com/loginwithemail?password=a-b-c&state=x',
    'https://shop.com/o/a1b2c3/optout',
    `https://sign.shop.com/Signing/EmailStart.aspx?a=${UUID}`,
    `https://meet.shop.com/cancellations/${UUID}`,
  ])('has the shape of %s', (address) => {
    expect(isOneTime(address)).toBe(true)
  })

  it.each([
    'https://shop.com/',
    'https://shop.com/login',
    'https://shop.com/login?next=/home',
    'https://shop.com/help/how-to-reset-your-password',
    'https://shop.com/blog/2024/05/verify-your-identity-in-ten-easy-steps',
    'https://shop.com/products/red-shoes?color=red&size=42',
    'https://shop.com/news/1234567',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://shop.com/search?q=magic+tricks',
    'https://docs.shop.com/invite-your-team',
  ])('has not the shape of %s', (address) => {
    expect(isOneTime(address)).toBe(false)
  })

  it('is told of any address without a throw', () => {
    for (const piece of ['%', '-', 'a', 'eyJ', '=', '&', 'reset/', 'A1'])
      expect(typeof isOneTime(`https://a.com/reset?${piece.repeat(2_000)}`.slice(0, 8_000))).toBe('boolean')
  })
})
