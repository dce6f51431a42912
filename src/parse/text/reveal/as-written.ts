/** Finds again how words were written before what nobody sees was taken out of them. */

/** Offsets into revealed words to offsets into the written ones; asked in ascending order, both are walked once. */
export class AsWritten {
  readonly #written: string
  readonly #revealed: string
  #at = 0
  #writtenAt = 0

  /** `revealed` is `written` with characters left out. */
  constructor(written: string, revealed: string) {
    this.#written = written
    this.#revealed = revealed
  }

  get differs(): boolean {
    return this.#written.length !== this.#revealed.length
  }

  /** The piece [start, end) of the revealed words with what stood within it. */
  slice(start: number, end: number): string {
    if (!this.differs) return this.#revealed.slice(start, end)
    const from = this.#seek(start)
    return this.#written.slice(from, Math.max(from, this.#seek(end - 1) + 1))
  }

  #seek(at: number): number {
    if (at < this.#at) {
      this.#at = 0
      this.#writtenAt = 0
    }
    for (; ; this.#writtenAt += 1) {
      if (this.#written.charCodeAt(this.#writtenAt) !== this.#revealed.charCodeAt(this.#at)) {
        if (this.#writtenAt >= this.#written.length) return this.#writtenAt
        continue
      }
      if (this.#at === at) return this.#writtenAt
      this.#at += 1
    }
  }
}
