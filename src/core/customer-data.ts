/** What can be asked about the data of one person: see them, hand them out, remove them, end a link. Each is in the access log under a pseudonym. */
import type { Customer, Person } from './customer.ts'

/** Who asks, for the log: an API key, or `command line`. */
export interface AskedBy {
  readonly by: string
}

export interface Erased {
  readonly messages: number
  readonly files: number
  readonly addresses: number
  readonly logLines: number
  /** By this name the erasure stands in the access log. */
  readonly pseudonym: string
}

export interface CustomerData {
  /** @throws ForebayError 404 `CUSTOMER_NOT_FOUND` */
  show(subject: string, asked: AskedBy): Promise<Customer>
  /**
   * One JSON object a line; the last one is `{"type":"end",…}`, so that an export that broke off is known by its absence.
   * @throws ForebayError 404 `CUSTOMER_NOT_FOUND` before the first line
   */
  export(person: Person, asked: AskedBy): Promise<AsyncIterable<string>>
  /** @throws ForebayError 404 `CUSTOMER_NOT_FOUND` when nothing is kept of the person */
  erase(person: Person, asked: AskedBy): Promise<Erased>
  /** @throws ForebayError 404 `ADDRESS_NOT_FOUND` */
  revoke(subject: string, addressId: string, asked: AskedBy): Promise<void>
  /** The address as it is compared in its channel. @throws ForebayError 422 `CHANNEL_UNKNOWN` */
  personAt(channel: string, untrustedAddress: string): Promise<Person>
}
