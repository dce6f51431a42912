/** `forebay customers`: shows what is kept of one person, writes all of it to a file or the output, and removes it. */
import type { Customer, Person } from '../core/customer.ts'
import type { CustomerData } from '../core/customer-data.ts'
import { counted, plain } from './terminal.ts'

export interface CustomersDeps {
  readonly customers: CustomerData
  readonly stdout: { write(text: string): unknown }
}

/** Who is meant, as it was typed. */
export type AskedPerson = { readonly subject: string } | { readonly channel: string; readonly address: string }

const ASKED = { by: 'command line' }

export async function showCustomer(subject: string, { customers, stdout }: CustomersDeps): Promise<void> {
  const { level, acr, firstLoginAt, lastLoginAt, addresses }: Customer = await customers.show(subject, ASKED)
  stdout.write(
    `${plain(subject)}: ${level}${acr === null ? '' : ` (${plain(acr)})`}, first login ${day(firstLoginAt)}, last ${day(lastLoginAt)}\n`,
  )
  for (const address of addresses) {
    const state = address.revokedAt === null ? `lapses ${day(address.lapsesAt)}` : `revoked ${day(address.revokedAt)}`
    stdout.write(
      `  ${address.id}  ${plain(address.channel)}  ${plain(address.address)}  ${address.level} ${day(address.linkedAt)}, ${state}\n`,
    )
  }
  if (addresses.length === 0) stdout.write('  no address is linked\n')
}

/** @throws ForebayError 404 `CUSTOMER_NOT_FOUND`, before there is anything to write to */
export async function exportedLines(asked: AskedPerson, customers: CustomerData): Promise<AsyncIterable<string>> {
  return customers.export(await personOf(asked, customers), ASKED)
}

export async function eraseCustomer(asked: AskedPerson, { customers, stdout }: CustomersDeps): Promise<void> {
  const { messages, files, addresses, logLines, pseudonym } = await customers.erase(await personOf(asked, customers), ASKED)
  const links = `${addresses} ${addresses === 1 ? 'address' : 'addresses'}`
  stdout.write(
    `Erased: ${counted(messages, 'message')}, ${counted(files, 'file')}, ${links}, details of ${counted(logLines, 'log line')}.\n`,
  )
  stdout.write(`In the access log as ${pseudonym}. Backups are yours to look after.\n`)
}

async function personOf(asked: AskedPerson, customers: CustomerData): Promise<Person> {
  return 'subject' in asked ? asked : customers.personAt(asked.channel, asked.address)
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
