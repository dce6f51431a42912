/** Puts inspectors beside the real ones that hang, crash, lie or eat memory when a name asks for it. */
import type { Inspected, Inspector } from '../../src/core/inspector.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'

const FINE: Inspected = { status: 'ok', sightings: [] }

/** @param name an untrusted name that holds the word for the deed */
function misbehave(name: string): Inspected {
  switch (/deed-([a-z]+)/.exec(name)?.[1]) {
    case 'hang':
      for (;;) Math.sqrt(2)
    case 'crash':
      throw new Error(`an error that quotes ${name}`)
    case 'hog': {
      const eaten: Uint8Array[] = []
      for (;;) eaten.push(new Uint8Array(1024 * 1024).fill(1))
    }
    case 'exit':
      process.exit(3)
      break
    case 'undeclared':
      return { status: 'ok', sightings: [{ code: 'NEVER_DECLARED' }] }
    case 'nonsense':
      return 'clean' as unknown as Inspected
    case 'blind':
      return { status: 'unscannable', reason: 'COULD_NOT_LOOK_INSIDE', sightings: [] }
    case 'lazy':
      return { status: 'skipped', reason: 'NOT_TODAY', sightings: [] }
  }
  return FINE
}

const unruly: readonly Inspector[] = [
  { id: 'test/unruly-file', looksAt: 'part', codes: {}, applies: () => true, inspect: ({ part }) => misbehave(part.untrustedName ?? '') },
  { id: 'test/unruly-link', looksAt: 'link', codes: {}, inspect: (link) => misbehave(link.untrustedUrl) },
  { id: 'test/unruly-message', looksAt: 'message', codes: {}, inspect: (message) => misbehave(message.subject ?? '') },
]
;(INSPECTORS as Inspector[]).unshift(...unruly)
