/** A language as the rooms use it: a sentence by its key, with everything that is filled into it. */
import type { READERS, SENTENCES, SentenceKey } from './sentences.ts'

export type Reader = (typeof READERS)[number]

type Placeholder<Key extends SentenceKey> = (typeof SENTENCES)[Key][number]

/** What stands for each placeholder of a sentence. Words are filled in as they are, never read as a message. */
export type Filling<Key extends SentenceKey> = {
  readonly [Name in Placeholder<Key>]: Name extends 'count' ? number : Name extends 'reader' ? Reader : string
}

export interface Language {
  /** BCP 47: `sv`, `pt-BR`. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  say<Key extends SentenceKey>(key: Key, ...filling: Placeholder<Key> extends never ? [] : [Filling<Key>]): string
}

/** All languages that there are files of. */
export interface Languages {
  readonly tags: ReadonlySet<string>
  /** English for a tag without a file: a notice in the wrong language is better than a message that waits for a file. */
  of(tag: string): Language
}
