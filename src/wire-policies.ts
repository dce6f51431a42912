/** Wires the policies that files say: they are read whole or refused, and seed what is published later. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ForebayError } from './core/error.ts'
import type { Languages } from './core/language.ts'
import type { Policy } from './core/policy.ts'
import type { Store } from './core/store.ts'
import { KNOWN_CODES } from './pipeline/known-codes.ts'
import { parsePolicyYaml } from './policy/parse-yaml.ts'
import type { Known } from './policy/schema.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))

/** Policies as the files say, by channel. A folder that is not below the working folder is looked for beside the program. */
export function readPolicyFiles(channelsDir: string, languages: Languages): ReadonlyMap<string, Policy> {
  const here = resolve(channelsDir)
  const folder = existsSync(here) ? here : join(packageFolder, channelsDir)
  const policies = new Map<string, Policy>()
  const mayName = namesIn(languages)
  for (const name of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(name)) continue
    const policy = parsePolicyYaml(readFileSync(join(folder, name), 'utf8'), join(channelsDir, name), mayName)
    if (policies.has(policy.channel))
      throw new ForebayError('POLICY_INVALID', `${name}: the channel ${policy.channel} has another file already.`)
    policies.set(policy.channel, policy)
  }
  return policies
}

/** What the policies of this installation may name. */
export function namesIn(languages: Languages): Known {
  return { codes: KNOWN_CODES, languages: languages.tags }
}

/** Files seed the first version of each channel; from then on the published versions count. */
export async function seedPolicies(store: Store, policies: ReadonlyMap<string, Policy>): Promise<void> {
  for (const policy of policies.values()) {
    if ((await store.policy(policy.channel)) === null)
      await store.publishPolicy(policy, 0, 'file', Date.now(), 'First version, from its file')
  }
}
