/** Promise 4: every action names what was found, where, by whom, the rule that asked for it and the version of the policy that holds the rule. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Policy, PolicyVersion } from '../../src/core/policy.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { INSPECTORS, LOOKUP_INSPECTORS } from '../../src/inspection/registry.ts'
import { attach, type SubmissionBody } from '../support/client.ts'
import { eicar, makeDocx, makeOoxml, makePdf, makePe, makePng, makeSvg, makeZip, nestZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

let clamd: ScriptedClamd
let service: LocalService
let records: readonly MessageRecord[]

const HTML = `<p>Hi <a href="https://bank.example.com.evil-site.com/login">https://bank.example.com/</a>
 <a href="javascript:alert(1)">x</a> <a href="https://anna@example.com/">y</a> <a href="http://203.0.113.9/">z</a>
 <a href="https://ex\u0430mple.com/">w</a> <img src="https://example.com/t.gif" alt="seen"><form action="https://example.com/f"><input></form></p>`
const FILES = [
  attach('a.png', makePng(1), 'image/png'),
  attach('b.pdf', makePdf({ catalog: '/OpenAction << /S /JavaScript /JS (x) >>' }), 'application/pdf'),
  attach('c.txt', eicar(), 'text/plain'),
  attach('d.zip', nestZip({ name: 'e.txt', data: eicar() }, 2), 'application/zip'),
  attach('f.pdf.exe', makePe(), 'application/pdf'),
  attach('g\u202egpj.docx', makeDocx()),
  attach('h.docm', makeOoxml('docm', [{ name: 'word/vbaProject.bin', data: 'x' }])),
  attach('i.zip', makeZip([{ name: 'a', data: 'b', encrypted: true }])),
  attach('j.svg', makeSvg('<script>1</script>'), 'image/svg+xml'),
  attach('k.html', '<script>1</script><a href="https://example.com/k">k</a>', 'text/html'),
  attach('l.bin', Buffer.from([1, 2, 3, 255])),
  attach('m.png', makePdf({ text: 'not a picture' }), 'image/png'),
]

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url, RESCAN_SECONDS: '600' } })
  const identityToken = await service.customerToken()
  const chats: readonly SubmissionBody[] = [
    { text: 'Only words, and https://example.com/a, bob@example.com, +46 8 123 45 67' },
    { html: HTML, text: 'Hi' },
    { text: 'Files of nobody', attachments: FILES },
    { text: 'Files of a customer', sender: { identityToken }, attachments: FILES },
    { channel: 'social', html: HTML, sender: { identityToken, address: 'anna@example.com' }, attachments: FILES.slice(0, 3) },
  ]
  const mails = [
    makeMail({ text: 'Hi https://example.com/b', html: HTML }),
    makeMail({
      html: HTML,
      files: [
        { type: 'application/pdf', name: 'b.pdf', body: makePdf() },
        { type: 'text/html', name: 'k.html', body: HTML },
      ],
    }),
    makeMail({
      text: 'See',
      files: [
        {
          type: 'message/rfc822',
          name: 'in.eml',
          body: makeMail({ html: HTML, files: [{ type: 'text/plain', name: 'x', body: eicar() }] }),
        },
      ],
    }),
    Buffer.from('garbage'),
  ]
  records = await Promise.all([...chats.map((body) => service.through(body)), ...mails.map((raw) => service.throughMail(raw))])
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/
const INSPECTOR_IDS = new Set([...INSPECTORS, ...LOOKUP_INSPECTORS].map(({ id }) => id))
const DECLARED = new Map([...INSPECTORS, ...LOOKUP_INSPECTORS].map(({ id, codes }) => [id, new Set(Object.keys(codes))]))
/** Rules that are no choice of the channel, and so stand in no policy. */
const BUILT_IN = new Set(['default', 'review', 'expired', 'message', 'file', 'items', 'builtIn.links'])

/** What the policy says at `files.types.application/pdf`; undefined when there is no such rule. Names may hold dots. */
function ruleOf(policy: unknown, path: string): unknown {
  if (path === '') return policy
  if (typeof policy !== 'object' || policy === null) return undefined
  for (const [key, value] of Object.entries(policy)) {
    if (path === key) return value
    if (path.startsWith(`${key}.`)) return ruleOf(value, path.slice(key.length + 1))
  }
  return undefined
}

async function policyOf({ channel, verdict }: MessageRecord): Promise<Policy> {
  const answer = await service.call('GET', `/v1/channels/${channel}/policy/versions/${verdict?.policyVersion}`)
  expect(answer.status).toBe(200)
  return answer.json<PolicyVersion>().policy
}

/** A rule that asks for something stricter than letting go. */
const STRICT = new Set(['rewrite', 'defang', 'mask', 'disarm', 'remove', 'hold', 'block'])

it('names for each action a rule that stands in the policy of that version, or one that every channel has', async () => {
  let fromPolicy = 0
  for (const record of records) {
    const policy = await policyOf(record)
    for (const { kind, rule } of record.verdict?.actions ?? []) {
      if (BUILT_IN.has(rule)) continue
      const asked = ruleOf(policy, rule)
      expect([rule, typeof asked]).toEqual([rule, 'string'])
      // A rule may ask for less only where its subject is inside another one, which cannot be defanged.
      if (kind !== 'release') expect([rule, STRICT.has(String(asked))]).toEqual([rule, true])
      fromPolicy += 1
    }
  }
  expect(fromPolicy).toBeGreaterThan(50)
})

