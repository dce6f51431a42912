import { describe, expect, it } from '@jest/globals'
import { FairLine } from '../../src/sandbox/fair-line.ts'

const item = (name: string) => ({ lane: name.charAt(0), name })

function lineOf(...names: string[]): FairLine<ReturnType<typeof item>> {
  const line = new FairLine<ReturnType<typeof item>>()
  for (const name of names) line.push(item(name))
  return line
}

function takeAll(line: FairLine<ReturnType<typeof item>>): string[] {
  const names: string[] = []
  for (let next = line.peek(); next !== undefined; next = line.peek()) {
    names.push(next.name)
    line.take()
  }
  return names
}

describe('those who wait for a thread', () => {
  it('are served lane by lane in turn, whoever flooded the line first', () => {
    expect(takeAll(lineOf('a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'])
  })

  it('go first in their lane when they were put back, and take no turn of another', () => {
    const line = lineOf('a2', 'a3', 'b1')
    line.putBack([item('a0'), item('a1')])
    expect(line.length).toBe(5)
    expect(takeAll(line)).toEqual(['a0', 'b1', 'a1', 'a2', 'a3'])
    expect(line.length).toBe(0)
  })

  it('are next when they were put back and their lane has nothing else', () => {
    const line = lineOf('a1', 'a2')
    line.putBack([item('b1')])
    expect(takeAll(line)).toEqual(['b1', 'a1', 'a2'])
  })

  it('can be taken all at once', () => {
    const line = lineOf('a1', 'b1', 'a2')
    expect(line.empty().map(({ name }) => name)).toEqual(['a1', 'a2', 'b1'])
    expect(line.length).toBe(0)
    expect(line.peek()).toBeUndefined()
  })
})
