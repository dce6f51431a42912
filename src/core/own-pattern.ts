/** What a channel's admins look for besides what is shipped. */

/** A regular expression of RE2's syntax (https://github.com/google/re2/wiki/Syntax): it takes linear time whatever it meets. */
export interface OwnPattern {
  readonly name: string
  readonly pattern: string
}
