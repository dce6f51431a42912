/** Counts pictures that cannot be seen and would be fetched all the same, and names whom that would tell. */
import type { Trackers } from '../../core/message.ts'

const MAX_HOSTS = 20

/** Owns the count of one parse. */
export class TrackerTally {
  #count = 0
  readonly #untrustedUrls = new Set<string>()

  add(untrustedUrl: string): void {
    this.#count += 1
    if (this.#untrustedUrls.size < MAX_HOSTS) this.#untrustedUrls.add(untrustedUrl)
  }

  /** `resolve` as the document's links are read. */
  list(resolve: (untrustedUrl: string) => string | null): Trackers {
    const hosts = new Set<string>()
    for (const untrustedUrl of this.#untrustedUrls) {
      const host = URL.parse(resolve(untrustedUrl) ?? '')?.hostname ?? ''
      if (host !== '') hosts.add(host)
    }
    return { count: this.#count, hosts: [...hosts] }
  }
}
