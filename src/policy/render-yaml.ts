/** Writes a policy out as the YAML file that an admin edits: every key, every default, and what each is for. Reading it back gives the same policy. */
import { stringify } from 'yaml'
import { IDENTITY_LEVELS } from '../core/identity.ts'
import { type FileAction, FORGETFUL, type LinkRule, type OwnPatternRule, type Policy, type WordsAction } from '../core/policy.ts'
import { DEFAULT_POLICY } from './defaults.ts'
import { senderRows } from './sender-rows.ts'

/** Ends with a newline. */
export function renderPolicyYaml(policy: Policy): string {
  const { senders, links, files, message, onIncomplete, limits } = policy
  const personal = policy.personalData ?? DEFAULT_POLICY.personalData
  const unidentified = policy.rateLimit.unidentified ?? DEFAULT_POLICY.rateLimit.unidentified
  const acr = policy.identity.verifiedAcr
  const mail = policy.identity.mail ?? DEFAULT_POLICY.identity.mail
  const remember = policy.identity.remember ?? FORGETFUL
  const stepUp = policy.identity.stepUp ?? DEFAULT_POLICY.identity.stepUp
  return `# What the channel "${policy.channel}" lets through, and what it does with the rest.
#
# The strictest rule that applies to a message, a link or a file wins, mildest first:
#   release < rewrite < defang < disarm < hold < remove < block
# Whatever is held, removed or blocked leaves a placeholder with the reason, for the agent and for the sender.
# A key that is left out has the value that it was shipped with; a key that does not exist is refused.

channel: ${policy.channel}
kind: ${policy.kind}                 # chat, email or social
name: ${scalar(policy.name)}
campaign: ${scalar(policy.campaign)}
language: ${policy.language}               # of placeholders and notices: en, es, sv, or one that you added

# Who may send what. A sender is:
#   anonymous      nothing is known
#   claimed        gave a name or an address, unproven
#   authenticated  proved to control the account or address (a signed session, DMARC-aligned mail)
#   verified       logged in at one of the assurance levels below, as with BankID
#
#   reaches  agent; or nobody: the whole message waits until its sender is identified, and no reviewer lets it through before
#   text     release, hold
#   links    allow, defang, remove, hold; also those in pictures (QR codes), which wait with their file, as do those in documents
#   files    allow, hold, remove; or by media type or family as in files.types below, and "default" for all others:
#              files: { default: hold, image: allow, application/pdf: allow }
#            By content. What is inside an archive, a mail or a document counts too.
#   maxFileBytes, maxFiles
#            The largest file and the most files of one message; files past them wait. An archive counts as many as it brings.
#            Left out: the limits of the channel, at the end of this file, which refuse.
# What a level may not send waits as IDENTITY_REQUIRED and comes by itself once its sender is identified.
# A level may send all that one below it may: a login takes nothing away.
senders:
${senderRows(senders)}

identity:
  # The "acr" of a login that makes its sender verified.
  verifiedAcr:${acr.length === 0 ? ' []' : ''}
${acr.map((value) => `    - ${scalar(value)}`).join('\n')}
  # The same for its "amr", such as hwk (RFC 8176); most providers say more by the "acr".
  verifiedAmr: [${(policy.identity.verifiedAmr ?? []).map(scalar).join(', ')}]
  # E-mail: SPF, DKIM and DMARC prove that the address is the sender's own, never that the sender means well.
  mail:
    check: ${mail.check}               # on, off
    # Mailing lists and forwarders whose seals (ARC) are believed when they say what they saw. The domain of the seal, and none below it.
    trustedForwarders: [${mail.trustedForwarders.map(scalar).join(', ')}]
    # Mail servers in front of this channel whose Authentication-Results are believed, by the id that stands first in that header.
    # List one only if every mail of this channel comes through it and it removes headers that others forged in its name.
    trustedResults: [${mail.trustedResults.map(scalar).join(', ')}]
  # For how many days a login speaks for the address that it came from (0: never), and up to which level. It counts only for a message
  # that proves its address: aligned mail (DMARC), or a platform that signs who its sender is. alignment: strict takes of mail only what
  # the very domain of its address signed or sent, and no domain above or below it.
  remember: { days: ${remember.days}, upTo: ${remember.upTo}, alignment: ${remember.alignment ?? 'relaxed'} }
  # How a sender becomes identified in the middle of a conversation, through the company's own login (see docs/IDENTIFICATION.md).
  stepUp:
    loginLink: ${stepUp.loginLink}        # allow: a button or QR code in our own chat.  never: go to our site, type the code.
    acrValues: [${stepUp.acrValues.map(scalar).join(', ')}]          # the login has to have one of these; none takes any login that lets something through
    maxAgeSeconds: ${stepUp.maxAgeSeconds}      # an older login has to be done anew; 0 takes any
    codeMinutes: ${stepUp.codeMinutes}         # how long a code begins a login
    maxCodesPerHour: ${stepUp.maxCodesPerHour}      # for one conversation, and for one address
    matchEmail: ${stepUp.matchEmail}   # whenKnown, required, off: the login's verified e-mail has to be the conversation's address
    sessionMinutes: ${stepUp.sessionMinutes ?? 0}      # chat: for how long after a login what comes in the same conversation counts as theirs; 0: nothing but what waited

# release: as it is.  rewrite: opens through our click gateway, which shows where it leads.
# defang: readable, not clickable.  remove, hold: a placeholder stands for it.  block: the whole message.
links:
  default: ${links.default}
  # Our own domains, with all below them: their links stay as they are as long as nothing is found about them.
  keep: [${(links.keep ?? []).map(scalar).join(', ')}]
  # When an inspector finds this about a link. An action, or one by level: { anonymous: remove, authenticated: rewrite };
  # a level that is not named takes the one before it.
  findings:
${table(links.findings, DEFAULT_POLICY.links.findings)}
  # For what is not named above, by how severe it is (informational, low, medium, high, critical):
  severity:
${table(links.severity, {})}

# release: on to the agent as it came.  disarm: rebuilt without what could act, looked into again, and what it lost is told; what cannot
# be rebuilt is held. The original waits for a reviewer.  hold: waits for a person or a new scan.  remove: a placeholder.
# block: the whole message.
# The words go on whatever becomes of a file, unless it is a block.
files:
  # For a type that no line below names:
  default: ${files.default}
  # By content, never by name. A media type (application/pdf) beats its family. What is inside an archive counts too.
  # "image: disarm" draws each picture anew, without where and when it was taken.
  types:
${table(files.types, DEFAULT_POLICY.files.types)}
  # When an inspector finds this in a file, or in a file inside it:
  findings:
${table(files.findings, DEFAULT_POLICY.files.findings)}
  severity:
${table(files.severity, {})}
  # ask: a sender who may send files is asked for the password of a locked one. It opens the file for the check, and is not kept.
  # off: locked files wait for a reviewer.
  passwords: ${files.passwords ?? DEFAULT_POLICY.files.passwords}

# Findings about the words. Scripts, forms and frames never reach an agent, so the words that are left can go on.
# What instructs an AI goes on framed as data; hold it where an AI agent acts on messages by itself.
message:
  findings:
${table(message.findings, DEFAULT_POLICY.message.findings)}
  severity:
${table(message.severity ?? {}, {})}

# Words that are about a person, in the text, the subject and the names of files.
# release: as written.  mask: a placeholder; who needs it asks for it, with a reason that is kept.  hold, block: the whole message.
personalData:
  findings:
${table(personal.findings, DEFAULT_POLICY.personalData.findings)}
  # How many of the last letters and digits stay in sight:
  keepLast:
${table(personal.keepLast, DEFAULT_POLICY.personalData.keepLast)}
  # What only this channel knows of, in RE2 syntax: { name: Customer number, pattern: 'K-\\d{6}', action: mask, keepLast: 2 }
  patterns:${personal.patterns.length === 0 ? ' []' : ''}
${personal.patterns.map(ownPattern).join('')}
# A check that crashed, ran out of time or could not look inside (encrypted, too deep, no scanner) says nothing good.
onIncomplete:
  message: ${onIncomplete.message}          # release, hold, block
  link: ${onIncomplete.link}
  file: ${onIncomplete.file}

hold:
  hours: ${policy.hold.hours}              # then it expires, and the sender is told

# Past these a submission is refused, and nothing of it is stored.
rateLimit:
  messagesPerMinute: ${policy.rateLimit.messagesPerMinute}
  # What may come to wait for its senders to be identified, in a day (UTC): files, and messages that wait as a whole. Only submissions
  # that would add to it are refused; words alone go on. A sender is a conversation, or an address where there is none.
  unidentified:
    itemsPerSender: ${unidentified.itemsPerSender}
    bytesPerSender: ${unidentified.bytesPerSender}
    itemsPerChannel: ${unidentified.itemsPerChannel}
    bytesPerChannel: ${unidentified.bytesPerChannel}
limits:
  maxMessageBytes: ${limits.maxMessageBytes}
  maxFileBytes: ${limits.maxFileBytes}
  maxFiles: ${limits.maxFiles}
  maxTextCharacters: ${limits.maxTextCharacters}
  maxHtmlCharacters: ${limits.maxHtmlCharacters}
`
}

