/** Draws pages with PDFium, which is built without scripts and dynamic forms; each file has an instance of its own, so nothing is left of it for the next. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { PDFiumDocument } from '@hyzyla/pdfium'
import type { DrawingLimits, DrawnPage, PdfRenderer, RenderedPdf } from '../core/pdf-renderer.ts'

/** Compiled once, in some tenths of a second, when the first file comes. */
let compiling: Promise<WebAssembly.Module> | null = null

/** From the installed package, so that none is fetched. */
async function compile(): Promise<WebAssembly.Module> {
  const program = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'))
  return await WebAssembly.compile(program)
}

export const pdfRenderer: PdfRenderer = {
  async open(bytes) {
    compiling ??= compile()
    const program = await compiling
    const { PDFiumLibrary } = await import('@hyzyla/pdfium')
    try {
      const library = await PDFiumLibrary.init({ instantiateWasm: (imports, done) => instantiate(program, imports, done) })
      return rendered(await library.loadDocument(bytes))
    } catch {
      // What it says may quote the file; that it does not open it is all that counts.
      return null
    }
  },
}

/** Making the program ready, opening the file, and each page are steps of their own, with the time of one each. */
export function pageByPage(enter: () => void): PdfRenderer {
  return {
    async open(bytes) {
      compiling ??= compile()
      await compiling
      enter()
      const document = await pdfRenderer.open(bytes)
      if (document === null) return null
      return {
        ...document,
        draw(page, limits) {
          enter()
          return document.draw(page, limits)
        },
      }
    },
  }
}

/** The typings leave out that emscripten takes the instance, later (emscripten.org, Module.instantiateWasm). */
function instantiate(
  program: WebAssembly.Module,
  imports: WebAssembly.Imports,
  done: (module: WebAssembly.Module) => void,
): WebAssembly.Exports {
  void WebAssembly.instantiate(program, imports).then((instance) => (done as unknown as (instance: WebAssembly.Instance) => void)(instance))
  return {}
}

function rendered(document: PDFiumDocument): RenderedPdf {
  return {
    pageCount: document.getPageCount(),
    async draw(page, limits) {
      try {
        return await draw(document, page, limits)
      } catch {
        return null
      }
    },
    text(page, maxCharacters) {
      try {
        // A handle of its own: drawing closes the one that it was given.
        return document.getPage(page).getText().slice(0, maxCharacters)
      } catch {
        return ''
      }
    },
  }
}

async function draw(document: PDFiumDocument, number: number, limits: DrawingLimits): Promise<DrawnPage | null> {
  const page = document.getPage(number)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0)) return null
  const scale = Math.min(
    limits.maxPixelsPerPoint,
    limits.maxSidePixels / Math.max(originalWidth, originalHeight),
    Math.sqrt(limits.maxPixels / (originalWidth * originalHeight)),
  )
  const width = Math.max(1, Math.floor(originalWidth * scale))
  const height = Math.max(1, Math.floor(originalHeight * scale))
  const { data } = await page.render({ width, height, scale: 1, colorSpace: 'BGRA', renderFormFields: true, render: 'bitmap' })
  return { pixels: data, width, height, pointsWide: originalWidth, pointsHigh: originalHeight }
}
