/** One recursion budget that MIME, archives and every other container of a message draw from; once spent, what is left is unscannable. */

export interface BudgetLimits {
  /** Containers inside containers. */
  readonly maxDepth: number
  /** Inner files over the whole message. */
  readonly maxEntries: number
  /** Inflated bytes over the whole message. */
  readonly maxInflatedBytes: number
  /** Inflated to packed bytes of one entry, checked above 1 MiB inflated. */
  readonly maxRatio: number
}

export const DEFAULT_BUDGET_LIMITS: BudgetLimits = { maxDepth: 8, maxEntries: 2_000, maxInflatedBytes: 256 * 1024 * 1024, maxRatio: 200 }

/** Mutable on purpose: it is handed down and shared by all parsers of one message. */
export interface Budget {
  readonly limits: BudgetLimits
  entries: number
  inflatedBytes: number
}

export function openBudget(limits: BudgetLimits = DEFAULT_BUDGET_LIMITS): Budget {
  return { limits, entries: 0, inflatedBytes: 0 }
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
