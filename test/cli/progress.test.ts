import { describe, expect, test } from '@jest/globals'
import { createProgress } from '../../src/cli/progress.ts'

function run(total: number, isTTY: boolean): { readonly bar: string; readonly printed: readonly string[] } {
  const bar: string[] = []
  const printed: string[] = []
  const progress = createProgress(total, { isTTY, write: (text) => bar.push(text) })
  for (let at = 1; at <= total; at += 1) progress.step(() => printed.push(`line ${at}`))
  progress.end()
  return { bar: bar.join(''), printed }
}

describe('createProgress', () => {
  test('draws a bar on a terminal, to the end, and leaves nothing of it behind', () => {
    const { bar, printed } = run(40, true)
    expect(printed).toHaveLength(40)
    expect(bar).toContain('50 %  20 of 40')
    expect(bar).toContain(`${'█'.repeat(28)} 100 %  40 of 40`)
    expect(bar.endsWith('\r\u001b[K')).toBe(true)
  })
  test('writes nothing where there is no terminal', () => {
    const { bar, printed } = run(40, false)
    expect([bar, printed.length]).toEqual(['', 40])
  })
  test('writes nothing for a few files', () => {
    const { bar, printed } = run(5, true)
    expect([bar, printed.length]).toEqual(['', 5])
  })
  test('clears the bar before each line is printed', () => {
    const written: string[] = []
    const progress = createProgress(20, { isTTY: true, write: (text) => written.push(text) })
    progress.step(() => written.push('LINE'))
    expect(written[written.indexOf('LINE') - 1]).toBe('\r\u001b[K')
  })
})
