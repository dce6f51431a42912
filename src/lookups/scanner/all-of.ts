/** Several scanners as one: a file is clean when each of them says so, infected when any does, and of any that gives no verdict it has none. */
import type { Scanner, ScanResult } from '../../core/scanner.ts'

/** @param scanners at least one */
export function allOf(scanners: readonly [Scanner, ...Scanner[]]): Scanner {
  const [only, ...others] = scanners
  if (others.length === 0) return only
  return {
    async scan(bytes, signal, lane) {
      const enough = new AbortController()
      const called = AbortSignal.any([signal, enough.signal])
      const { promise: infected, resolve } = Promise.withResolvers<ScanResult>()
      const scans = scanners.map(async (scanner) => {
        const result = await scanner.scan(bytes, called, lane)
        if (result.status === 'infected') resolve(result)
        return result
      })
      const all = Promise.all(scans).then((results) => results.find(({ status }) => status !== 'clean') ?? { status: 'clean' as const })
      const result = await Promise.race([infected, all])
      enough.abort()
      return result
    },
    async ready() {
      return (await Promise.all(scanners.map((scanner) => scanner.ready()))).every(Boolean)
    },
    async describe(measured) {
      const states = await Promise.all(scanners.map((scanner) => scanner.describe(measured)))
      const joined = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' and ') || null
      return {
        configured: true,
        reachable: states.every(({ reachable }) => reachable),
        version: joined(states.map(({ version }) => version)),
        address: joined(states.map(({ address }) => address)),
        engines: states.flatMap(({ engines = [] }) => engines),
      }
    },
  }
}
