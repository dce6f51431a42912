/** Counts pictures that cannot be seen and would be fetched all the same, and names whom that would tell. */
import type { Trackers } from '../../core/message.ts'

const MAX_HOSTS = 20
const MAX_ADDRESSES = 1_000

/** Owns the count of one parse. */
export class TrackerTally {
  /** How often each address was met. */
  readonly #times = new Map<string, number>()

  add(untrustedUrl: string): void {
    const times = this.#times.get(untrustedUrl)
    if (times !== undefined || this.#times.size < MAX_ADDRESSES) this.#times.set(untrustedUrl, (times ?? 0) + 1)
  }

  /** `resolve` as the document's links are read. One that comes again and again holds the layout apart, and tells nothing more of its reader. */
  list(resolve: (untrustedUrl: string) => string | null): Trackers {
    const hosts = new Set<string>()
    let count = 0
    for (const [untrustedUrl, times] of this.#times) {
      if (times > 1) continue
      count += 1
      const host = hosts.size < MAX_HOSTS ? URL.parse(resolve(untrustedUrl) ?? '')?.hostname : undefined
      if (host !== undefined && host !== '') hosts.add(host)
    }
    return { count, hosts: [...hosts] }
  }
}
