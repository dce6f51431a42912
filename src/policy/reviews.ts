/** What later decisions come to for a subject: a person's decision beats the clock, and the latest person beats the earlier ones. */
import type { SubjectRef } from '../core/report.ts'
import type { Review } from '../core/verdict.ts'

export type Ruling = Review['decision']

export type Rulings = (subject: SubjectRef) => Ruling | null

const NONE: Rulings = () => null

/**
 * `expire` comes from the clock and counts only where no person decided: a hold that a person lifted has nothing left to expire,
 * whichever of the two was written first. Two persons at the same millisecond: `remove` wins.
 */
export function rulingsOf(reviews: readonly Review[]): Rulings {
  if (reviews.length === 0) return NONE
  const standing = new Map<string, Review>()
  for (const review of reviews) {
    const key = `${review.subject.kind}:${review.subject.id}`
    const before = standing.get(key)
    if (before === undefined || overrules(review, before)) standing.set(key, review)
  }
  return (subject) => standing.get(`${subject.kind}:${subject.id}`)?.decision ?? null
}

function overrules(review: Review, before: Review): boolean {
  const byClock = review.decision === 'expire'
  if (byClock !== (before.decision === 'expire')) return !byClock
  if (review.at !== before.at) return review.at > before.at
  return review.decision === 'remove'
}
