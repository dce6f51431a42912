/** What is said in a channel's language in place of, beside and about what was sent; each call makes one whole sentence or placeholder. */
import type { Language, Reader } from '../../core/language.ts'
import { sizeIn } from '../../core/size.ts'
import type { ActionKind, SenderLimit } from '../../core/verdict.ts'
import type { LossKey } from '../losses.ts'
import type { ReasonKey } from '../reasons.ts'

/** What is talked about: some files, some links, or the message. */
export interface Topic {
  readonly what: 'file' | 'link' | 'message'
  readonly count: number
}

/** A picture that would be loaded from elsewhere, one among the files, one of those that waits, one that is shown in its place. */
export type PictureState = 'blocked' | 'attached' | 'held' | 'shown'

export interface Words {
  /** BCP 47. */
  readonly language: string
  /** Lower case, no full stop; fits after a colon, for one thing or many. */
  reason(key: ReasonKey, reader: Reader): string
  /** The same, of a file that is more than its sender may send; `untilIdentified` where a login helps. */
  limit(limit: SenderLimit, untilIdentified: boolean, reader: Reader): string
  /** `Held: the sender has not been identified yet.`, or `Held.` without a clause. */
  explanation(kind: ActionKind, clause: string | null): string

  /** What stands in the words instead of a link; a clause of `''` says no reason. In brackets, as all placeholders are. */
  link(kind: 'removed' | 'held', clause: string): string
  /** What stands in the words instead of a picture. */
  picture(state: PictureState, description: string): string
  /**
   * What stands in the words instead of personal data.
   * @param code a finding's, `PERSONAL_CARD`
   * @param kept the characters that stay readable, the last ones; `''` for none
   * @param ownName what a pattern of the channel's own is called; null for all others
   */
  masked(code: string, kept: string, ownName: string | null): string
  /** Stands for a file without a usable name. */
  readonly fileWithoutName: string

  tellAgent(topic: Topic, kind: ActionKind, clause: string): string
  tellSender(topic: Topic, kind: ActionKind, clause: string): string
  /** To the sender whose items wait for identification. */
  askToIdentify(topic: Topic, limit?: SenderLimit): string
  /** What a rebuilt file has lost, as a sentence. */
  loss(key: LossKey): string
  /** @param losses sentences; none when nothing had to go */
  tellAgentRebuilt(count: number, losses: readonly string[]): string
  tellSenderRebuilt(count: number, losses: readonly string[]): string
  /** To the agent: files that open only with the password that the sender gave for the check. */
  tellLocked(count: number): string
  /** To the sender whose files wait for a password. */
  askForPassword(count: number): string
  /** How many pieces of personal data were hidden. */
  tellAgentMasked(count: number): string
  tellSenderMasked(count: number): string
  /** To the agent: a link was taken back, and these had opened it. */
  openedBefore(agents: readonly string[]): string
  /** To the agent. */
  readonly activeContentLeftOut: string
  readonly hiddenWordsLeftOut: string
  picturesBlocked(count: number): string
  trackingPixelsBlocked(count: number): string
}

const TOLD = {
  release: 'passedOn',
  rewrite: 'passedOn',
  disarm: 'passedOn',
  defang: 'shownAsText',
  mask: 'shownAsText',
  remove: 'removed',
  hold: 'held',
  block: 'blocked',
} as const satisfies Record<ActionKind, string>

const PERSONAL = {
  PERSONAL_CARD: 'personal.card',
  PERSONAL_BANK_ACCOUNT: 'personal.bankAccount',
  PERSONAL_NATIONAL_ID: 'personal.nationalId',
  PERSONAL_TAX_ID: 'personal.taxId',
  PERSONAL_DOCUMENT: 'personal.document',
  PERSONAL_PHONE: 'personal.phone',
  PERSONAL_EMAIL: 'personal.email',
  PERSONAL_SECRET: 'personal.secret',
  PERSONAL_DEVICE: 'personal.device',
} as const

const made = new WeakMap<Language, Words>()

export function wordsIn(language: Language): Words {
  const known = made.get(language)
  if (known !== undefined) return known
  const words = wordsOf(language)
  made.set(language, words)
  return words
}

function wordsOf({ tag, say }: Language): Words {
  const personal = (code: string) => say(Object.hasOwn(PERSONAL, code) ? PERSONAL[code as keyof typeof PERSONAL] : 'personal.other')
  const together = (losses: readonly string[]) => (losses.length === 0 ? say('losses.nothing') : losses.join(' '))
  const link = {
    removed: ['placeholders.linkRemoved', 'placeholders.linkRemovedBecause'],
    held: ['placeholders.linkHeld', 'placeholders.linkHeldBecause'],
  } as const
  return {
    language: tag,
    reason: (key, reader) => say(`reasons.${key}`, { reader }),
    limit(limit, untilIdentified, reader) {
      if ('maxFiles' in limit) return say(untilIdentified ? 'limits.manyUntilIdentified' : 'limits.many', { count: limit.maxFiles, reader })
      return say(untilIdentified ? 'limits.largeUntilIdentified' : 'limits.large', { limit: sizeIn(limit.maxFileBytes, tag), reader })
    },
    explanation(kind, reason) {
      const fate = say(`fates.${kind}`)
      return reason === null ? say('explanation.alone', { fate }) : say('explanation.because', { fate, reason })
    },
    link: (kind, reason) => bracketed(reason === '' ? say(link[kind][0]) : say(link[kind][1], { reason })),
    picture: (state, description) =>
      bracketed(description === '' ? say(`pictures.${state}`) : say(`describedPictures.${state}`, { description })),
    masked(code, kept, ownName) {
      const what = ownName ?? personal(code)
      return bracketed(kept === '' ? say('placeholders.masked', { what }) : say('placeholders.maskedEndingIn', { what, kept }))
    },
    fileWithoutName: say('placeholders.fileWithoutName'),
    tellAgent: ({ what, count }, kind, reason) => say(`toAgent.${what}.${TOLD[kind]}`, { count, reason }),
    tellSender: ({ what, count }, kind, reason) => say(`toSender.${what}.${TOLD[kind]}`, { count, reason }),
    askToIdentify({ what, count }, limit) {
      if (limit === undefined || what !== 'file') return say(`toSender.identify.${what}`, { count })
      if ('maxFiles' in limit) return say('toSender.identify.many', { count, limit: String(limit.maxFiles) })
      return say('toSender.identify.large', { count, limit: sizeIn(limit.maxFileBytes, tag) })
    },
    loss: (key) => say(`losses.${key}`),
    tellAgentRebuilt: (count, losses) => say('toAgent.rebuilt', { count, losses: together(losses) }),
    tellSenderRebuilt: (count, losses) => say('toSender.rebuilt', { count, losses: together(losses) }),
    tellLocked: (count) => say('toAgent.locked', { count }),
    askForPassword: (count) => say('toSender.password', { count }),
    tellAgentMasked: (count) => say('toAgent.masked', { count }),
    tellSenderMasked: (count) => say('toSender.masked', { count }),
    openedBefore: (agents) => say('toAgent.openedBefore', { agents: agents.join(', ') }),
    activeContentLeftOut: say('toAgent.activeContentLeftOut'),
    hiddenWordsLeftOut: say('toAgent.hiddenWordsLeftOut'),
    picturesBlocked: (count) => say('toAgent.picturesBlocked', { count }),
    trackingPixelsBlocked: (count) => say('toAgent.trackingPixelsBlocked', { count }),
  }
}

/** Words of ours in the place of the sender's are known by their brackets, whatever a language file says. */
function bracketed(words: string): string {
  return `[${words}]`
}
