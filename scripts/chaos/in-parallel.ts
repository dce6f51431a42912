/** Sixteen at a time: enough to be quick, and no flood for a service that is to be looked at. */
const AT_ONCE = 16

/** The results come in no order. */
export async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  const rest = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of rest) results.push(await run(item))
    }),
  )
  return results
}