it('names for each action findings that exist, and for a link those about that very link', () => {
  let named = 0
  for (const { verdict, report, rebuilt = [] } of records) {
    const byId = new Map(report.findings.map((finding) => [finding.id, finding]))
    for (const { because, reason, rule, subject } of verdict?.actions ?? []) {
      expect(reason).toMatch(CODE)
      for (const id of because) expect(byId.get(id)).toBeDefined()
      // A reason that is a finding's code is named by that finding.
      if (reason !== 'OK' && (rule.includes('.findings.') || rule.includes('.severity.'))) {
        const made = rebuilt.find(({ partId }) => subject.kind === 'part' && partId === subject.id)
        // A file that was to be rebuilt is held for what came of that.
        const said = made?.status === 'done' ? made.report.findings.map(({ code }) => code) : [made?.reason]
        const reasons = [...because.map((id) => byId.get(id)?.code), ...said, ...(made?.status === 'done' ? ['DISARM_FAILED'] : [])]
        expect(reasons).toContain(reason)
        if (rule.startsWith('links.') && subject.kind === 'link') expect(because.map((id) => byId.get(id)?.subject)).toContainEqual(subject)
        named += 1
      }
    }
  }
  expect(named).toBeGreaterThan(20)
})

it('gives every finding a code that its inspector declared, a place, a sentence, and evidence that is short and can be shown', () => {
  const codes = new Set<string>()
  for (const { report, verdict } of records) {
    expect(new Set(report.findings.map(({ id }) => id)).size).toBe(report.findings.length)
    const subjects = new Set(['message m', ...report.outcomes.map(({ subject }) => `${subject.kind} ${subject.id}`)])
    for (const action of verdict?.actions ?? []) subjects.add(`${action.subject.kind} ${action.subject.id}`)
    for (const finding of report.findings) {
      codes.add(finding.code)
      expect(DECLARED.get(finding.inspector)?.has(finding.code)).toBe(true)
      expect(subjects.has(`${finding.subject.kind} ${finding.subject.id}`)).toBe(true)
      expect(finding.title).not.toBe('')
      expect(finding.explanation).toMatch(/^\p{Lu}.{10,}[.]$/u)
      for (const { label, value } of finding.evidence) {
        expect(label).toMatch(/^[a-z][A-Za-z0-9 -]*$/)
        expect(value.length).toBeLessThanOrEqual(200)
        expect(value).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }
    }
  }
  expect([...codes].sort()).toEqual(
    expect.arrayContaining([
      ...[
        'FILE_ENCRYPTED',
        'FILE_EXECUTABLE',
        'FILE_MACRO',
        'FILE_MALWARE',
        'FILE_NAME_DECEPTIVE',
        'FILE_PDF_JAVASCRIPT',
        'FILE_TYPE_MISMATCH',
      ],
      ...['HTML_FORM', 'LINK_DANGEROUS_SCHEME', 'LINK_MIXED_SCRIPT', 'LINK_TEXT_MISMATCH', 'LINK_USERINFO'],
    ]),
  )
})

it('proves by an outcome each that every check ran on every subject that it is for', () => {
  for (const { report, verdict } of records) {
    const ran = new Set(report.outcomes.map(({ inspector, subject }) => `${inspector} ${subject.kind} ${subject.id}`))
    const links = (verdict?.actions ?? []).filter(({ subject }) => subject.kind === 'link').map(({ subject }) => subject.id)
    for (const { id, looksAt } of INSPECTORS) {
      if (looksAt === 'message') expect(ran.has(`${id} message m`)).toBe(true)
      // Those that ended well with a link are one outcome together.
      if (looksAt === 'link')
        for (const linkId of links) expect(ran.has(`links link ${linkId}`) || ran.has(`${id} link ${linkId}`)).toBe(true)
    }
    for (const { inspector, status, reason, ms } of report.outcomes) {
      expect(INSPECTOR_IDS.has(inspector) || inspector === 'links' || inspector.startsWith('parse/')).toBe(true)
      expect(ms).toBeGreaterThanOrEqual(0)
      if (status === 'ok') expect(reason).toBeUndefined()
      else expect(reason).toMatch(CODE)
    }
    expect(report.complete).toBe(report.outcomes.every(({ status }) => status === 'ok'))
  }
})

it('has scanned, by its outcome, each file that it released', () => {
  let released = 0
  for (const { report, release } of records) {
    for (const { id, action } of release?.files ?? []) {
      if (action !== 'release') continue
      const scan = report.outcomes.find(({ inspector, subject }) => inspector === 'files/malware' && subject.id === id)
      expect(scan?.status).toBe('ok')
      released += 1
    }
  }
  expect(released).toBeGreaterThan(0)
})

it('names the version in force, and after a change the new one, with who, when and why', async () => {
  const path = '/v1/channels/webchat/policy'
  const before = await service.call('GET', path)
  const { policy, version } = before.json<PolicyVersion>()
  const put = await service.call('PUT', path, {
    body: { policy: { ...policy, links: { ...policy.links, default: 'defang' } }, reason: 'Fewer links' },
    headers: { 'If-Match': before.headers.get('etag') ?? '' },
  })
  expect(put.status).toBe(200)
  const text = 'See https://example.com/a'
  // Each process remembers the policy in force for a moment.
  let record = await service.through({ text })
  while (record.verdict?.policyVersion === version) record = await service.through({ text })
  expect(record.verdict?.policyVersion).toBe(version + 1)
  expect(record.verdict?.actions).toContainEqual(
    expect.objectContaining({ kind: 'defang', rule: 'links.default', reason: 'LINKS_NOT_ALLOWED' }),
  )
  const { items } = (await service.call('GET', `${path}/versions`)).json<{ readonly items: readonly PolicyVersion[] }>()
  expect(items.find((one) => one.version === version + 1)).toMatchObject({
    publishedBy: expect.stringMatching(/^key:/),
    reason: 'Fewer links',
  })
  // What was decided by the old one says so for ever.
  expect((await service.record(records[0]?.id ?? '')).verdict?.policyVersion).toBe(version)
})
