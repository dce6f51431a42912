/** Who waits is served lane by lane in turn, so that however many one lane puts in, another waits for one of them at most. */

/** What waits: `lane` is whose it is. */
interface Waiting {
  readonly lane: string
}

export class FairLine<Item extends Waiting> {
  /** In the order of their turns. */
  readonly #lanes = new Map<string, Item[]>()
  #length = 0

  get length(): number {
    return this.#length
  }

  push(item: Item): void {
    const lane = this.#lanes.get(item.lane)
    if (lane === undefined) this.#lanes.set(item.lane, [item])
    else lane.push(item)
    this.#length += 1
  }

  /** In front of their own lanes, whose turns stay as they are: what runs again must not pass by the others. A lane with nothing else is next. */
  putBack(items: readonly Item[]): void {
    for (const item of items.toReversed()) {
      const lane = this.#lanes.get(item.lane)
      if (lane === undefined) this.#putFirst(item)
      else lane.unshift(item)
    }
    this.#length += items.length
  }

  /** The one whose turn it is, or undefined. */
  peek(): Item | undefined {
    for (const items of this.#lanes.values()) return items[0]
    return undefined
  }

  /** Takes what `peek` shows; its lane's next turn comes after all the others'. */
  take(): void {
    for (const [lane, items] of this.#lanes) {
      items.shift()
      this.#length -= 1
      this.#lanes.delete(lane)
      if (items.length > 0) this.#lanes.set(lane, items)
      return
    }
  }

  /** Takes all that wait. */
  empty(): readonly Item[] {
    const all = [...this.#lanes.values()].flat()
    this.#lanes.clear()
    this.#length = 0
    return all
  }

  #putFirst(item: Item): void {
    const others = [...this.#lanes]
    this.#lanes.clear()
    this.#lanes.set(item.lane, [item])
    for (const [lane, items] of others) this.#lanes.set(lane, items)
  }
}
