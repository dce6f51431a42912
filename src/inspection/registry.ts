/** Every inspector of the house: one that is not listed here does not run, and a test fails over it. */
import type { Inspector, LookupInspector } from '../core/inspector.ts'
import { active } from './html/active.ts'
import { ipLiteral } from './links/ip-literal.ts'
import { mismatch } from './links/mismatch.ts'
import { mixedScript } from './links/mixed-script.ts'
import { scheme } from './links/scheme.ts'
import { unparsable } from './links/unparsable.ts'
import { userinfo } from './links/userinfo.ts'

/** Pure inspectors, in the order in which they run and their findings are numbered. */
export const INSPECTORS: readonly Inspector[] = [active, unparsable, scheme, userinfo, ipLiteral, mixedScript, mismatch]

/** Inspectors that look things up, outside the sandbox. */
export const LOOKUP_INSPECTORS: readonly LookupInspector[] = []
