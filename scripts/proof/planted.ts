/** Outputs that must never come out, one a danger: a proof that does not see each of them proves nothing. */

const AT = 'https://planted.example'

export const PLANTED: Readonly<Record<string, string>> = {
  'a handler': '<p onclick="alert(1)">x</p>',
  'a handler of a key': '<b tabindex="0" onkeydown="alert(1)">x</b>',
  'a picture from elsewhere': `<img src="${AT}/pixel.gif" alt="x" />`,
  'a picture that fails': '<img src="x" onerror="alert(1)" />',
  'a style that loads': `<div style="background:url(${AT}/style.png)">x</div>`,
  'a link straight out': `<a href="${AT}/out" rel="noopener noreferrer nofollow" target="_blank">x</a>`,
  'a link that runs': '<a href="javascript:alert(1)">x</a>',
  'a form': `<form action="${AT}/form"><button>x</button></form>`,
}
