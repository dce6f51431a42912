/** The whole HTTP edge as one Express app: routes as data, one key check, one shape of error. */
import express from 'express'
import { stackOf } from '../core/stack.ts'
import { createBodyReader } from './body.ts'
import { channelRoutes } from './channels.ts'
import { customerRoutes } from './customers.ts'
import type { AppDeps } from './deps.ts'
import { docsRoutes } from './docs.ts'
import { eventRoutes } from './events.ts'
import { failedRoutes } from './failed.ts'
import { gatewayRoutes } from './gateway.ts'
import { handedFileRoutes } from './handed-files.ts'
import { healthRoutes } from './health.ts'
import { identifyRoutes } from './identify.ts'
import { keyRoutes } from './keys.ts'
import { listRoutes } from './lists.ts'
import { logRoutes } from './logs.ts'
import { messageRoutes } from './messages.ts'
import { originalRoutes } from './originals.ts'
import { docsHeaders, fileHeaders, gatewayHeaders, identifyHeaders } from './page-headers.ts'
import { pictureRoutes } from './pictures.ts'
import { policyRoutes } from './policies.ts'
import { problemHandler } from './problem.ts'
import { quarantineRoutes } from './quarantine.ts'
import { releaseRoutes } from './releases.ts'
import { beginRequest } from './request-context.ts'
import { revealRoutes } from './reveal.ts'
import { mountRoutes, type Route } from './routes.ts'
import { unwrapRoutes } from './unwrap.ts'
import { webhookRoutes } from './webhooks.ts'

/** @param routes a process that takes no submissions mounts fewer. */
export function createApp(deps: AppDeps, routes: readonly Route[] = allRoutes(deps)): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Repeated names become lists, which the schemas refuse; nothing nests.
  app.set('query parser', 'simple')
  app.use(beginRequest(deps.log))
  app.use('/l', gatewayHeaders())
  app.use(['/f', '/v'], fileHeaders())
  app.use('/docs', docsHeaders())
  app.set('trust proxy', deps.trustedProxies)
  if (deps.stepUp !== null) app.use('/identify', identifyHeaders(deps.stepUp.brand))
  mountRoutes(app, routes)
  app.use(
    problemHandler({
      ...(deps.onRefused === undefined ? {} : { onRefused: (code: string) => deps.onRefused?.(code) }),
      onFailure: (error, requestId) => deps.log.error('request failed', { requestId, code: error.code, ...stackOf(error.cause) }),
    }),
  )
  return app
}

/** In the order in which they are tried: submissions first. */
export function allRoutes(deps: AppDeps): readonly Route[] {
  const readBody = createBodyReader(deps.limits.maxBufferedBytes)
  return [
    ...messageRoutes(deps, readBody),
    ...releaseRoutes(deps),
    ...originalRoutes(deps, readBody),
    ...revealRoutes(deps, readBody),
    ...eventRoutes(deps),
    ...webhookRoutes(deps, readBody),
    ...channelRoutes(deps),
    ...policyRoutes(deps, readBody),
    ...quarantineRoutes(deps, readBody),
    ...failedRoutes(deps),
    ...customerRoutes(deps, readBody),
    ...logRoutes(deps),
    ...listRoutes(deps),
    ...unwrapRoutes(deps, readBody),
    ...keyRoutes(deps, readBody),
    ...gatewayRoutes(deps),
    ...identifyRoutes(deps, readBody),
    ...pictureRoutes(deps),
    ...handedFileRoutes(deps),
    ...healthRoutes(deps),
    ...docsRoutes(deps),
  ]
}
