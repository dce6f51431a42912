/** Routes are data, so that a path answers 405 with what it allows, and the API's description can be checked against them. */
import type { Express } from 'express'
import { ForebayError } from '../core/error.ts'
import type { Handler } from './access.ts'

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Express pattern: `/v1/messages/:id`. */
  readonly path: string
  readonly handler: Handler
}

export function mountRoutes(app: Express, routes: readonly Route[]): void {
  const allowed = new Map<string, string[]>()
  for (const { method, path, handler } of routes) {
    app[method](path, handler)
    const methods = allowed.get(path) ?? []
    methods.push(...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    allowed.set(path, methods)
  }
  for (const [path, methods] of allowed) {
    const allow = methods.join(', ')
    app.all(path, (req, res) => {
      res.setHeader('Allow', allow)
      if (req.method === 'OPTIONS') {
        res.statusCode = 204
        res.end()
        return
      }
      throw new ForebayError('METHOD_NOT_ALLOWED', `This address takes ${allow}.`, { status: 405 })
    })
  }
  app.use(() => {
    throw new ForebayError('NOT_FOUND', 'There is nothing at this address.', { status: 404 })
  })
}
