/** Others reach an installation where it says, else where it listens. */
import { expect, it } from '@jest/globals'
import { publicUrlOf } from '../../src/settings/public-url.ts'

it.each([
  [{ host: '127.0.0.1', port: 8191 }, 'http://127.0.0.1:8191'],
  [{ host: '::1', port: 80 }, 'http://[::1]:80'],
  [{ host: '127.0.0.1', port: 8191, publicUrl: 'https://gate.example.com//' }, 'https://gate.example.com'],
])('%j is reached at %s', (settings, url) => expect(publicUrlOf(settings)).toBe(url))
