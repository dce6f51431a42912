import { describe, expect, it } from '@jest/globals'
import { renderTimes } from '../../src/cli/times.ts'

describe('the times of many messages', () => {
  it('are told as median, 99th percentile and worst of each stage', () => {
    const times = Array.from({ length: 200 }, (_, n) => ({ inspectMs: 200 - n, decideMs: 0.1, buildMs: n === 7 ? 9 : 0.5 }))
    expect(
      renderTimes(times)
        .split('\n')
        .map((line) => line.split(/\s+/).filter(Boolean)),
    ).toEqual([
      ['median', 'p99', 'worst'],
      ['inspect', 'ms', '101.00', '199.00', '200.00'],
      ['decide', 'ms', '0.10', '0.10', '0.10'],
      ['build', 'ms', '0.50', '0.50', '9.00'],
      [],
    ])
  })
})
