/** Says that a picture holds a code: a phone's camera opens what it says, past every gateway and every eye. */
import type { LinkInspector } from '../../core/inspector.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

export const barcode: LinkInspector = {
  id: 'links/barcode',
  looksAt: 'link',
  codes: {
    LINK_BARCODE: {
      severity: 'low',
      title: 'Picture with a code to scan',
      explanation: 'The picture holds a QR code or the like, and the camera of a phone that is pointed at it opens what the code says.',
    },
  },
  inspect({ source, via, untrustedUrl, url }) {
    if (source !== 'qr') return NOTHING_SEEN
    const evidence = [
      { label: 'text', value: untrustedUrl },
      { label: 'kind', value: via },
    ]
    // A bare domain: what a phone makes of it is not what is written.
    const opens = url !== null && url !== untrustedUrl ? [{ label: 'target', value: url }] : []
    return saw({ code: 'LINK_BARCODE', evidence: [...evidence, ...opens] })
  },
}
