/** Every sentence that a language file has, and what is filled into each: files, their check and the types are made from this one list. */

/** Why something was not passed on as it came: a clause, which goes after a colon. */
const REASONS = [
  'identity',
  'expired',
  'removedByReview',
  'releasedByReview',
  'linksNotAllowed',
  'linkRewritten',
  'linkTooLong',
  'linkScheme',
  'linkUnreadable',
  'linkRelative',
  'linkUnusual',
  'linkUserinfo',
  'linkMismatch',
  'linkLookalike',
  'linkNumeric',
  'linkPrivate',
  'linkListed',
  'linkTrusted',
  'linkDownload',
  'linkUnknown',
  'linkOtherSite',
  'linkShortened',
  'linkRedirects',
  'linkFiltered',
  'linkCode',
  'linkFreeHosting',
  'linkOneTime',
  'linkIllegible',
  'linkPort',
  'linkArchive',
  'linkMailbox',
  'fileType',
  'malware',
  'executable',
  'script',
  'macro',
  'legacyOffice',
  'activePdf',
  'pdfFiles',
  'pdfLinks',
  'pdfView',
  'activeHtml',
  'encrypted',
  'nameDeceptive',
  'typeMismatch',
  'picture',
  'personalData',
  'personalDataMasked',
  'hiddenText',
  'hiddenCharacters',
  'imitatedLetters',
  'trackingPixel',
  'aiInstructions',
  'aiInstructionsHidden',
  'aiTask',
  'activeContent',
  'textDiffers',
  'htmlTooLarge',
  'scannerDown',
  'waiting',
  'tooMuch',
  'broken',
  'unsupported',
  'incomplete',
  'finding',
  'rule',
] as const

const FATES = ['release', 'rewrite', 'defang', 'mask', 'disarm', 'remove', 'hold', 'block'] as const

/** What agent and sender are told became of some files, some links or the message. */
const TOLD = ['shownAsText', 'removed', 'blocked', 'held', 'passedOn'] as const

/** Kinds of personal data. */
const PERSONAL = ['card', 'bankAccount', 'nationalId', 'taxId', 'document', 'phone', 'email', 'secret', 'device', 'other'] as const

/** Why a link is in no release any more. */
const GONE = ['blocked', 'expired', 'held', 'absent'] as const

const PICTURES = ['blocked', 'attached', 'held', 'shown'] as const

/** Key → the names of its placeholders. `count` is a number, `reader` is one of `READERS`, all others are words. */
export const SENTENCES = {
  ...each('reasons', REASONS, ['reader']),
  ...each('fates', FATES, []),
  'explanation.alone': ['fate'],
  'explanation.because': ['fate', 'reason'],
  'placeholders.linkRemoved': [],
  'placeholders.linkRemovedBecause': ['reason'],
  'placeholders.linkHeld': [],
  'placeholders.linkHeldBecause': ['reason'],
  'placeholders.masked': ['what'],
  'placeholders.maskedEndingIn': ['what', 'kept'],
  'placeholders.fileWithoutName': [],
  ...each('pictures', PICTURES, []),
  ...each('describedPictures', PICTURES, ['description']),
  ...each('personal', PERSONAL, []),
  ...each('toAgent.file', TOLD, ['count', 'reason']),
  ...each('toAgent.link', TOLD, ['count', 'reason']),
  ...each('toAgent.message', TOLD, ['reason']),
  'toAgent.masked': ['count'],
  'toAgent.openedBefore': ['agents'],
  'toAgent.activeContentLeftOut': [],
  'toAgent.hiddenWordsLeftOut': [],
  'toAgent.picturesBlocked': ['count'],
  'toAgent.trackingPixelsBlocked': ['count'],
  ...each('toSender.file', TOLD, ['count', 'reason']),
  ...each('toSender.link', TOLD, ['count', 'reason']),
  ...each('toSender.message', TOLD, ['reason']),
  'toSender.masked': ['count'],
  'toSender.identify.file': ['count'],
  'toSender.identify.link': ['count'],
  'toSender.identify.message': [],
  'pages.open.title': ['host'],
  'pages.open.heading': [],
  'pages.open.found': [],
  'pages.open.onward': [],
  'pages.open.ownLetters': [],
  'pages.open.shown': [],
  'pages.open.sentBy': [],
  'pages.open.connection': [],
  'pages.open.notEncrypted': [],
  'pages.open.goOn': ['host'],
  'pages.open.goOnAnyway': ['host'],
  'pages.open.nothingFound': [],
  'pages.open.notOpened': [],
  'pages.open.stay': [],
  ...each('pages.sender', ['nameless', 'claimed', 'authenticated', 'verified'], []),
  ...each('pages.blocked', ['title', 'why', 'ask', 'otherWay'], []),
  ...each('pages.gone', GONE, []),
  ...each('pages.asked', ['title', 'text'], []),
  ...each('pages.expired', ['title', 'why', 'text', 'otherWay'], []),
  ...each('pages.unknown', ['title', 'why', 'text', 'otherWay'], []),
  'pages.message': ['id'],
} as const

/** Only in `reasons`, and only where agent and sender read different words: `{reader, select, sender {…} other {…}}`. */
export const READERS = ['agent', 'sender'] as const

export type SentenceKey = keyof typeof SENTENCES

function each<const Section extends string, const Name extends string, const Placeholders extends readonly string[]>(
  section: Section,
  names: readonly Name[],
  placeholders: Placeholders,
): Readonly<Record<`${Section}.${Name}`, Placeholders>> {
  const entries = names.map((name) => [`${section}.${name}`, placeholders] as const)
  return Object.fromEntries(entries) as Record<`${Section}.${Name}`, Placeholders>
}
