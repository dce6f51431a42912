/** What a channel does when its file does not say otherwise: safe, and usable as it is. The shipped files spell all of it out. */
import type { IdentityLevel } from '../core/identity.ts'
import type { FileAction, LevelRule, LinkAction, MessageAction, PersonalDataRules, Policy, StepUpRules } from '../core/policy.ts'
import { USUAL_UNIDENTIFIED_LIMITS } from '../core/sender-rule.ts'
import type { FileFamily } from '../parse/file/family.ts'

const UNPROVEN: LevelRule = { reaches: 'agent', text: 'release', links: 'allow', files: 'hold' }
const PROVEN: LevelRule = { reaches: 'agent', text: 'release', links: 'allow', files: 'allow' }

const senders: Readonly<Record<IdentityLevel, LevelRule>> = {
  anonymous: UNPROVEN,
  claimed: UNPROVEN,
  authenticated: PROVEN,
  verified: PROVEN,
}

const linkFindings: Readonly<Record<string, LinkAction>> = {
  LINK_DANGEROUS_SCHEME: 'remove',
  LINK_UNPARSABLE: 'defang',
  LINK_RELATIVE: 'defang',
  LINK_UNUSUAL_SCHEME: 'defang',
  LINK_USERINFO: 'defang',
  LINK_TEXT_MISMATCH: 'defang',
  LINK_TEXT_UNPROVEN: 'defang',
  // A mail filter's or the sender's own click counter: the gateway shows where it leads.
  LINK_TEXT_REDIRECT: 'rewrite',
  LINK_TEXT_SIBLING: 'rewrite',
  LINK_TEXT_MENTION: 'rewrite',
  LINK_MIXED_SCRIPT: 'defang',
  LINK_CONFUSABLE_HOST: 'defang',
  LINK_IP_LITERAL: 'defang',
  LINK_PRIVATE_TARGET: 'defang',
  LINK_INVALID_NAME: 'defang',
  LINK_LOOKALIKE: 'defang',
  LINK_RISKY_DOWNLOAD: 'defang',
  LINK_UNUSUAL_NETWORK: 'defang',
  // On a list of this installation, or known to a service that it asks.
  LINK_BLOCKLISTED: 'remove',
  // Worth knowing, and common in honest mail: the gateway says so before anything is opened.
  LINK_UNUSUAL_LETTERS: 'rewrite',
  LINK_BRAND_BORROWED: 'rewrite',
  LINK_SHORTENER: 'rewrite',
  LINK_SITE_SHORTENER: 'rewrite',
  LINK_LOOKS_SHORTENED: 'rewrite',
  LINK_FREE_HOSTING: 'rewrite',
  LINK_REDIRECTOR: 'rewrite',
  LINK_OPEN_REDIRECTOR: 'rewrite',
  LINK_WRAPPED: 'rewrite',
  LINK_WRAPPED_SEALED: 'rewrite',
  LINK_ARCHIVE_DOWNLOAD: 'rewrite',
  LINK_ODD_PORT: 'rewrite',
  LINK_OVERLONG: 'rewrite',
  LINK_DEEPLY_ENCODED: 'rewrite',
  LINK_CARRIES_ADDRESS: 'rewrite',
  LINK_ONE_TIME: 'rewrite',
  LINK_BARCODE: 'rewrite',
  LINK_ALLOWLISTED: 'rewrite',
}

/** `other` is missing on purpose: it is what `files.default` is for. */
const fileTypes: Readonly<Record<Exclude<FileFamily, 'other'>, FileAction>> = {
  image: 'release',
  document: 'release',
  spreadsheet: 'release',
  presentation: 'release',
  text: 'release',
  audio: 'release',
  video: 'release',
  archive: 'release',
  message: 'hold',
  script: 'remove',
  executable: 'remove',
}

