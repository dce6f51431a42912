/** The API reference is served whole from this process: no script, font or request goes anywhere else. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Response } from 'express'
import { sendJson } from './answer.ts'
import type { AppDeps } from './deps.ts'
import { describeApi } from './openapi.ts'
import type { Route } from './routes.ts'

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Forebay API</title><link rel="icon" href="data:,"></head>
<body><noscript>This page needs JavaScript. The same as data: <a href="/openapi.json">/openapi.json</a></noscript><div id="reference"></div><script src="/docs/scalar.js"></script><script src="/docs/start.js"></script></body>
</html>
`

/** Everything that the reference could fetch from elsewhere is switched off; the page's CSP would stop it as well. */
const START = `Scalar.createApiReference('#reference', {
  url: '/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true }, mcp: { disabled: true },
  showDeveloperTools: 'never', documentDownloadType: 'json',
})
`

export function docsRoutes(deps: Pick<AppDeps, 'submissionSchema'>): readonly Route[] {
  let described: object | null = null
  return [
    {
      method: 'get',
      path: '/openapi.json',
      handler: (_req, res) => {
        described ??= describeApi(deps.submissionSchema)
        sendJson(res, 200, described)
      },
    },
    { method: 'get', path: '/docs', handler: (_req, res) => sendAsset(res, 'text/html', PAGE) },
    { method: 'get', path: '/docs/start.js', handler: (_req, res) => sendAsset(res, 'text/javascript', START) },
    {
      method: 'get',
      path: '/docs/scalar.js',
      handler: async (_req, res) => {
        res.setHeader('Cache-Control', 'public, max-age=86400')
        await new Promise<void>((resolve, reject) =>
          res.sendFile(standaloneScript(), { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } }, (error) =>
            error ? reject(error) : resolve(),
          ),
        )
      },
    },
  ]
}

function standaloneScript(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference')
  return join(dirname(entry), 'browser', 'standalone.js')
}

function sendAsset(res: Response, mediaType: string, text: string): void {
  res.statusCode = 200
  res.setHeader('Content-Type', `${mediaType}; charset=utf-8`)
  res.setHeader('Cache-Control', 'no-cache')
  res.end(text)
}
