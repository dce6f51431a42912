/** First in, first out, in constant time however long it grows: `Array.shift` copies the rest. */

export interface Fifo<T> {
  readonly length: number
  push(item: T): void
  shift(): T | undefined
  peek(): T | undefined
  clear(): void
}

/** Spent slots at the front are dropped once they are this many and half of the array. */
const COMPACT_AT = 1_024

export function openFifo<T>(): Fifo<T> {
  let items: (T | undefined)[] = []
  let head = 0
  return {
    get length() {
      return items.length - head
    },
    push(item) {
      items.push(item)
    },
    shift() {
      if (head === items.length) return undefined
      const item = items[head]
      items[head] = undefined
      head += 1
      if (head === items.length) {
        items = []
        head = 0
      } else if (head >= COMPACT_AT && head * 2 >= items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
    peek() {
      return items[head]
    },
    clear() {
      items = []
      head = 0
    },
  }
}
