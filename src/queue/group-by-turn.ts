/** Calls made in one turn of the event loop become one, and every caller learns how that one ended. */

interface Waiter<T> {
  readonly item: T
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * @param maxItems more than these go in several calls, at once
 * @param flush gets the items in the order in which they came; when it rejects, all of its callers reject
 */
export function groupByTurn<T>(maxItems: number, flush: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiters: Waiter<T>[] = []

  function flushAll(): void {
    const turn = waiters
    waiters = []
    for (let start = 0; start < turn.length; start += maxItems) flushSome(turn.slice(start, start + maxItems))
  }

  function flushSome(group: readonly Waiter<T>[]): void {
    flush(group.map((waiter) => waiter.item)).then(
      () => {
        for (const waiter of group) waiter.resolve()
      },
      (error: unknown) => {
        for (const waiter of group) waiter.reject(error)
      },
    )
  }

  return (item) =>
    new Promise<void>((resolve, reject) => {
      if (waiters.length === 0) setImmediate(flushAll)
      waiters.push({ item, resolve, reject })
    })
}
