/** What one identity level's rule says of a file, in one place for whoever asks: policy, intake and the opening of locked files. */
import type { LevelRule, SenderFileAction, UnidentifiedLimits } from './policy.ts'

/** A hundred photographs a day are more than a case needs; all of a channel's, kept for the usual two weeks, is 280 GiB. */
export const USUAL_UNIDENTIFIED_LIMITS: UnidentifiedLimits = {
  itemsPerSender: 100,
  bytesPerSender: 268_435_456,
  itemsPerChannel: 20_000,
  bytesPerChannel: 21_474_836_480,
}

/** The name in a level's table of files for what no other name says. */
export const ANY_OTHER = 'default'

export interface SenderFileRule {
  readonly action: SenderFileAction
  /** Below the level: `files`, `files.image`. */
  readonly at: string
}

/** The rule for the detected media type, else for its family, else for all others; a table without the last holds them. */
export function senderFileRule({ files }: LevelRule, detectedType: string, family: string): SenderFileRule {
  if (typeof files === 'string') return { action: files, at: 'files' }
  for (const name of [detectedType, family, ANY_OTHER]) {
    const action = Object.hasOwn(files, name) ? files[name] : undefined
    if (action !== undefined) return { action, at: `files.${name}` }
  }
  return { action: 'hold', at: 'files' }
}

/** True where a message as a whole waits for its sender to be identified. */
export function messageWaits(rule: LevelRule): boolean {
  return rule.reaches === 'nobody' || rule.text === 'hold'
}

/** True where a file of some kind, size or number is not passed on at this level: what a file is, is not known before it is looked into. */
export function filesMayWait(rule: LevelRule): boolean {
  return anyKindWaits(rule) || rule.maxFileBytes !== undefined || rule.maxFiles !== undefined
}

/** True where a file of some kind is not passed on at this level, however small it is; a table without the name for all others holds them. */
export function anyKindWaits({ files }: LevelRule): boolean {
  if (typeof files === 'string') return files !== 'allow'
  return files[ANY_OTHER] === undefined || Object.values(files).some((action) => action !== 'allow')
}
