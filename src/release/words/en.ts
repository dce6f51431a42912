/** English words for placeholders and notices. */
import type { Topic, Words } from './words.ts'

export const english: Words = {
  reasons: {
    identity: { agent: 'the sender has not been identified yet', sender: 'you have not identified yourself yet' },
    expired: 'the time to clear it ran out',
    removedByReview: 'a reviewer took it out',
    releasedByReview: 'a reviewer let it through',
    linksNotAllowed: 'this channel does not pass links on',
    linkRewritten: 'it opens through a page that shows where it leads',
    linkTooLong: 'the address is too long to check',
    linkScheme: 'the address would run a program instead of opening a page',
    linkUnreadable: 'the address is not a valid one',
    linkRelative: 'the address names no site of its own',
    linkUnusual: 'the address is not that of a web page',
    linkUserinfo: 'the address hides where it really leads',
    linkMismatch: 'the text shows another address than the one it leads to',
    linkLookalike: 'the address imitates another one with look-alike letters',
    linkNumeric: 'the address is a bare number instead of a name',
    linkPrivate: 'the address leads into a private network',
    linkListed: 'the address is on a list of dangerous sites',
    linkDownload: 'the address downloads a file of a dangerous kind',
    linkUnknown: 'what others know of the address could not be asked; it is asked again soon',
    fileType: 'this channel does not take files of this type without a check by a person',
    malware: 'malware was found',
    executable: 'it holds a program',
    script: 'it holds a script that would run when opened',
    macro: 'it holds macros',
    legacyOffice: 'it is in an old office format that cannot be checked completely',
    activePdf: 'it is a PDF that would act when opened',
    activeHtml: 'it is a page that could run code',
    encrypted: 'it is locked with a password and cannot be checked',
    nameDeceptive: 'the name hides what kind of file it is',
    typeMismatch: 'the content is not of the type that the name promises',
    picture: 'it is a picture of a kind, or in a state, that cannot be searched for codes',
    scannerDown: 'the virus scanner is not answering; it is checked as soon as the scanner is back',
    waiting: 'it has not been checked yet',
    tooMuch: 'it is too large or too deeply packed to be checked completely',
    broken: 'it is damaged and cannot be checked',
    unsupported: 'it is packed in a format that cannot be looked into',
    incomplete: 'it could not be checked completely',
    finding: 'a check found something wrong with it',
    rule: 'the rules of this channel ask for it',
  },
  fates: {
    release: 'Passed on',
    rewrite: 'Made safe to open',
    defang: 'Shown as text',
    mask: 'Masked',
    disarm: 'Rebuilt without active content',
    remove: 'Removed',
    hold: 'Held',
    block: 'Blocked',
  },
  linkRemoved: 'link removed',
  linkHeld: 'link held',
  picture: (alt, attached) => `[picture ${attached ? 'attached' : 'blocked'}${alt === '' ? '' : `: ${alt}`}]`,
  tellAgent: (topic, kind, clause) => {
    const many = topic.count > 1
    switch (kind) {
      case 'defang':
      case 'mask':
        return `${named(topic)} ${many ? 'are' : 'is'} shown as text: ${clause}.`
      case 'remove':
        return `${named(topic)} ${many ? 'were' : 'was'} removed: ${clause}.`
      case 'block':
        return `${named(topic)} ${many ? 'were' : 'was'} blocked: ${clause}.`
      case 'hold':
        return `${named(topic)} ${many ? 'are' : 'is'} held: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `${named(topic)} ${many ? 'were' : 'was'} passed on: ${clause}.`
    }
  },
  tellSender: (topic, kind, clause) => {
    switch (kind) {
      case 'defang':
      case 'mask':
        return `We passed ${yours(topic)} on as text that cannot be clicked: ${clause}.`
      case 'remove':
        return `We could not pass ${yours(topic)} on: ${clause}.`
      case 'block':
        return `We could not accept ${yours(topic)}: ${clause}. Please contact us in another way if this seems wrong to you.`
      case 'hold':
        return `We have received ${yours(topic)} and keep ${topic.count > 1 ? 'them' : 'it'} safe for now: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `We passed ${yours(topic)} on: ${clause}.`
    }
  },
  askToIdentify: (topic) =>
    `Thank you: we have received ${yours(topic)} and will pass ${topic.count > 1 ? 'them' : 'it'} on once you have identified yourself, for example by logging in.`,
  openedBefore: (agents) =>
    `A link in this message was opened before it was found to be dangerous, by: ${agents.join(', ')}. Tell whoever looks after security.`,
  activeContentLeftOut: 'Active content such as scripts or forms was left out of this message.',
  fileWithoutName: 'file',
}

function named({ what, count }: Topic): string {
  if (what === 'message') return 'This message'
  return count === 1 ? `One ${what}` : `${count} ${what}s`
}

function yours({ what, count }: Topic): string {
  if (what === 'message') return 'your message'
  return count === 1 ? `your ${what}` : `${count} of your ${what}s`
}
