/** Every platform whose signatures we check, by the name that settings give it. */
import type { Platform } from '../../core/platform.ts'
import { discord } from './discord.ts'
import { line } from './line.ts'
import { meta } from './meta.ts'
import type { PlatformScheme } from './scheme.ts'
import { slack } from './slack.ts'
import { viber } from './viber.ts'

export const SCHEMES: Readonly<Record<Platform, PlatformScheme>> = { meta, line, viber, slack, discord }
