/** Calls that arrive together share one commit, and one bad item among them never fails the others. */

export interface GroupCommitOptions<Item, Result> {
  /** All or nothing: returns one result an item, in order, or throws and has changed nothing. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly maxItems: number
  /** Items together weigh at most this, unless one alone weighs more. */
  readonly maxWeight?: number
  readonly weigh?: (item: Item) => number
  /** False for errors that no single item caused (the disk is full, the database is gone): all fail at once. Default: true. */
  readonly mayBeOneItem?: (error: unknown) => boolean
}

export interface GroupCommit<Item, Result> {
  add(item: Item): Promise<Result>
  /** Resolves when nothing waits and no commit runs. */
  idle(): Promise<void>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export function groupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { commit, maxItems, maxWeight = Number.POSITIVE_INFINITY, weigh = () => 0, mayBeOneItem = () => true } = options
  let waiting: Waiting<Item, Result>[] = []
  let running: Promise<void> | null = null

  function take(): readonly Waiting<Item, Result>[] {
    let weight = 0
    let count = 0
    while (count < waiting.length && count < maxItems) {
      weight += weigh(waiting[count]!.item)
      if (count > 0 && weight > maxWeight) break
      count += 1
    }
    const group = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return group
  }

  async function commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    let results: readonly Result[]
    try {
      results = await commit(group.map((one) => one.item))
    } catch (error) {
      if (group.length === 1 || !mayBeOneItem(error)) {
        for (const one of group) one.reject(error)
        return
      }
      for (const one of group) await commitGroup([one])
      return
    }
    group.forEach((one, index) => {
      one.resolve(results[index]!)
    })
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // To the end of this turn of the event loop: what else the turn brings joins the group, and commits never starve the loop.
      await new Promise((resolve) => setImmediate(resolve))
      await commitGroup(take())
    }
    running = null
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= run()
      })
    },
    async idle() {
      while (running !== null) await running
    },
  }
}
