/** Loaded first in a process of the sandbox: what runs there can reach no address, name, socket or process through Node, whatever the machine allows. */
import dgram from 'node:dgram'
import dns from 'node:dns'
import dnsPromises from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

function denied(): never {
  throw Object.assign(new Error('there is no way out of here'), { code: 'ERR_ACCESS_DENIED' })
}

/** Every function of these, whatever its name: HTTP, TLS, HTTP/2, fetch and WebSocket all end in `net.Socket.connect`. */
const SHUT: readonly object[] = [dns, dnsPromises, dns.Resolver.prototype, dnsPromises.Resolver.prototype, dgram.Socket.prototype]

for (const owner of SHUT) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (name !== 'constructor' && typeof Object.getOwnPropertyDescriptor(owner, name)?.value === 'function') shut(owner, name)
  }
}
shut(net.Socket.prototype, 'connect')
shut(net.Server.prototype, 'listen')
shut(dgram, 'createSocket')
// Signals are no process that Node's permissions know of.
shut(process, 'kill')
shut(process, '_kill')
shut(process, '_debugProcess')
syncBuiltinESMExports()

function shut(owner: object, name: string): void {
  Object.defineProperty(owner, name, { value: denied, writable: false, configurable: false })
}
