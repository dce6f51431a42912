/** Pages for people carry a policy under which nothing but their own few parts can run, load or frame them. */
import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Brand } from './deps.ts'
import { FILE_STYLE, GATEWAY_STYLE } from './gateway-style.ts'
import { identifyStyle } from './identify-style.ts'

const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

export function gatewayHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': [hashOf(GATEWAY_STYLE)],
        // CSP3 7.4.1: the redirect that answers the form is checked as well, and it leads to any web address.
        'form-action': ["'self'", 'https:', 'http:'],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/** The pictures of a file's pages come from beside the page; there is no form to send. */
export function fileHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': [hashOf(FILE_STYLE)],
        'img-src': ["'self'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/** The logo comes from where the company keeps it, and nothing else from anywhere. */
export function identifyHeaders(brand: Brand): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': [hashOf(identifyStyle(brand))],
        'img-src': brand.logoUrl === null ? ["'none'"] : [new URL(brand.logoUrl).origin],
        // CSP3 7.4.1: the redirect that answers the form leads to the company's login.
        'form-action': ["'self'", 'https:', 'http:'],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // The logo may be of another origin that says nothing of who may show it.
    crossOriginEmbedderPolicy: false,
  })
}

export function docsHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  })
}
