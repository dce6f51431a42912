/** Says how many unseen pictures would have told their sender that the message was opened; none of them is loaded. */
import type { MessageInspector } from '../../core/inspector.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

export const tracker: MessageInspector = {
  id: 'html/tracker',
  looksAt: 'message',
  codes: {
    HTML_TRACKING_PIXEL: {
      severity: 'informational',
      title: 'Tracking pixel',
      explanation:
        'The message held a picture too small to be seen, which would have told its sender when it was opened; it was not loaded.',
    },
  },
  inspect({ trackers: { count, hosts } }) {
    if (count <= 0) return NOTHING_SEEN
    const evidence = [{ label: 'pictures', value: String(count) }, ...hosts.map((host) => ({ label: 'host', value: host }))]
    return saw({ code: 'HTML_TRACKING_PIXEL', evidence })
  },
}
