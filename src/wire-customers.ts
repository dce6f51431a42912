/** Wires what is kept of people: the service and the command line share it. */
import { join } from 'node:path'
import { openFileBlobs } from './blobs/file-blobs.ts'
import type { Blobs } from './core/blobs.ts'
import type { CustomerData } from './core/customer-data.ts'
import type { Store } from './core/store.ts'
import type { Clock } from './core/time.ts'
import { createCustomerData } from './pipeline/customer-data.ts'
import { createRecognise, type Recognise } from './pipeline/recognise.ts'
import type { Settings } from './settings/settings.ts'

export interface OpenCustomers extends Pick<Recognise, 'recognise'> {
  readonly customers: CustomerData
}

export function openCustomers(store: Store, blobs: Pick<Blobs, 'read' | 'remove'>, clock: Clock): OpenCustomers {
  const { recognise, forget } = createRecognise({ customers: store, identifications: store, clock })
  return { recognise, customers: createCustomerData({ store, blobs, clock, onErased: forget }) }
}

/** For a command, while no service writes. */
export function openCustomersAlone(store: Store, settings: Settings, masterKey: Uint8Array): CustomerData {
  return openCustomers(store, openFileBlobs(join(settings.dataDir, 'blobs'), masterKey), Date.now).customers
}