/** What only acts when it is opened is taken out; what cannot be taken out, or could not be looked for, is held. */
const fileFindings: Readonly<Record<string, FileAction>> = {
  FILE_MALWARE: 'remove',
  FILE_HASH_BLOCKED: 'remove',
  FILE_YARA_MATCH: 'hold',
  FILE_UNWANTED: 'hold',
  FILE_HASH_ALLOWED: 'release',
  FILE_EXECUTABLE: 'remove',
  FILE_SCRIPT: 'remove',
  FILE_MACRO: 'disarm',
  FILE_MACRO_AUTO_RUN: 'disarm',
  FILE_MACRO_SUSPICIOUS: 'hold',
  FILE_MACRO_DISGUISED: 'hold',
  FILE_EXCEL4_MACRO: 'disarm',
  FILE_DDE: 'disarm',
  FILE_RUN_ACTION: 'disarm',
  FILE_ACTIVEX: 'disarm',
  FILE_EQUATION_EDITOR: 'hold',
  FILE_REMOTE_TEMPLATE: 'disarm',
  FILE_EXTERNAL_REFERENCE: 'disarm',
  FILE_EMBEDDED_OBJECT: 'disarm',
  // Charts and tables of documents are documents; each is judged by itself.
  FILE_EMBEDDED_DOCUMENT: 'release',
  FILE_SCANNER_EVASION: 'hold',
  FILE_LEGACY_OFFICE: 'hold',
  FILE_PDF_JAVASCRIPT: 'disarm',
  FILE_PDF_LAUNCH: 'disarm',
  FILE_PDF_OPEN_ACTION: 'disarm',
  FILE_PDF_ACTION: 'disarm',
  FILE_PDF_FORM_XFA: 'disarm',
  FILE_PDF_REMOTE: 'disarm',
  FILE_PDF_MEDIA: 'disarm',
  // Invoices carry their data so (EN 16931), and what is attached is looked at by itself.
  FILE_PDF_EMBEDDED_FILE: 'release',
  // Where they lead is judged link by link.
  FILE_PDF_LINK: 'release',
  FILE_PDF_OPEN_VIEW: 'release',
  FILE_ACTIVE_HTML: 'disarm',
  FILE_HTML_SMUGGLING: 'hold',
  FILE_PASSWORD_FORM: 'hold',
  FILE_SVG_ACTIVE: 'disarm',
  FILE_XML_ENTITIES: 'hold',
  FILE_SHORTCUT: 'remove',
  FILE_CSV_FORMULA: 'disarm',
  FILE_POLYGLOT: 'hold',
  FILE_ENCRYPTED: 'hold',
  FILE_ARCHIVE_LIMIT: 'hold',
  FILE_ARCHIVE_UNSAFE_ENTRY: 'hold',
  FILE_NAME_DECEPTIVE: 'hold',
  FILE_DOUBLE_EXTENSION: 'hold',
  FILE_TYPE_MISMATCH: 'hold',
  // A JPEG named .png: every viewer opens it, and no harm is known.
  FILE_TYPE_MISLABELLED: 'release',
  // Cameras and web servers leave notes behind the end of a file.
  FILE_TRAILING_DATA: 'release',
}

/** Parsing leaves what is live or hidden out of what agents see, and what is said to an AI is framed as data, so the words can go on. */
const messageFindings: Readonly<Record<string, MessageAction>> = {
  HTML_SCRIPT: 'release',
  HTML_EVENT_HANDLER: 'release',
  HTML_FORM: 'release',
  HTML_FRAME: 'release',
  HTML_PLUGIN: 'release',
  HTML_REDIRECT: 'release',
  HTML_ACTIVE: 'release',
  HTML_SHOWN_AS_TEXT: 'release',
  HTML_HIDDEN_TEXT: 'release',
  HTML_HIDDEN_WORDS: 'release',
  HTML_PREHEADER: 'release',
  HTML_COMMENT_WORDS: 'release',
  HTML_TRACKING_PIXEL: 'release',
  HTML_STYLE_UNREAD: 'release',
  TEXT_ALTERNATIVE_DIFFERS: 'release',
  TEXT_AI_INSTRUCTIONS: 'release',
  TEXT_AI_INSTRUCTIONS_HIDDEN: 'release',
  TEXT_CHAT_MARKUP: 'release',
  TEXT_AI_TASK: 'release',
  TEXT_HIDDEN_MESSAGE: 'release',
  TEXT_HIDDEN_CHARACTERS: 'release',
  TEXT_BIDI_OVERRIDE: 'release',
  TEXT_COMBINING_FLOOD: 'release',
  TEXT_FORMAT_CHARACTERS: 'release',
  TEXT_HOMOGLYPHS: 'release',
  TEXT_STYLED_LETTERS: 'release',
}

