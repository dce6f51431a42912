/** Takes the words out of a comment, without the markup that it may have put out of use; in linear time. */

const MAX_COMMENT_CHARACTERS = 20_000

export function commentWords(untrustedComment: string): string {
  // `[if mso]>…<![endif]`: the condition is none of the words.
  const from = /^\s{0,40}\[if/.test(untrustedComment) ? untrustedComment.indexOf(']') + 1 : 0
  const comment = untrustedComment.slice(from, from + MAX_COMMENT_CHARACTERS).replace(/^>|<!\[endif\]$/g, '')
  let words = ''
  let at = 0
  for (;;) {
    const begin = comment.indexOf('<', at)
    const end = begin < 0 ? -1 : comment.indexOf('>', begin)
    if (end < 0) return words + comment.slice(at)
    words += `${comment.slice(at, begin)} `
    at = end + 1
  }
}