/** Names that we shipped keep our order, so that two files compare line by line; the admin's own follow. */
function table(
  rules: Readonly<Record<string, LinkRule | FileAction | WordsAction | number | undefined>>,
  shipped: Readonly<Record<string, unknown>>,
): string {
  const names = [...new Set([...Object.keys(shipped), ...Object.keys(rules)])].filter((name) => rules[name] !== undefined)
  return names.map((name) => `    ${name}: ${ruleText(rules[name])}`).join('\n')
}

function ruleText(rule: LinkRule | FileAction | WordsAction | number | undefined): string {
  if (typeof rule !== 'object') return String(rule ?? '')
  const changes = IDENTITY_LEVELS.filter((level, at) => at === 0 || rule[level] !== rule[IDENTITY_LEVELS[at - 1] ?? level])
  return `{ ${changes.map((level) => `${level}: ${rule[level]}`).join(', ')} }`
}

function ownPattern({ name, pattern, action, keepLast }: OwnPatternRule): string {
  return `    - name: ${scalar(name)}\n      pattern: ${scalar(pattern)}\n      action: ${action}\n      keepLast: ${keepLast}\n`
}

/** Bare where YAML reads exactly that again, else as JSON, which YAML 1.2 reads as it is. */
function scalar(value: string): string {
  return stringify(value, { lineWidth: 0 }) === `${value}\n` && value.trim() === value ? value : JSON.stringify(value)
}
