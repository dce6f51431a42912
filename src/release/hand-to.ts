/** Makes a release one agent's own: the same words and links, with gateway addresses that say whom they were handed to, and addresses of the files that they may have. */
import type { FileUse } from '../core/handed-file.ts'
import type { Release, ReleasedFile } from '../core/release.ts'
import { isViewable } from './view/view.ts'

/** Signs one of our addresses anew for `agent`; null when it is none of ours. */
export type SignFor = (address: string, agent: string) => string | null

/** Where `agent` gets one of the release's files from. */
export type FileAddressFor = (use: FileUse, fileId: string, agent: string) => string

/** `/l/HOST/KEYID.PAYLOAD.CODE`: see link-token.ts. Nothing in it is a character that HTML escapes. */
const PATH = /\/l\/[^\s"<>()/]{1,300}\/[A-Za-z0-9_-]{1,16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}/g

export function handTo(release: Release, agent: string, signFor: SignFor, fileAddress: FileAddressFor): Release {
  const files = release.files.map((file) => withAddresses(file, agent, fileAddress))
  return { ...withTheirLinks(release, agent, signFor), files }
}

/** Only what goes out as it is or built anew can be had. */
function withAddresses(file: ReleasedFile, agent: string, fileAddress: FileAddressFor): ReleasedFile {
  if (file.action !== 'release' && file.action !== 'disarm') return { ...file, url: null, viewUrl: null }
  return {
    ...file,
    url: fileAddress('file', file.id, agent),
    viewUrl: isViewable(file.type) ? fileAddress('view', file.id, agent) : null,
  }
}

function withTheirLinks(release: Release, agent: string, signFor: SignFor): Release {
  const theirs = new Map<string, string>()
  const paths = new Map<string, string>()
  for (const { url } of release.links) {
    const signed = url === null ? null : signFor(url, agent)
    if (url === null || signed === null) continue
    theirs.set(url, signed)
    paths.set(pathOf(url), pathOf(signed))
  }
  if (theirs.size === 0) return release
  const replace = (words: string | null): string | null => words?.replace(PATH, (path) => paths.get(path) ?? path) ?? null
  return {
    ...release,
    text: replace(release.text),
    html: replace(release.html),
    links: release.links.map((link) => (link.url === null ? link : { ...link, url: theirs.get(link.url) ?? link.url })),
  }
}

function pathOf(address: string): string {
  return address.slice(address.lastIndexOf('/l/'))
}
