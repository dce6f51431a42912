/** Every reason code has a sentence in every language: many codes mean the same to a person, so they share a key. */

import type { SentenceKey } from '../core/sentences.ts'

/** What people are told; each language has words for all of them. */
export type ReasonKey = SentenceKey extends infer Key ? (Key extends `reasons.${infer Reason}` ? Reason : never) : never

const KEYS: Readonly<Record<string, ReasonKey>> = {
  IDENTITY_REQUIRED: 'identity',
  EXPIRED: 'expired',
  REMOVED_BY_REVIEW: 'removedByReview',
  RELEASED_BY_REVIEW: 'releasedByReview',
  LINKS_NOT_ALLOWED: 'linksNotAllowed',
  LINK_REWRITTEN: 'linkRewritten',
  LINK_TOO_LONG: 'linkTooLong',
  LINK_TOO_DEEP: 'tooMuch',
  LINK_DANGEROUS_SCHEME: 'linkScheme',
  LINK_UNPARSABLE: 'linkUnreadable',
  LINK_RELATIVE: 'linkRelative',
  LINK_UNUSUAL_SCHEME: 'linkUnusual',
  LINK_USERINFO: 'linkUserinfo',
  LINK_TEXT_MISMATCH: 'linkMismatch',
  LINK_TEXT_REDIRECT: 'linkMismatch',
  LINK_TEXT_UNPROVEN: 'linkMismatch',
  LINK_MIXED_SCRIPT: 'linkLookalike',
  LINK_CONFUSABLE_HOST: 'linkLookalike',
  LINK_IP_LITERAL: 'linkNumeric',
  LINK_PRIVATE_TARGET: 'linkPrivate',
  LINK_LOOKALIKE: 'linkLookalike',
  LINK_BRAND_BORROWED: 'linkLookalike',
  LINK_UNUSUAL_LETTERS: 'linkLookalike',
  LINK_INVALID_NAME: 'linkUnreadable',
  LINK_UNUSUAL_NETWORK: 'linkPrivate',
  IMAGE_NOT_READABLE: 'picture',
  IMAGE_TOO_LARGE: 'tooMuch',
  IMAGE_TOO_MANY_CODES: 'tooMuch',
  IMAGE_BUDGET_SPENT: 'tooMuch',
  LINK_BLOCKLISTED: 'linkListed',
  LINK_RISKY_DOWNLOAD: 'linkDownload',
  REPUTATION_UNAVAILABLE: 'linkUnknown',
  REPUTATION_TIMEOUT: 'linkUnknown',
  FILE_TYPE_NOT_ALLOWED: 'fileType',
  FILE_MALWARE: 'malware',
  FILE_EXECUTABLE: 'executable',
  FILE_SCRIPT: 'script',
  FILE_MACRO: 'macro',
  FILE_LEGACY_OFFICE: 'legacyOffice',
  FILE_PDF_JAVASCRIPT: 'activePdf',
  FILE_PDF_LAUNCH: 'activePdf',
  FILE_PDF_OPEN_ACTION: 'activePdf',
  FILE_PDF_ACTION: 'activePdf',
  FILE_PDF_FORM_XFA: 'activePdf',
  FILE_PDF_REMOTE: 'activePdf',
  FILE_PDF_MEDIA: 'activePdf',
  PDF_UNREADABLE: 'broken',
  PDF_PASSWORD_WRONG: 'encrypted',
  FILE_ACTIVE_HTML: 'activeHtml',
  FILE_ENCRYPTED: 'encrypted',
  FILE_ARCHIVE_LIMIT: 'tooMuch',
  FILE_NAME_DECEPTIVE: 'nameDeceptive',
  FILE_DOUBLE_EXTENSION: 'nameDeceptive',
  FILE_TYPE_MISMATCH: 'typeMismatch',
  FILE_TYPE_MISLABELLED: 'typeMismatch',
  SCANNER_UNAVAILABLE: 'scannerDown',
  SCANNER_TIMEOUT: 'scannerDown',
  SCANNER_LIMIT: 'tooMuch',
  SCAN_PENDING: 'waiting',
  DEFERRED: 'waiting',
  CALLED_OFF: 'waiting',
  NOT_INSPECTED: 'waiting',
  ARCHIVE_ENCRYPTED: 'encrypted',
  ARCHIVE_CORRUPT: 'broken',
  ARCHIVE_NOT_OPENED: 'unsupported',
  ARCHIVE_UNSUPPORTED: 'unsupported',
  ARCHIVE_RATIO: 'tooMuch',
}

