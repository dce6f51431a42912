/** Holds the names that strangers most often pass for, each with the domains of its owner. */
import { ACCOUNT } from './brands/account.ts'
import { MONEY } from './brands/money.ts'
import { PAPERS } from './brands/papers.ts'

/** What a false name of it is after: money and papers are asked for by name alone, accounts with a page of their own. */
export type BrandKind = 'money' | 'papers' | 'account'

/**
 * One brand a line: its name as it stands in a domain, further names after `/`, then domains of its owner beside NAME.com.
 * `*` marks an ordinary word: others use it in honest names, so it is protected only where it is imitated letter by letter.
 * `~` marks a name that a slip of the finger makes a word of: `applied`, `altin`; slips of it are not looked for.
 * A name under another suffix (`paypal.de`) needs no entry. Written by us from what the owners publish.
 */
export const BRANDS: Readonly<Record<BrandKind, string>> = { money: MONEY, papers: PAPERS, account: ACCOUNT }
