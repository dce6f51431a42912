/** One recursion budget that MIME, archives and every other container of a message draw from; once spent, what is left is unscannable. */

export interface BudgetLimits {
  /** Containers inside containers. */
  readonly maxDepth: number
  /** Inner files over the whole message. */
  readonly maxEntries: number
  /** Inflated bytes over the whole message. */
  readonly maxInflatedBytes: number
  /** Inflated to packed bytes of one entry, checked above 1 MiB inflated, and of a whole archive, checked above 8 MiB. */
  readonly maxRatio: number
  /** Milliseconds spent in opening containers, over the whole message; no end when left out. */
  readonly maxWorkMs?: number
}

/**
 * Inflated bytes are held until the message is done, and held twice for a moment when they are handed over: 100 MiB keep a process
 * below 300 MB of growth. Honest messages of 30 MB inflate to less.
 */
export const DEFAULT_BUDGET_LIMITS: BudgetLimits = {
  maxDepth: 8,
  maxEntries: 2_000,
  maxInflatedBytes: 100 * 1024 * 1024,
  maxRatio: 200,
  maxWorkMs: 2_000,
}

/** Mutable on purpose: it is handed down and shared by all parsers of one message. */
export interface Budget {
  readonly limits: BudgetLimits
  /** Milliseconds of a clock that only grows. */
  readonly now: () => number
  entries: number
  inflatedBytes: number
  workMs: number
}

/** Without a clock, work takes no time. */
export function openBudget(limits: BudgetLimits = DEFAULT_BUDGET_LIMITS, now: () => number = () => 0): Budget {
  return { limits, now, entries: 0, inflatedBytes: 0, workMs: 0 }
}

/** False once the message has more inner files than allowed. */
export function takeEntry(budget: Budget): boolean {
  budget.entries += 1
  return budget.entries <= budget.limits.maxEntries
}

/** False once more bytes were inflated than allowed. */
export function takeBytes(budget: Budget, bytes: number): boolean {
  budget.inflatedBytes += bytes
  return budget.inflatedBytes <= budget.limits.maxInflatedBytes
}

/** False once opening took longer than allowed, with the work that began at `begunAt` and is not yet counted. */
export function hasTime(budget: Budget, begunAt: number): boolean {
  return budget.workMs + budget.now() - begunAt <= (budget.limits.maxWorkMs ?? Number.POSITIVE_INFINITY)
}

/** Counts the work that began at `begunAt`. */
export function takeTime(budget: Budget, begunAt: number): void {
  budget.workMs += Math.max(0, budget.now() - begunAt)
}
