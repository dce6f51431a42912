/** What a browser holds between the pages of an identification: sealed, for these pages alone, and for a short time. */
import type { Request, Response } from 'express'
import type { KeptLogin, ProviderLogin } from '../core/identification.ts'
import type { Clock } from '../core/time.ts'
import type { StepUpPages } from './deps.ts'

interface Kept {
  /** BCP 47. */
  readonly language: string
  readonly until: number
}

export type Stage = { readonly language: string } & (
  | { readonly stage: 'why'; readonly id: string }
  | { readonly stage: 'login'; readonly id: string; readonly kept: KeptLogin }
  | { readonly stage: 'confirm'; readonly id: string; readonly secret: string; readonly login: ProviderLogin }
  | { readonly stage: 'end'; readonly kind: 'done' | 'disowned' }
)

const LIFE_SECONDS = 30 * 60

export interface StageCookie {
  /** Null without one, and for one that is too old or was not made here. */
  read(req: Request): Stage | null
  write(res: Response, stage: Stage): void
  clear(res: Response): void
}

export function stageCookie({ seal, unseal, isSecure }: Pick<StepUpPages, 'seal' | 'unseal' | 'isSecure'>, clock: Clock): StageCookie {
  // RFC 6265bis 4.1.3.2: a browser takes this name only from this very host, over https.
  const name = isSecure ? '__Host-forebay-identify' : 'forebay-identify'
  // Lax: the way back from the provider is a link from elsewhere; a form from elsewhere comes without.
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    read(req) {
      const plain = (req.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => unseal(pair.slice(name.length + 1)))
        .find((one) => one !== null)
      if (plain === undefined) return null
      // What opens was sealed here: its shape needs no second check.
      const stage = JSON.parse(plain) as Stage & Kept
      return stage.until <= clock() ? null : stage
    },
    write(res, stage) {
      const sealed = seal(JSON.stringify({ ...stage, until: clock() + LIFE_SECONDS * 1_000 }))
      res.setHeader('Set-Cookie', `${name}=${sealed}; Max-Age=${LIFE_SECONDS}${attributes}`)
    },
    clear(res) {
      res.setHeader('Set-Cookie', `${name}=; Max-Age=0${attributes}`)
    },
  }
}
