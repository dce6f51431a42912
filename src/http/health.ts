/** Orchestrators learn whether the process lives, whether it can work, and how it fares; none of it is about anybody's message. */
import { sendJson, sendText } from './answer.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './routes.ts'

export function healthRoutes(deps: AppDeps): readonly Route[] {
  return [
    { method: 'get', path: '/healthz', handler: (_req, res) => sendJson(res, 200, { status: 'ok' }) },
    {
      method: 'get',
      path: '/readyz',
      handler: async (_req, res) => {
        const { ok, reason, checks } = await deps.ready()
        const ready = ok && !deps.stopping.aborted
        const status = deps.stopping.aborted ? 'stopping' : ready ? 'ready' : 'not ready'
        sendJson(res, ready ? 200 : 503, { status, ...(reason === undefined ? {} : { reason }), checks })
      },
    },
    {
      method: 'get',
      path: '/metrics',
      handler: async (_req, res) => sendText(res, 200, 'text/plain; version=0.0.4', await deps.metrics()),
    },
  ]
}
