/** Finds the known name that a misspelt one was probably meant to be; null when none is near. */

const MAX_CHARACTERS = 80

/** Case aside, at most a third of the characters may differ. */
export function nearestName(untrustedName: string, known: Iterable<string>): string | null {
  if (untrustedName.length > MAX_CHARACTERS) return null
  const wanted = untrustedName.toLowerCase()
  let best: string | null = null
  let bestDistance = Math.floor(wanted.length / 3) + 1
  for (const name of known) {
    if (name.length > MAX_CHARACTERS) continue
    const distance = editDistance(wanted, name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(swap, above[j]! + 1, row[j - 1]! + 1))
    }
    above = row
  }
  return above[b.length]!
}