/** Codes whose inspector says more in its own sentence than a clause for many could; those sentences are in English alone. */
const BROAD_KEYS: Readonly<Record<string, ReasonKey>> = {
  LINK_ALLOWLISTED: 'linkTrusted',
  LINK_TEXT_SIBLING: 'linkOtherSite',
  LINK_TEXT_MENTION: 'linkOtherSite',
  LINK_SHORTENER: 'linkShortened',
  LINK_LOOKS_SHORTENED: 'linkShortened',
  LINK_SITE_SHORTENER: 'linkShortened',
  LINK_REDIRECTOR: 'linkRedirects',
  LINK_OPEN_REDIRECTOR: 'linkRedirects',
  LINK_WRAPPED: 'linkFiltered',
  LINK_WRAPPED_SEALED: 'linkFiltered',
  LINK_BARCODE: 'linkCode',
  LINK_FREE_HOSTING: 'linkFreeHosting',
  LINK_ONE_TIME: 'linkOneTime',
  LINK_OVERLONG: 'linkIllegible',
  LINK_DEEPLY_ENCODED: 'linkIllegible',
  LINK_ODD_PORT: 'linkPort',
  LINK_ARCHIVE_DOWNLOAD: 'linkArchive',
  LINK_CARRIES_ADDRESS: 'linkMailbox',
  FILE_PDF_EMBEDDED_FILE: 'pdfFiles',
  FILE_PDF_LINK: 'pdfLinks',
  FILE_PDF_OPEN_VIEW: 'pdfView',
  TEXT_AI_INSTRUCTIONS: 'aiInstructions',
  TEXT_CHAT_MARKUP: 'aiInstructions',
  TEXT_AI_INSTRUCTIONS_HIDDEN: 'aiInstructionsHidden',
  TEXT_AI_TASK: 'aiTask',
  TEXT_ALTERNATIVE_DIFFERS: 'textDiffers',
  TEXT_HIDDEN_MESSAGE: 'hiddenCharacters',
  TEXT_HIDDEN_CHARACTERS: 'hiddenCharacters',
  TEXT_BIDI_OVERRIDE: 'hiddenCharacters',
  TEXT_COMBINING_FLOOD: 'hiddenCharacters',
  TEXT_FORMAT_CHARACTERS: 'hiddenCharacters',
  TEXT_HOMOGLYPHS: 'imitatedLetters',
  TEXT_STYLED_LETTERS: 'imitatedLetters',
  HTML_HIDDEN_TEXT: 'hiddenText',
  HTML_HIDDEN_WORDS: 'hiddenText',
  HTML_PREHEADER: 'hiddenText',
  HTML_COMMENT_WORDS: 'hiddenText',
  HTML_STYLE_UNREAD: 'htmlTooLarge',
  HTML_SHOWN_AS_TEXT: 'htmlTooLarge',
  HTML_TRACKING_PIXEL: 'trackingPixel',
}

/** Codes that came later than this table still say the truth, in general words; null when only their own explanation would. */
export function reasonKey(code: string): ReasonKey | null {
  if (Object.hasOwn(KEYS, code)) return KEYS[code] ?? null
  if (code.startsWith('PERSONAL_')) return 'personalData'
  if (code.includes('_TOO_')) return 'tooMuch'
  if (code.endsWith('_ENCRYPTED')) return 'encrypted'
  return null
}

/** For languages that the inspectors do not speak; null for a code that has no clause in any. */
export function broadReasonKey(code: string): ReasonKey | null {
  const exact = reasonKey(code)
  if (exact !== null) return exact
  if (Object.hasOwn(BROAD_KEYS, code)) return BROAD_KEYS[code] ?? null
  return code.startsWith('HTML_') ? 'activeContent' : null
}
