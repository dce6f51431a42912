/** A file is drawn page by page, each with the time of a step; what hung before is not tried in the same run. */
import { expect, it } from '@jest/globals'
import { oneFile } from '../../src/pipeline/one-file.ts'
import { viewFile } from '../../src/pipeline/view-file.ts'
import { onePage, pdfOf } from '../support/pdf.ts'

const PDF = 'application/pdf'
const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>'
const threePages = pdfOf(onePage({ 2: '<< /Type /Pages /Kids [3 0 R 6 0 R 7 0 R] /Count 3 >>', 6: page, 7: page }))
const task = (bytes: Uint8Array) => {
  const arrival = oneFile({ id: 'view', channel: 'c', kind: 'chat', receivedAt: 0 }, { untrustedName: 'a.pdf', untrustedType: PDF, bytes })
  return { kind: 'view', arrival, detectedType: PDF } as const
}

it('gives each page of a PDF a step of its own', async () => {
  const steps: string[] = []
  const hooks = { enter: (step: string) => void steps.push(step), skips: new Map() }
  const view = await viewFile(task(threePages), hooks)
  expect(view?.pictures).toHaveLength(3)
  expect(steps).toEqual(Array.from({ length: 5 }, () => 'release/view@p1'))
})

it('says nothing of a file whose view hung before', async () => {
  const skips = new Map([['release/view@p1', { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 }]] as const)
  expect(await viewFile(task(pdfOf(onePage())), { enter: () => undefined, skips })).toBeUndefined()
})
