/** Gives sanitize-html as CommonJS, the form in which every loader of ES modules can take it. */
import { createRequire } from 'node:module'
import type SanitizeHtml from 'sanitize-html'

// A linker of ES modules other than Node's own (Jest's) cannot link a CommonJS package that requires
// an ES module, htmlparser2, which the same graph imports.
export const sanitizeHtml: typeof SanitizeHtml = createRequire(import.meta.url)('sanitize-html')