/** Hidden unless an agent needs it and says why. Channels where each message is full of addresses (mail has signatures) may let those be. */
const personalData = {
  findings: {
    PERSONAL_CARD: 'mask',
    PERSONAL_BANK_ACCOUNT: 'mask',
    PERSONAL_NATIONAL_ID: 'mask',
    PERSONAL_TAX_ID: 'mask',
    PERSONAL_DOCUMENT: 'mask',
    PERSONAL_PHONE: 'mask',
    PERSONAL_EMAIL: 'mask',
    PERSONAL_SECRET: 'mask',
    PERSONAL_DEVICE: 'release',
  },
  keepLast: {
    // PCI DSS 4.0 3.4.1: the last four may be shown to whoever has no need of the rest.
    PERSONAL_CARD: 4,
    PERSONAL_BANK_ACCOUNT: 4,
    PERSONAL_NATIONAL_ID: 0,
    PERSONAL_TAX_ID: 0,
    PERSONAL_DOCUMENT: 0,
    PERSONAL_PHONE: 2,
    PERSONAL_EMAIL: 0,
    PERSONAL_SECRET: 0,
    PERSONAL_DEVICE: 0,
  },
  patterns: [],
} as const satisfies PersonalDataRules

/** As for mail and social; a chat has its link, for it stands in the company's own session. */
export const DEFAULT_STEP_UP = {
  loginLink: 'never',
  acrValues: [],
  maxAgeSeconds: 900,
  codeMinutes: 30,
  maxCodesPerHour: 5,
  matchEmail: 'whenKnown',
  sessionMinutes: 0,
} as const satisfies StepUpRules

/** As shipped for a kind of channel: only in our own chat is a login link no lesson in being phished. */
export function usualStepUp(kind: Policy['kind']): StepUpRules {
  return { ...DEFAULT_STEP_UP, loginLink: kind === 'chat' ? 'allow' : DEFAULT_STEP_UP.loginLink }
}

export const DEFAULT_POLICY = {
  campaign: 'general',
  language: 'en',
  senders,
  identity: {
    verifiedAcr: [
      // eIDAS Regulation (EU) 2015/1502, as URIs in the eIDAS SAML attribute profile.
      'http://eidas.europa.eu/LoA/substantial',
      'http://eidas.europa.eu/LoA/high',
      // Swedish eID framework, level of assurance 3: BankID, Freja eID+.
      'http://id.elegnamnden.se/loa/1.0/loa3',
    ],
    verifiedAmr: [],
    mail: { check: 'on', trustedForwarders: [], trustedResults: [] },
    remember: { days: 90, upTo: 'authenticated', alignment: 'relaxed' },
    stepUp: DEFAULT_STEP_UP,
  },
  links: { default: 'rewrite', keep: [], findings: linkFindings, severity: { high: 'defang', critical: 'remove' } },
  files: {
    default: 'hold',
    types: fileTypes,
    findings: fileFindings,
    severity: { medium: 'hold', high: 'hold', critical: 'remove' },
    passwords: 'ask',
  },
  message: { findings: messageFindings, severity: { critical: 'hold' } },
  personalData,
  onIncomplete: { message: 'hold', link: 'hold', file: 'hold' },
  hold: { hours: 336 },
  rateLimit: { messagesPerMinute: 60_000, unidentified: USUAL_UNIDENTIFIED_LIMITS },
  limits: {
    maxMessageBytes: 26_214_400,
    maxFileBytes: 20_971_520,
    maxFiles: 50,
    maxTextCharacters: 100_000,
    maxHtmlCharacters: 2_000_000,
  },
} as const satisfies Omit<Policy, 'channel' | 'kind' | 'name'>
