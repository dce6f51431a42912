/**
 * Places where anybody can put up a page, a form or a file within minutes, under the name of the place.
 * Source: our own list, merged with free_subdomain_hosts.txt, free_file_hosts.txt, self_service_creation_platform_domains.txt and
 * social_landing_hosts.txt of sublime-security/static-files (MIT). The private part of the public suffix list comes on top.
 */
export const FREE_HOSTS: ReadonlySet<string> = new Set(
  `
  000webhostapp.com 0x0.st 1024terabox.com 123contactform.com 123formbuilder.com 18.lc 1drv.com 1drv.ms 1fichier.com 1x.net 2.je 4.je
  42web.io 4everland.app 4shared.com 6.je 7.je 8.je 9.je about.me acrobat.adobe.com adaptable.app ae.tn aidaform.com airtable.com
  alchemer.com aliyun.com aliyuncs.com allmylinks.com alwaysdata.net amazonaws.com amplifyapp.com angelfire.com anonfiles.com
  anyflip.com api.docparser.com app.air.inc app.amplitude.com app.box.com app.eraser.io app.flutterflow.io app.getalai.com app.goo.gl
  app.jotform.com app.link app.ludus.one app.milanote.com app.moqups.com app.notion.com app.pandadoc.com app.powerbi.com app.publr.co
  app.slidebean.com app.smartsheet.com app.smartsuite.com app.tabidoo.cloud app.usewhale.io app.whirr.co appdomain.cloud appspot.com
  appwrite.network archive.org arweave.net asana.com asia.gp assets.adobe.com assets.cdn.filesafe.space at.st at.ua atlassian.net
  atspace.cc atspace.com attachments.office.net aurorashard.org auto.lc awardspace.com awardspace.net awsapprunner.com axshare.com
  azureedge.net azurefd.net azurestaticapps.net azurewebsites.net b-cdn.net back4app.io backblazeb2.com base44.app bayfiles.com
  bcebos.com beacons.ai beautiful.ai beehiiv.com behance.net bigcartel.com bilder.lc bio.box bio.fm bio.link bitbucket.com
  bitbucket.io bitbucket.org biz.ps biz.uz blob.core.windows.net blog.lc blogger.com blogspot.com bolt.host bolt.new bore.digital
  box.com bravesites.com bubbleapps.io builderallwppro.com builderio.xyz bunny.run byethost.com byethost7.com cafe24.com cal.com
  calameo.com campsite.bio canva.com canva.site carrd.co catbox.moe cdn.discordapp.com cf-ipfs.com chickenkiller.com citrixdata.com
  city.tl ck.page cl.ly clan.lc clandomain.de clandomain.org claude.site clickfunnels.com clickfunnels.space clicknupload.com
  clickup.com cloud.mail.ru cloudapp.azure.com cloudapp.net cloudclusters.net cloudflare-ipfs.com cloudfront.net cloudfunctions.net
  cloudup.com cloudwaysapps.com cloudworkstations.dev co.vu coda.io codepen.dev codepen.io codesandbox.io cognito.com cognitoforms.com
  colab.research.google.com com.nu community.lc company.site contabostorage.com contact.kaktusapp.com contactinbio.com cool.hn
  copyfol.io crabdance.com craft.do craft.me crd.co creatium.site creatorlink.net cs-clan.org csb.app ct.ws curipod.com cyclic.app
  cyclic.sh d.pr datafilehost.com datastudio.google.com ddns.net ddownload.com de.gp de.im de.pl de.vu degoo.com deno.dev
  depositfiles.com design.tl deta.app deta.dev deta.space devtunnels.ms digitaloceanspaces.com discordapp.com disk.yandex.com
  disk.yandex.ru dl.dropboxusercontent.com doc.clickup.com dochub.com docs.google.com docs.qq.com docsend.com document360.io
  documentcloud.adobe.com doodlekit.com dorik.com dorik.io dreamhosters.com drime.cloud drive.google.com dropbox.com
  dropboxusercontent.com droplr.com dropmark.com dropsend.com duckdns.org durable.co durable.site dvd.lc dweb.link dynamics.com
  dyndns.info dyndns.org dynu.net dynv6.net easywp.com ecwid.com edgeone.app edgeone.dev editorx.io egnyte.com elasticbeanstalk.com
  elfsight.com elink.io emailmeform.com emergent.host eomail.com epizy.com es.cx eu.cc eu.gg eu.gp eu.ki eu.nu eu.org eur.lc
  eventbrite.com events.ticketleap.com evernote.com express.adobe.com ezyro.com featureos.app feishu.cn figma.com figma.site file.io
  filebin.net filefactory.com filemail.com files.catbox.moe files.fm filetransfer.io fillout.com firebaseapp.com
  firebasestorage.googleapis.com fireload.com firm.nu fleek.cool fleek.network flipbookpdf.net flipsnack.com flirt.lc flirten.info
  flow.page flutterflow.app fly.dev flywheelsites.com flywheelstaging.com fmail.io form.asana.com form.jotform.com formbold.com
  formcarry.com forms.gle forms.microsoft.com forms.monday.com forms.office.com forms.zoho.com forms.zohopublic.com formsite.com
  formspree.io formstack.com formsubmit.co forum.lc fotos.lc frame.io framer.ai framer.app framer.media framer.website free.nf
  freeddns.org freehostia.com freesubdomain.org freewebhostmost.com freshdesk.com fromsmash.com fyi.to gaming.lc gamma.app gamma.site
  genial.ly geocities.ws getform.io getfoureyes.com getresponse.site ghost.io giize.com gist.github.com gist.githubusercontent.com
  gitbook.com gitbook.io github.io githubusercontent.com gitlab.io gleeze.com glide.page glideapp.io glitch.com glitch.me
  godaddysites.com gofile.io googleusercontent.com gr-site.com gr.tn gratis.lc great-site.net groups.google.com guest.de guidde.com
  hashnode.dev heightsplatform.com helpscoutdocs.com herokuapp.com herokudns.com hidrive.ionos.com hightail.com hk.tn hocoos.com
  homeip.net homepage.cx hopto.org hoster-test.ru hostfree.pw hostgator.site hostingerapp.com hostingersite.com hot.lc hs-sites.com
  hsforms.com hstn.me html-5.me html.cafe hubspotpagebuilder.com hund.in hype.co icedrive.net icefactory.cl id.vg ignorelist.com
  imweb.me indd.adobe.com infinityfreeapp.com info.nu infos.cx infos.lc infura-ipfs.io instapage.com instawp.co instawp.xyz int.ps
  intakeq.com ipfs.io is-a.dev is-best.net issuu.com it.gp jform.eu jimdofree.com jimdosite.com jixx.net joomag.com jot.fm jotform.com
  jotform.me jotformeu.com jottacloud.com js.org jsbin.com jsfiddle.net ju.mp jumpingcrab.com jumpshare.com justpaste.it kajabi.com
  kdocs.cn kesug.com kinsta.cloud kit.com koji.to koofr.eu koofr.net koyeb.app kr3w.de krakenfiles.com landbot.io landbot.site
  landen.co larksuite.com layerstackobjects.com leadpages.co lex.page lhr.life lhrtunnel.link liebe.lc lighthouse.storage limewire.com
  link.gallery link.storjshare.io linkin.bio linkpilot.co linktr.ee linodeobjects.com lite.evernote.com litterbox.catbox.moe
  liveblog365.com livedrive.com livejournal.com ln5.sync.com lnk.bio loca.lt localhost.run localtunnel.me lookerstudio.google.com
  loom.com lovable.app lovable.dev lovestoblog.com lpages.co lucid.app m.vu mailbigfile.com mailchi.mp mailchimpsites.com
  mailerpage.com mailerpage.io media.discordapp.net mediafire.com medium.com mega.io mega.nz megafileupload.com megaup.net
  milanote.com milkshake.app miricanvas.com miro.com mixo.io mixo.site mjt.lu mobi.ps mockflow.com mocky.io modoo.at monday.com
  moonfruit.com mooo.com mozello.com msha.ke mural.co musik.lc mw.lt my.canva.site my.visme.co myairbridge.com mybluemix.net
  myfritz.net myftp.org mypinata.cloud myportfolio.com myqcloud.com myqnapcloud.com myshopify.com mystrikingly.com name.ac narod.ru
  nekoweb.org neocities.org nethouse.ru netlify.app new.express.adobe.com nftstorage.link ng.tn ngrok-free.app ngrok-free.dev
  ngrok.app ngrok.dev ngrok.io nimbusweb.me nip.io nitroflare.com nl.gp no-ip.org notion.com notion.site notion.so now.lc now.sh
  on-fleek.app on.aws ondigitalocean.app onedrive.live.com onehub.com onelink.me onenoteonlinesync.onenote.com onlyoffice.com
  onlytap.io onrender.com onthewifi.com onuniverse.com oopy.io oraclecloud.com oraclecloudapps.com orbitor.dev over-blog.com
  padlet.com page.link page.tl pagedeck.app pagedemo.co pagekite.me pages.dev pages.qwilr.com pandadoc.com pantheonsite.io
  paperform.co party.lc pastebin.com payhip.com pc.lc pcloud.com phplist.com pinata.cloud pitch.com pixeldrain.com pk.tn pl.tn
  plasmic.run playit.gg plustransfer.com potion.so powerapps.com powerappsportals.com powr.io pp.ua pressdns.com prezi.com privat.lc
  profreehost.com proposify.com public.app.basecamp.com publuu.com pulse.is pythonanywhere.com qu.am qualtrics.com questionpro.com
  qwilr.com r2.dev railway.app rapidgator.net raw.githubusercontent.com readthedocs.io redirectme.net rentry.co rentry.org repl.co
  replit.app replit.com replit.dev rf.gd riddle.com run.app s3.amazonaws.com same-app.com scribd.com scribe.com scribehow.com
  script.google.com scw.cloud seesaw.me send-anywhere.com sendpulse.page sendspace.com serveftp.com servehttp.com serveo.net
  service.lc sg-form.com sg.tn share.articulate.com share.hsforms.com share.lc sharefile.com sharefile.eu sharepoint.com shimo.im
  shopify.com shopping.hn siasky.net sign.zoho.com signnow.com simdif.com simplebooklet.com simplesite.com site.pro site123.me
  sitebeat.site sites.google.com sitesplaced.site sitey.me sked.social skynetfree.net slideshare.net slite.com slite.page
  smartsheet.com smartsurvey.co.uk smash.com softr.app solidfiles.com solo.to sourceforge.net spaces.hightail.com spark.adobe.com
  spheron.app sprend.com square.site squarespace.com sslip.io stackblitz.io stan.store statuspage.io stonly.com storage.bunnycdn.com
  storage.cloud.google.com storage.googleapis.com storydoc.com strangled.net strikingly.com studio.site substack.com sugarsync.com
  supabase.co supabase.in super.site superprofile.me surge.sh survey.zoho.com surveygizmo.com surveymars.com surveymonkey.com
  surveyplanet.com survio.com sway.cloud.microsoft sway.office.com swipepages.media swipepages.net swisstransfer.com sync.com
  synology.me systeme.io sytes.net tally.cx tally.so tango.us tap.bio taplink.at taplink.cc taskade.com tastewp.com te4m.de team.tl
  telebit.io telegra.ph telegram.org teletype.in tencentcos.cn terabox.com teraboxapp.com test.lc theleap.co tilda.cc tilda.ws
  tildacdn.com tinyupload.com tithelysetup.com top.lc tr.tn trafficmanager.net transfer.sh transfergb.com transfernow.net
  transferxl.com translate.goog trello.com tripod.com trycloudflare.com tumblr.com tunnelmole.net turbobit.net tv.gg
  twilightparadox.com typedream.app typedream.com typeform.com typepad.com u.pcloud.link ucoz.com ucoz.net ucoz.ru ufile.io ukit.me
  umso.co unaux.com unbounce.com unbouncepages.com unicornplatform.page universe.com up.railway.app uploaded.net uploadfiles.io
  uploadhaven.com uptobox.com us.gg us.nf us.to uschovna.cz userback.io usercontent.goog v0.app v0.dev vercel.app vercel.dev
  view.genially.com view.storydoc.com visme.co vistasocial.com vultrobjects.com w3s.link wapka.mobi wapka.site wapka.xyz wasabisys.com
  we.tl web.app web.archive.org web.core.windows.net web.val.run webador.com webador.se webcontainer.io webflow.io webnode.com
  webnode.cz webnode.page webnode.se webs.com websim.ai website.com websitebuilder.online websites.godaddy.com webstarts.com
  weebly.com welt.tl wetransfer.com whimsical.com wiki.lc windows.net wisery.io withkoji.com wix.com wixsite.com wixstudio.io wkf.ms
  wordpress.com workers.dev workflowy.com workupload.com wpdevcloud.com wpengine.com wpenginepowered.com wrike.com write.as wuaze.com
  wufoo.com x.gg x10.mx x10host.com xara.com xd.adobe.com xl.lc xtgem.com yadi.sk yayforms.link ydns.eu yj.ae yolasite.com yumpu.com
  yuque.com zapier.app zapto.org zendesk.com zippyshare.com zoholandingpage.com zohopublic.com zohopublic.eu zx9.de zya.me
  zyrosite.com
`
    .trim()
    .split(/\s+/),
)

/**
 * Private public suffixes whose names are bought like any domain, so that they say nothing: CentralNic and its kin.
 * Source: the private part of the public suffix list.
 */
export const SOLD_SUFFIXES: ReadonlySet<string> = new Set(
  (
    'uk.com us.com eu.com de.com ru.com br.com cn.com sa.com za.com jpn.com gr.com hu.com no.com se.com uy.com co.com mex.com in.net ' +
    'gb.net uk.net se.net hu.net jp.net us.org ae.org co.nl co.no co.dk co.pl co.cz co.ca co.at.pl biz.at info.at com.de com.se org.se ' +
    'radio.am radio.fm co.bz edu.eu.org gov.nc.tr asso.fr com.ru msk.ru spb.ru nov.ru exnet.su'
  ).split(' '),
)
