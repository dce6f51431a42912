/** Every code that an inspector of the house may emit has a rule in the shipped policies, and no rule is for a code that nobody emits. */
import { describe, expect, it } from '@jest/globals'
import { INSPECTORS, LOOKUP_INSPECTORS } from '../../src/inspection/registry.ts'
import { DEFAULT_POLICY } from '../../src/policy/defaults.ts'

describe('the shipped rules', () => {
  it('name exactly the codes that inspectors declare', () => {
    const declared = [...INSPECTORS, ...LOOKUP_INSPECTORS].flatMap((inspector) => Object.keys(inspector.codes))
    const { links, files, message, personalData } = DEFAULT_POLICY
    const named = [links, files, message, personalData].flatMap((table) => Object.keys(table.findings))
    // Has no rule of its own: each pattern brings its action.
    named.push('PERSONAL_PATTERN')
    expect(named.toSorted()).toEqual([...new Set(declared)].sort())
  })
})
