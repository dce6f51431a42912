/** What goes wrong and when: moments are counted in acknowledged messages, so that a slow machine meets the same mishaps as a fast one. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from './house.ts'
import type { Random } from './random.ts'

export interface Mishaps {
  readonly counts: { kills: number; killsWhileStarting: number; scannerOutages: number; scannerFreezes: number; redisOutages: number }
  /** To be called with how many are acknowledged so far. */
  acknowledged(count: number): void
  /** Resolves when all that was planned has happened and everything is up again. */
  readonly done: Promise<void>
}

interface Mishap {
  readonly at: number
  readonly happen: () => Promise<void>
}

export function planMishaps(
  house: House,
  options: { readonly messages: number; readonly kills: number; readonly random: Random },
): Mishaps {
  const { messages, random } = options
  const counts = { kills: 0, killsWhileStarting: 0, scannerOutages: 0, scannerFreezes: 0, redisOutages: 0 }
  const moments = (count: number, from: number, to: number): readonly number[] =>
    Array.from({ length: count }, () => Math.ceil(messages * (from + random.next() * (to - from)))).sort((a, b) => a - b)

  const chosen = moments(options.kills, 0.02, 1).map((at) => ({
    at,
    victim: random.pick(house.processes),
    pauseMs: random.between(50, 600),
  }))
  const kills = chosen.map((own, index): Mishap => {
    // The third follows the second at once, while its victim is not up again.
    const before = index === 2 ? chosen[1] : undefined
    const { at, victim } = before ?? own
    return {
      at,
      async happen() {
        if (before === undefined) await victim.whenReady()
        else await sleep(own.pauseMs)
        await victim.kill()
        counts.kills += 1
        if (before !== undefined) counts.killsWhileStarting += 1
      },
    }
  })

  const [stopAt = 0, freezeAt = 0] = moments(2, 0.05, 0.9)
  const [downMs, frozenMs] = [random.between(3_000, 5_000), random.between(2_000, 4_000)]
  const scanner: readonly Mishap[] = [
    {
      at: stopAt,
      async happen() {
        await house.clamd.stop()
        counts.scannerOutages += 1
        await sleep(downMs)
        await house.clamd.start()
      },
    },
    {
      at: freezeAt,
      async happen() {
        house.clamd.freeze()
        counts.scannerFreezes += 1
        await sleep(frozenMs)
        house.clamd.thaw()
      },
    },
  ]

  const redis = moments(house.redis === null ? 0 : 2, 0.05, 0.95).map((at): Mishap => {
    const awayMs = random.between(1_500, 3_500)
    return {
      at,
      async happen() {
        await house.redis?.kill()
        counts.redisOutages += 1
        await sleep(awayMs)
        await house.redis?.start()
      },
    }
  })

  const lanes = [kills, scanner, redis].map(runInOrder)
  return {
    counts,
    acknowledged: (count) => {
      for (const lane of lanes) lane.acknowledged(count)
    },
    done: Promise.all(lanes.map(({ done }) => done)).then(async () => {
      await Promise.all(house.processes.map((one) => one.whenReady()))
    }),
  }
}

/** Those of one kind happen one after the other; those of different kinds may meet. */
function runInOrder(mishaps: readonly Mishap[]) {
  const due = mishaps.map((mishap) => ({ ...mishap, come: Promise.withResolvers<void>() }))
  async function run(): Promise<void> {
    for (const { come, happen } of due) {
      await come.promise
      await happen()
    }
  }
  return {
    acknowledged(count: number) {
      for (const { at, come } of due) if (count >= at) come.resolve()
    },
    done: run(),
  }
}
