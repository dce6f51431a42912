/** Who is told of events by webhook, and how each delivery stands. */

export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  readonly channels: readonly string[] | null
  /** Standard Webhooks `whsec_…`; sealed at rest, shown once. */
  readonly secret: string
  readonly createdAt: number
  readonly disabledAt: number | null
}

export interface Delivery {
  readonly eventId: string
  readonly endpointId: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  readonly nextAt: number
  readonly lastError: string | null
}
