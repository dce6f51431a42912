/** What each result of a mail check means, for people: what it proves, and never that the sender means well. */
import type { MailResult } from './checks.ts'

const UNPROVEN: Readonly<Record<Exclude<MailResult, 'pass'>, string>> = {
  fail: 'does not hold',
  softfail: 'probably does not hold',
  neutral: 'says nothing either way',
  none: 'was not there',
  temperror: 'could not be checked, since the DNS gave no answer in time',
  permerror: 'cannot be checked: it is not written as it should be',
  policy: 'is too weak to count',
}

export function spfSentence(result: MailResult, domain: string): string {
  if (result === 'pass') return `The server that sent this mail may send for ${named(domain)} (SPF)`
  if (result === 'fail' || result === 'softfail') return `The server that sent this mail is not one of ${named(domain)} (SPF)`
  if (result === 'none') return `${named(domain)} does not say which servers send for it (SPF)`
  return `Which servers send for ${named(domain)} ${UNPROVEN[result]} (SPF)`
}

export function dkimSentence(result: MailResult, domain: string, whole: boolean): string {
  if (result !== 'pass') return `The signature of ${named(domain)} ${UNPROVEN[result]} (DKIM)`
  return whole
    ? `Signed by ${named(domain)}, and unchanged since (DKIM)`
    : `Signed by ${named(domain)}, but only the beginning of it (DKIM)`
}

export function dmarcSentence(result: MailResult, domain: string): string {
  if (result === 'pass') return `The address is proven to be of ${named(domain)} (DMARC); who writes from it may still mean harm`
  if (result === 'fail') return `The mail says to be from ${named(domain)}, and nothing in it proves so (DMARC)`
  if (result === 'none') return `${named(domain)} does not ask that its mail be proven (DMARC)`
  return `What ${named(domain)} asks of its mail ${UNPROVEN[result]} (DMARC)`
}

export function arcSentence(result: MailResult, sealer: string): string {
  return result === 'pass'
    ? `Passed on unbroken, last by ${named(sealer)}, whose word does not count here (ARC)`
    : `The seals of those who passed the mail on: the chain ${UNPROVEN[result]} (ARC)`
}

export function trustedSealSentence(sealer: string, domain: string): string {
  return `${named(sealer)}, which this channel trusts, passed the mail on and saw that the address is of ${named(domain)} (ARC); who writes from it may still mean harm`
}

export function trustedResultsSentence(server: string, domain: string): string {
  return `${named(server)}, which this channel trusts, saw that the address is of ${named(domain)} (DMARC); who writes from it may still mean harm`
}

export function uncheckableSentence(kind: string): string {
  return `The mail is made so that this cannot be checked (${kind.toUpperCase()})`
}

/** Names come from strangers: letters, digits and dots alone are repeated. */
function named(untrustedDomain: string): string {
  return untrustedDomain.replace(/[^a-z0-9._-]/gi, '').slice(0, 253) || 'the sender'
}
