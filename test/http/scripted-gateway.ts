/** A gateway that knows the clicks it was told of by their token, and keeps what it was asked to note. */
import type { Click, ClickedLink, Gateway } from '../../src/core/gateway.ts'
import type { MessageRecord } from '../../src/core/record.ts'

export interface ScriptedGateway extends Gateway {
  readonly noted: { readonly verb: string; readonly state: string; readonly agent: string | null }[]
  readonly asked: string[]
}

export function scriptedGateway(
  clicks: Readonly<Record<string, Click>> = {},
  addresses: Readonly<Record<string, string>> = {},
): ScriptedGateway {
  const noted: ScriptedGateway['noted'] = []
  const asked: string[] = []
  const look = async (token: string): Promise<Click> => clicks[token] ?? { state: 'unknown' }
  return {
    noted,
    asked,
    look,
    async goOn(token) {
      const click = await look(token)
      return { click, address: click.state === 'open' ? (addresses[token] ?? click.link.url) : null }
    },
    async note(click, verb, agent) {
      noted.push({ verb, state: click.state, agent })
    },
    async askReview(token) {
      const click = await look(token)
      if (click.state !== 'blocked' || !click.canAsk) return false
      asked.push(token)
      return true
    },
  }
}

export function clickedLink(more: Partial<ClickedLink> = {}): ClickedLink {
  const record = {
    id: '0193b0c8-0000-7000-8000-000000000001',
    channel: 'webchat',
    kind: 'chat',
    status: 'released',
    revision: 1,
    sender: { address: 'anna@example.com', name: 'Anna Berg' },
    identity: { level: 'claimed', subject: null, evidence: [] },
  } as unknown as MessageRecord
  return {
    messageId: record.id,
    linkId: 'l1',
    url: 'https://example.com/a',
    site: 'example.com',
    onwardHost: null,
    shown: null,
    agent: null,
    findings: [],
    record,
    language: 'en',
    ...more,
  }
}
