/** Shows documents to Chromium in every way that desks do, and says of each document what it did that it must not. */
import type { Deeds, Opened, TestBrowser } from '../../test/support/browser.ts'
import type { Way } from '../../test/support/desk.ts'
import { PICTURES } from '../assessor.ts'
import type { Output } from './outputs.ts'

export const WAYS: readonly Way[] = ['page', 'inner-html', 'round-trips', 'document-write']
const ONCE: readonly Way[] = ['page']
/** A page for some at once; more or larger ones make it slow. */
const MOST_IN_PAGE = 80
const FEW_IN_PAGE = 10
const MOST_CHARACTERS_IN_PAGE = 1_500_000

export interface Shown {
  readonly faults: readonly string[]
  /** Links that were clicked, or opened by a key, each time it was done. */
  readonly opened: number
}

export async function showAll(browser: TestBrowser, outputs: readonly Output[]): Promise<Shown> {
  const faults: string[] = []
  let opened = 0
  for (const batch of batchesOf(outputs)) {
    // Kept links change addresses alone: they are looked at once.
    for (const way of (batch[0]?.leadsTo.length ?? 0) > 1 ? ONCE : WAYS) {
      const shown = await show(browser, batch, way)
      faults.push(...shown.faults)
      opened += shown.opened
    }
  }
  return { faults, opened }
}

async function show(browser: TestBrowser, batch: readonly Output[], way: Way): Promise<Shown> {
  const caught = batch[0]?.leadsTo ?? []
  const seen = await browser.open(
    batch.map(({ html }) => html),
    { way, caught },
  )
  const own = batch.flatMap(({ where }, at) => deedsOf(seen.deeds[at] as Deeds).map((deed) => `${where}: ${deed} (${way})`))
  const opened = seen.deeds.reduce((sum, deeds) => sum + deeds.caught.length, 0)
  const around = deedsAround(seen)
  if (around.length === 0) return { faults: own, opened }
  // What belongs to no frame is seen again, with each document by itself.
  if (batch.length === 1) return { faults: [...own, ...around.map((deed) => `${batch[0]?.where}: ${deed} (${way})`)], opened }
  const alone: string[] = []
  for (const one of batch) alone.push(...(await show(browser, [one], way)).faults)
  return { faults: alone.length > 0 ? alone : around.map((deed) => `${batch[0]?.where} and what follows it: ${deed} (${way})`), opened }
}

/** How many of the documents did something as pages, at least: windows and dialogs are nobody's, and one that sends the page away hides others. */
export async function countLive(browser: TestBrowser, documents: readonly string[]): Promise<number> {
  let live = 0
  for (let from = 0; from < documents.length; from += FEW_IN_PAGE) {
    const { deeds } = await browser.open(documents.slice(from, from + FEW_IN_PAGE))
    live += deeds.filter((one) => deedsOf(one).length > 0).length
  }
  return live
}

/** A picture of the release is meant to be loaded. */
function deedsOf({ ran, requests, navigations }: Deeds): readonly string[] {
  return [
    ...ran.filter((what) => !what.startsWith(`img-src ${PICTURES}`)).map((what) => `ran ${what}`),
    ...requests.filter((url) => !url.startsWith(PICTURES)).map((url) => `loaded ${url}`),
    ...navigations.map((url) => `went to ${url}`),
  ]
}

function deedsAround({ dialogs, windows }: Opened): readonly string[] {
  return [...dialogs.map((words) => `opened a dialog: ${words}`), ...windows.map((url) => `opened a window: ${url}`)]
}

/** Documents whose links are caught alike. */
function batchesOf(outputs: readonly Output[]): readonly (readonly Output[])[] {
  const batches: Output[][] = []
  const sorted = [...outputs].sort((a, b) => a.leadsTo.length - b.leadsTo.length)
  let characters = 0
  for (const output of sorted) {
    const batch = batches.at(-1)
    characters += output.html.length
    const fits =
      batch !== undefined && batch.length < MOST_IN_PAGE && characters <= MOST_CHARACTERS_IN_PAGE && batch[0]?.leadsTo === output.leadsTo
    if (fits) batch.push(output)
    else {
      batches.push([output])
      characters = output.html.length
    }
  }
  return batches
}
