/**
 * Hosts that shorten addresses for anybody, and those that one site keeps for its own pages.
 * Source: our own list, merged with url_shorteners.txt of sublime-security/static-files (MIT).
 */
export const SHORTENER_HOSTS: ReadonlySet<string> = new Set(
  `
  0.gp 02faq.com 0a.sk 0rz.tw 0x0.la 1-url.net 101.gg 12ne.ws 1ea.ir 1ink.cc 1kh.de 1l2.us 1link.in 1o2.ir 1shop.io 1shortlink.com
  1sturl.com 1u.fi 1u.ro 1un.fr 1url.com 1url.cz 1vl.in 2.gp 2.ht 2.ly 2big.at 2chap.it 2doc.net 2fear.com 2link.cc 2m.ma 2nco.com
  2nn.jp 2no.co 2pl.us 2s.gg 2su.de 2tu.us 2ty.in 2u.lc 2u.pw 2u.se 2u.xf.cz 2wsb.tv 2ya.com 2ze.us 2zeus.com 3.cn 3.ly 301.link
  301.to 301url.com 307.to 3cm.kz 3le.ru 3x.si 4.gp 4.ly 49rs.co 4ms.me 4url.cc 4view.me 5.gp 53eig.ht 5du.pl 5em.cz 5url.net 5z8.info
  6.gp 6.ly 6fr.ru 6g6.eu 6url.com 7.ly 707.su 71a.xyz 76.gd 77.ai 7fth.cc 7li.in 7ny.tv 7oi.de 7vd.cn 8.ly 89q.sk 8fig.me 8u.cz
  92url.com 944.la 98.to 985.so 98pro.cc 9m.no 9mp.com 9nl.me 9qr.de a.189.cn a.gg a.msn.com a.nf a0.fr a2a.me a2n.eu a360.co aa.cx
  aafter.us aarp.info ab.co abbr.sk abbrr.com abc.li abc11.tv abc13.co abc7.la abc7.ws abc7ne.ws abcurl.net abe5.com abelinc.me
  abre.ai abre.me abrir.link access.im accntu.re acer.co aces.mp acesse.dev acortalink.me acortalo.net acortar.link acortaurl.com
  act.gp acus.org ad-med.cz ad.vu adaymag.co adb.ug adec.me adf.ly adfa.st adfly.fr adfoc.us adjix.com adli.pw admaven.com admin.ky
  adol.us adpop.me adshort.co adshorte.com adv.li ady.pl aet.na afx.cc agrd.io ahrn.live aid.tax aix.sk aje.io ajn.me aka.gr al.st
  alil.in all.fuseurl.com alli.pub alnk.to alphab.gr alte.rs alturl.com amba.to amc.film amex.co ampr.gs amzlink.to amzn.in anch.co
  ancstry.me andauth.co anon.to any.gs anyimage.io aol.it aon.io app.bitly.com aptg.tw apu.sh aqva.pl ar.gy archdai.ly ares.tl
  arkinv.st arm.in arst.ch asics.tv asin.cc asso.in asurl.de atfp.co atm.tk atmilb.com atres.red atu.ca au.ms aurls.info autode.sk
  avlr.co avydn.co awe.sm aweber.page axoni.us ayl.lv ayt.fr azali.fr azc.cc azqq.com azr.link b-gat.es b.link b.mw b.vu b00.fr b23.ru
  b2l.me b54.in b65.com b65.us backl.ink bacn.me baid.us bam.bz bayareane.ws bbva.info bc.ax bc.vc bca.id bcene.ws bcool.bz
  bcove.video bcvc.live bddy.me beam.to beats.mn bee.pl bee4.biz bemu.sc best.aliexpress.com bfan.link bfpne.ws bfy.tw bg4.me bgl.me
  bhne.ws bhpho.to bigcc.cc bigfi.sh biggo.tw biibly.com bim.im binged.it bit.do bit.kim bit.li bit.ly bit.ly.ws bitlink.io bitly.com
  bitly.cx bitly.is bitly.lc bitly.net bitly.pk bitly.vip bitly.ws bitlylink.com bitter.ly bitw.in bity.li bityl.co bityli.com bizj.us
  bkite.com bl.ink blap.net blbrd.cm bldr.am ble.pl blip.tv blippr.com blizz.ly bloat.me blstg.news blur.by bmw.li bnetwhk.com bnp.pb
  boa.la boi.re bom.so bom.to bonap.it boo.tw booki.ng boooks.co boost.ink bote.me bougn.at bouncy.link boxsign.info bpl.kr br.ke
  br4.in braintr.st bravo.ly bre.is brev.is bridge.dev brk.to brlt.fr brzu.net bsa.ly bst.gg bst.wtf bsun.md bt.st btrax.net
  btwrdn.com budurl.com budurl.me buff.ly bufferapp.com buk.me bukz.net burnurl.com buzurl.com buzzurl.jp bwnews.pr bwrit.es bxl.me
  byltly.com byn.ad bzfd.it bzh.me c-o.in c.gg c.sa c.shamekh.ws c11.kr c87.to cachor.ro cadill.ac can.al canurl.com canva.link
  capst.cc captl1.co captur.in carvana.co catc.as catchylink.com cbj.co cbo.io cbs.so cbug.cc cc.cc cc.uz ccj.im ccl.st cd4.me
  cdl.booksy.com ceesty.com cf.ly cf2.me cf6.co cfl.re cgi.co chilp.com chilp.it chn.ge chng.it chopd.it chpt.me chrl.es chs.ink
  chs.mx chzb.gr ci8.de cirip.ro citi.asia cjb.net cjky.it cl.lk cl.ly cl0.tw clc.am clc.li clc.to clck.ru cle.clinic cli.co cli.gs
  cli.re clic.ly cliccami.info click.ru clickmeter.com clickmetertracking.com clickthru.ca clicky.me clipurl.us clk.im clk.my clk.sh
  clk.wiki clkim.com cllk.me clnq.io cloaky.de clop.in clp.ly clp.sh clr.tax cls.re clvr.rocks cmon.co cmpdnt.cc cmu.is cmy.tw
  cn86.org cna.asia cnb.cx cnbl-cdn.com cnde.st cnfl.io cnnmon.ie cnvrge.co cockroa.ch coge.la coinurl.com cokeurl.com cokiz.com
  coll.link comca.st conne.st conta.cc coolsm.art cort.as corta.co cosm.co cot.ag cpbld.co cpmlink.net crdls.pt crks.me crt.sg crum.pl
  crwd.fr cs.co csmo.us cstu.io ctvr.us cudder.it cur.ist cur.lv curio.us curl.cz curt.io cut.lu cut.pe cuthut.com cutit.co cutit.org
  cutlinks.org cutly.app cutt.eu cutt.ly cutt.us cuturl.com cuturls.com cutwin.com cuty.io cuty.me cvent.me d-sh.io d.to da.gd daa.pl
  dailymoti.on dalt.in datayi.cn db.ms dcps.co dd.ma ddp.net dealspl.us deb.li decenturl.com dee.pl deli.bz deloi.tt desideri.me
  desiurl.com detne.ws df9.net dfl8.me dft.ba dgl.li di.sn dibb.me dibz.me digbig.com digg.com digipills.com digs.by dipurl.com
  direct-link.net dis.tl disq.us distrokid.link ditto.fm dk.sb dkf.dk dky.bz dld.bz dlsh.it dlvr.it dlvr.to dmreg.co dn.vc dnvr.ws
  do.my dockr.ly doiop.com dolp.cc dopen.us dopice.sk dopo.st dp.to dpo.st dr.tl drdd.co droid.ws droplink.co drp.li drp.ly drudge.tw
  ds.ly dscvr.it dsf.my dtdg.co du-link.in du3a.org dub.blue dub.co dub.link dub.sh durl.me durl.us duti.tw dv.gd dvax.co dvlr.it
  dwarfurl.com dwz.cn dwz.date dwz.lc dwz.mk dxc.to dxgo.tw dy.fi dy.si dyn.gg dyo.gs dz4u.ml e.lga.to e.lilly e.vg e37.eu ead.me
  earnow.online earth.ly easyuri.com easyurl.net ebx.sh eca.sh eclurl.com eco1.co ecoi.sh ecra.se ed.gr edin.ac edu.nl eepurl.com
  eezurl.com eg.legal ejup.io elbo.in elle.re ely.re em.tn embt.co ems.to en.dev encr.pw encurta.eu encurta.net encurtador.com.br
  encurtador.dev encurtalink.com entm.ag envirou.co eo.pt epl.sh eqrcode.co erax.cz eri.ne erw.cz esqr.co esun.co esyurl.com etc.lt
  etne.ws eurl.live eurl.us evil.ink ewar.ren eweri.com ewerl.com ex9.co exe.app exe.io exey.io exitl.ag extr.ac ezstat.ru ezurl.cc
  ezurl.eu f.ls f.tl fa.b fa.by faceto.us fanlink.to fanlink.tv fas.st fav.me fave.co fbb.to fbe.gg fbook.co fbshare.me fc-lc.com
  fc.lc fce.gg fcld.ly feedproxy.google.com festyy.com ff.cx ff.im fff.re fff.to fff.wf ffm.link ffm.to fhurl.com fifa.fans
  filoops.info filz.fr fire.to firehou.se firsturl.de firsturl.eu firsturl.net fj.is flic.kr flingk.com flip.it flomuz.io flow.page
  flowcode.com flowl.ink flq.us fltr.ai flwco.de flx.to fly2.ws fmurl.cc fn.gg fn.tc fnb.lc fnk.es foe.hn folu.me fon.gs found.ee
  foxyurl.com fplay.us frdm.mobi freak.to freze.it fsrv.ch ftb.by ftc.st fto.su fuel.cf fumacrom.com fundx.us funk.eu fur.ly furl.me
  fuseurl.com fuzzy.to fv1.be fwd4.me fwdurl.net fwib.net fzy.co g.asia g.page g.ro.lt g2g.to g8l.us gdurl.com gee.gs geni.us
  genial.ly gestyy.com get-shorty.com get-url.com get.sh getf.ly geturl.us gg.gg gg.tg gi.fy gi.gd ginger.link ginjoi.com gizmo.do
  gkurl.us gl.am gl.je gle.it go-url.us go.9nl.com go.bitly.com go.ign.com go.ly go.to go2.me go2cut.com go2l.ink goby.ly gog.li
  goi.cc gol.la golmao.com goln.us goo-gl.me goo.by goo.gd goo.gl goo.gs goo.io goo.lu goo.mx goo.re goo.st goo.su good.ly goog.li
  goolink.cc goolnk.com goqr.me goshrink.com gotiny.cc gotourl.com gourl.gr gowal.la gowat.ch gph.is gplink.in gplinks.co gplinks.in
  grabify.link greetme.at grem.io gri.ms gtly.to gu.ma gurl.es gurl.ly gvr.link gzurl.com h.xx.gg hamns.net hb.me hec.su hellotxt.com
  hex.io hide.my hidelink.cc hiderefer.com hideuri.com hill.cm hit.my hjkl.fr hmm.ph hoot.link hop.im hopclick.com hopp.bio hopp.to
  hops.me hotredirect.com hotshorturl.com hover.ly href.in href.li hrefli.com hsblinks.com ht.ly htxt.it hub.am hub.tm hubs.la hubs.li
  hugeurl.com huit.re hurl.it hurl.me hurl.no hurl.ws hyp.re hypel.ink hyperfollow.com hyperurl.co i-2.co i.gal i.mtr.cool i8.ae
  i99.cz ibit.ly icanhaz.com icio.us icit.fr ick.li icks.ro idek.net ift.tt iiiii.in ikr.me iky.fr ilix.in im.vu in.mt inc.gs info.ms
  inlnk.ru inreply.to instabio.cc intuit.me invol.co inx.lv iplogger.com iplogger.org iplogger.ru ir.pe irt.me is.gd iscool.net
  ishortn.ink isra.li isra.link it2.in iterasi.net itm.im ito.mx its.my itsh.bo itsy.it ity.im ix.lt ix.sk j.gs j.mp j2j.de jdem.cz
  jieb.be jii.li jijr.com jmp.sh jmp2.net joo.gl jp22.net jpeg.ly jqw.de jumpt.to just.as justfor.fun jz.rs k.vu k6.kz kask.us
  ketkp.in kfd.pl kisa.ch kisa.link kissa.be kks.me kl.am kl.cx klck.me kleinurl.de kli.pe klik.me klix.in kntr.co kont.ly kore.us
  kort.nu korta.nu kortlink.dk kortlink.se korturl.se kots.nu kr3w.de krat.si kratsi.cz krod.cz krunchd.com krz.ch ktzr.us kuc.cz
  kurl.no kurl.ru kurz.at kurzelinks.de kurzlink.de kurzlinks.de kurzurl.at kurzurl.net kutt.it kutt.to kxb.me kxk.me kz.cz l-k.be
  l.bmlg.co l.ead.me l.gg l.hh.de l.linklyhq.com l.pr l1nk.de l1nk.dev l1nq.com l8r.it l9.fr l9k.net lat.ms lb.link lc-s.co lc.cx
  lcut.in letop10.link lety.io lew.ro lien.li lihi.biz lihi.cc lihi1.cc lihi1.com lihi2.cc lihi3.cc liip.to liki.io lil.ink lil.so
  liltext.com lin.cr lin.io lin.ky lin0.de link-center.net link-hub.net link-target.net link.ac link.do link.infini.fr link.sbs
  link.tl link.zip link.zip.net link1s.com link2.it linkbee.com linkbuddy.pl linkbun.ch linkbun.com linkd.in linke.to linkee.com
  linkfire.com linkgap.com linkify.ru linkjust.com linkl.st linklyhq.com linkmngr.co links.gg linkshortner.com linkshrink.net
  linkslice.com linksly.co linksredirect.com linksta.cc linkto.im linktr.im linkty.me linkurl.pk linkvertise.com linkvertise.download
  linkvertise.net linkz.it linxfix.com liteurl.net liurl.cn livesi.de lix.in lk.ht ll.gd llk.dk llu.ch ln-s.net ln-s.ru ln.is ln.run
  ln.sync.com ln5.sync.com lnk.army lnk.bio lnk.by lnk.co lnk.direct lnk.gd lnk.in lnk.ink lnk.kim lnk.ly lnk.ms lnk.pw lnk.site
  lnk.sk lnk.to lnk.ua lnkd.in lnkfi.re lnki.nl lnkiy.com lnkiy.in lnkload.com lnks.ai lnks.fr lnks.gd lnkto.co lnkurl.com lnky.ru
  lnq.to loo.gl loom.ly loopt.us loot-link.com lootdest.org lootlinks.co lprk.co lru.jp lstly.com lstu.fr lt.tl ltl.is lu.to lurl.no
  lvvk.com lynk.my lyt.io lytl.io m1p.fr m2.tel m3mi.com macte.ch make.my mash.to mavly.com mavrev.com maxr.me mboost.me mcaf.ee
  mcl.gg me-qr.com me2.do me2.kr memurl.com merky.de metamark.net micurl.com migre.me min2.me mini.s-shot.ru minilien.com minilien.fr
  minilink.org miniurl.com minu.me minurl.fr mitly.us mitsha.re mjt.lu mke.me mkt.com mmo.tc mnp.st moby.to mol.im moourl.com more.sh
  mrte.ch mrw.so msg.sg msk.by mtr.cool mts.by mub.me mug.im multiurl.com murl.cz murl.kz mut.lu mv2.me my.lc mylnk.to myloc.me
  myqrcode.com myqrcode.mobi myshort.link mysp.ac mysp.in mytinylink.com myurl.in myurl.si myurls.ca myurlz.com mz.cm mzl.la n4n.io
  n9.cl nanoref.com nanourl.se nbc.co nblo.gs ncane.com ndurl.com ne1.net net.ms net46.net netnet.me netshortcut.com ni.to nicou.ch
  nig.gr njx.me nm.ly nn.nf no.io not.my noti.st notlong.com nov.io nq.st nsfw.in nt.vc nurl.co nutshellurl.com nxt.to nxy.in nyl.as
  nyturl.com nz4.in o-x.fr o.ly oboeyasui.com oc1.us oe.cd offur.com ofl.me ohurl.com oke.io oko.sh okok.fr om.ly omani.ac omf.gd
  omoikane.net onecent.us onelink.to onetwo.is onsaas.info ooooo.ooo ooqx.com opn.to orcd.co oreil.ly orlo.uk orz.se ou.af ou.gd
  oua.be ouo.io ouo.press ouo.today ovh.to ow.li ow.ly owl.li oxelt.gl oxyz.info p.asia p.ly p.pw p.st p4k.in p6l.org p8g.tw para.pt
  parg.co parky.tv parv.us past.is pastelink.net paster.so paulding.net pcly.me pd.am pdf.link pduda.mobi peaurl.com peity.me
  pendek.in pep.si pepsi.co ph.dog ph.ly pic.gd picsee.co picz.us piee.pw piko.me pin.st ping.fm piurl.com pli.gs plnk.to plots.fr
  plu.sh plumurl.com plurl.me plz.im pm.wu.cz pnt.me po.st poll.fm ponyurl.com pop.ly poprl.com pos.li post.ly posted.at pp.gg ppfr.it
  ppst.me ppt.cc ppt.li prejit.cz prettylink.com prettylinkpro.com prn.to profile.to promo.ly psa.pm pse.is psee.io psty.io ptab.it
  ptiturl.com ptm.ro pub.vitrue.com puke.it pulse.ly puri.na purl.org pw2.ro pxl.to pxlme.me pxlz.org pxu.co py6.ru pysper.com pze.me
  q-r.to q.gs q.xx.gg qbn.ru qik.li qlnk.in qlnk.io qlnk.net qoiob.com qps.ru qq.cn qqc.co qqurl.com qr.ae qr.cx qr.de qr.io qr.net
  qr.page qr1.be qrc.gg qrcd.org qrco.de qrcodes.at qrfy.com qrfy.io qrly.com qrs.ly qrsu.io qrtag.fr qrto.org qte.me qti.ai qu.tc
  quick.link quickurl.co.uk quip-art.com qurl.co qurl.com qurl.io qurl.org qurlyq.com quu.nu qux.in qxp.cz qy.fi r.im r.zecz.ec ra.ly
  rb.gy rb6.co rb6.me rbndy.com rcknr.io rde.me rdo.to rdz.me read.bi readthis.ca reallytinyurl.com reb.li rebrand.li rebrand.ly
  rebrandly.com rebrandlydomain.com recut.in redir.ec redir.fr redirects.ca redirx.com redu.it ref.so reise.lc rekonise.com relia.link
  relink.fr relinks.me relyt.us retwt.me reurl.cc rfi.my ri.ms rickroll.it rivva.de riz.gd rlu.ru rly.cc rnk.me roflc.at rotf.lol
  rplg.co rplnk.com rsmonkey.com rt.nu rt.se ru.ly rubyurl.com rurl.org rviv.ly rwt.to rww.tw rzr.to s-url.fr s.coop s.ee s.free.fr
  s.gnoss.us s.gy s.id s.shopee.co.th s.shopee.com.my s.shopee.ph s.shopee.vn s.yam.com s2r.co s3nt.com s3vip.com s4c.in s5.gs s7y.us
  safe.mn safelinks.ru sagyap.tk sai.ly sameurl.com savepr.link scan.page scn.by scnv.io sco.lt scq.io scrnch.me sdu.sk sdut.us sed.cx
  seeme.at segue.se send.link sendgb.com sh.st shadyurl.com shar.as shar.es share.gg share.google sharein.com sharetabs.com shim.net
  shink.de shink.in shink.me shlink.io shln.me shor7.com shorl.com short.am short.cc short.cm short.gy short.ie short.io short.link
  short.nr short.pk short.tips short.to short.vc short5.net shorte.st shorten.asia shorten.ee shorten.is shorten.ly shorten.me
  shorten.rest shorten.so shorten.tv shorten.world shorten.ws shortener.at shortener.cz shortener.space shortenurl.com shorter.gg
  shorter.me shorterlink.com shortest.be shortest.link shortio.com shortix.to shortlink.de shortlink.is shortlinks.co.uk shortly.nl
  shortn.me shortna.me shortr.me shorttag.link shorturl.asia shorturl.at shorturl.com shorturl.fm shorturl.gg shorturl.lol shorturl.me
  shorturl.ro shortz.me shortzon.com shoturl.us shout.to show.co show.my shp.ee shredurl.com shrinke.me shrinkee.com shrinkify.com
  shrinkme.io shrinkme.org shrinkonce.com shrinkr.com shrinkster.com shrinkurl.in shrinkurl.us shrt.fr shrt.in shrt.li shrt.st shrt.ws
  shrtco.de shrten.com shrtl.com shrtlnk.com shrtm.nu shrtn.com shrtnd.com shrunkin.com shurl.cc shurl.net shurli.at shw.me shy.si
  sicax.net sie.ag simurl.com sina.lt sitelutions.com siteo.us sk.gy skr.sk skroc.pl sky.tl sl.ly sl1nk.com slidesha.re slink.be
  slink.co slinky.to slki.ru smal.ly smallr.com smallr.net smart.bio smart.link smartlink.sh smarturl.com smarturl.it smfu.in smlk.es
  smll.co smrt.link smsh.me smurl.com smurl.name sn.im sn.vc snadr.it snip.bz snip.link snip.ly snipli.com sniply.io snipr.com
  snipurl.com snkr.me snsw.us snurl.com so.arte soc.li social.link socl.ink song.ly soo.gd sor.bz sp2.ro spedr.com spl.ink split.to
  spn.sr spn.to spoo.me spr.ly sprinklr.co sprl.in sptfy.com sqrl.it squid.link srnk.net srs.li srt.am starturl.com stickurl.com
  stpmvt.com sturly.com su.pr sub2get.com sub2unlock.com surl.co.uk surl.hu surl.it surl.li surl.lt surl.me surl.tw sux.cz swiy.co
  swiy.io sy.pe t.cn t.co t.lh.com t.ly t1ny.me t1p.de t2m.io t2mio.com t9y.me ta.gd tabzi.com takemyfile.com tau.pe tbd.ly tdjt.cz
  tei.ai tek.io tgr.me tgr.ph th8.us thecow.me thesa.us thinfi.com thkp.co thnlnk.com thrdl.es tighturl.com tii.la timesurl.at tini.cc
  tini.to tini.us tiniuri.com tiny-url.info tiny.cc tiny.fyi tiny.ie tiny.ink tiny.lt tiny.lv tiny.ly tiny.ms tiny.one tiny.pl tiny.sh
  tiny.tw tiny.url tiny123.com tinyarro.ws tinyarrows.com tinybit.cc tinyium.com tinyl.co tinyl.io tinylink.com tinylink.in
  tinylink.net tinylink.onl tinyln.com tinypl.us tinysong.com tinytw.it tinyuri.ca tinyurl.app tinyurl.be tinyurl.cc tinyurl.co
  tinyurl.com tinyurl.de tinyurl.fr tinyurl.hu tinyurl.is tinyurl.live tinyurl.mobi tinyurl.ph tinyurl.rocks tinyurl.se tinyvid.io
  tixsu.com tl.gd tl.tc tldr.sk tldrify.com tli.su tllg.net tly.to tmearn.com tmi.me tmz.me tn2b.com tncr.ws tnij.org tny.com tny.cz
  tny.im tny.sh tny.so tny.tw to.je to.ly to.vg to8.cc toa.st togo.to togoto.us tohle.de totc.us toysr.us tpm.ly tpmr.com tr.ee tr.im
  tr.my tr5.in tra.kz traceurl.com track.st trackurl.it trcb.me trck.me trg.li trib.al trick.ly trii.us trim.li trim.ly trkr.ws trm.li
  trumpink.lt trunc.it truncurl.com tsort.us ttu.ee tubeurl.com tuney.kr turo.us tw0.us tw1.us tw2.us tw5.us tw6.us tw8.us tw9.us
  twa.lk tweetburner.com tweetl.com tweez.me twet.fr twhub.com twi.gy twi.im twip.us twirl.at twit.ac twitclicks.com twitpwr.com
  twitterurl.net twitterurl.org twitthis.com twittu.ms twiturl.de twitvid.com twitzap.com twlr.me twlv.net twok.me twtr.us twurl.cc
  twurl.nl tx.ag txt.fyi tyn.ee tyny.me tyny.to u.bb u.mavrev.com u.nu u.to u6e.de u76.org ub0.cc uby.es ucam.me ug.cz uiz.io
  ukl.me.uk ulimit.com ulu.lu ulvis.net umlaut.at unfaker.it uni.cx uni.vc up-4ever.link up-to-down.net updating.me uplink.is
  upto.link upzat.com uqr.to ur.ly ur1.ca ur2.in urb.tf urizy.com url.ag url.az url.co.uk url.go.it url.ie url.in.th url.inc-x.eu
  url.kr url.lotpatrol.com url.rw url2.fr url360.me url4.eu url5.org url9.com urla.ru urlao.com urlb.at urlbit.us urlborg.com
  urlbrief.com urlc.cc urlc.net urlcash.org urlclick.ru urlcorta.es urlcover.com urlcut.com urlcutter.com urlday.cc urlenco.de
  urlfy.me urlg.info urlgeni.us urlhawk.com urli.ai urli.nl urlin.it urlink.at urlis.net urlkiss.com urlkort.se urlkr.com urloid.com
  urloo.com urlot.com urlpa.ss urlpass.com urlpire.com urlr.me urls.fr urls.im urls.tw urlshort.link urlshortener.org
  urlshorteningservicefortwitter.com urlshortner.org urlsrt.io urltea.com urlty.co urlu.ms urlv.it urlvi.be urlx.ie urlx.org urlz.at
  urlz.fr urlz.host urlzen.com urlzs.com urlzs.de urub.us use.my ush.re ux.nu v.gd v.ht v5.gd vaaa.fr valv.im vaza.me vb.ly vbly.us
  vd55.com verd.in vgn.am vgn.me vht.me vi.ly viralurl.biz viralurl.com virl.com virl.ws visibli.com vk.cc vl.am vm.lc vn.vc vo.la
  voizle.com vov.li vsll.eu vt802.us vtc.es vu.fr vur.me vurl.bz vurl.com vv.vg vvd.im vxt.link vzturl.com w.tt w0r.me w1p.fr w33.us
  w34.us w3t.org w55.de wa.link wa9.la waa.ai walkto.it wapurl.co.uk wb1.eu wclink.co we.tl web99.eu webalias.com webredirect.click
  webrefer.cc weburl.cc wed.li wee.is welcome.to wh.gov whl.ink wideo.fr wipi.es wl.tl wn.nr woo.gl work.ink wow.link wow.ly wp.nu
  wq.lt wrld.at wtc.la wu.cz ww7.fr wwp.cn wwy.me x.co x.gd x.gg x.hypem.com x.nu x.se x.vu x10.mx x2c.eu x2c.eumx x88.in xaddr.com
  xav.cc xeeurl.com xfru.it xgd.in xib.me xil.in xiy.net xl8.eu xlurl.de xn--1ci.ws xn--3fi.ws xn--5gi.ws xn--74h.ws xn--9gi.ws
  xn--bih.ws xn--c4h.ws xn--cwg.ws xn--egi.ws xn--hgi.ws xn--minilnk-9wa.se xn--odi.ws xn--ogi.ws xn--rei.ws xn--vgi.ws xn--y9a.ws
  xoe.cz xq.ms xr.com xrl.in xrl.us xt3.me xua.me xub.me xurl.es xurl.jp xurl.pl xurls.co xy2.eu xzb.cc yagoa.fr yagoa.me yatuc.com
  yau.sh ye-s.com ye.pe yeca.eu yect.com yep.it yep.link yfrog.com yiyd.com ykm.de yogh.me yom.bi yon.ir you.to youfap.me yourl.ink
  yourls.org yourls.site ysear.ch ytbe.co ytube.io yua.fr yuarel.com yweb.com z.pe z0p.de z9.fr za.gd za.gl zapit.nu zee.gl zeek.ir
  zez.kr zi.ma zi.mu zi.pe zip.li zip.net zipansion.com zipmyurl.com zipurl.at zkr.cz zll.im zoe.mc zoodl.com zpag.es zpr.io zpr.to
  zsms.net zti.me zubb.it zud.me zurl.io zurl.ws zws.im zxq.net zyva.org zz.gd zzang.kr zzb.bz
`
    .trim()
    .split(/\s+/),
)

/** `youtu.be>youtube.com`: short names that only ever lead to the site of their owner. */
export const OWN_SHORTENERS: ReadonlyMap<string, string> = new Map(
  `
  1drv.ms>onedrive.live.com 4sq.com>foursquare.com a.aliexpress.com>aliexpress.com a.co>amazon.com abcn.ws>abcnews.go.com
  abnb.me>airbnb.com adobe.ly>adobe.com aka.ms>microsoft.com amzn.asia>amazon.com amzn.com>amazon.com amzn.eu>amazon.com
  amzn.to>amazon.com apple.co>apple.com b23.tv>bilibili.com bbc.in>bbc.co.uk bloom.bg>bloomberg.com cbsn.ws>cbsnews.com
  cnet.co>cnet.com cnn.it>cnn.com dai.ly>dailymotion.com db.tt>dropbox.com ebay.to>ebay.com ebay.us>ebay.com econ.st>economist.com
  engt.co>engadget.com etsy.me>etsy.com fb.me>facebook.com fb.watch>facebook.com forms.gle>google.com fxn.ws>foxnews.com
  g.co>google.com gh.io>github.com git.io>github.com go.gle>google.com go.usa.gov>usa.gov goo.gle>google.com gu.com>theguardian.com
  hubs.ly>hubspot.com huff.to>huffpost.com ibm.co>ibm.com intel.ly>intel.com itun.es>apple.com lemde.fr>lemonde.fr lin.ee>line.me
  m.me>messenger.com maps.app.goo.gl>google.com msft.it>microsoft.com n.pr>npr.org nbcnews.to>nbcnews.com nflx.it>netflix.com
  nvda.ws>nvidia.com nyti.ms>nytimes.com on.cnn.com>cnn.com on.ft.com>ft.com on.mktw.net>marketwatch.com on.wsj.com>wsj.com
  onforb.es>forbes.com photos.app.goo.gl>google.com pin.it>pinterest.com politi.co>politico.com red.ht>redhat.com redd.it>reddit.com
  reut.rs>reuters.com s.click.aliexpress.com>aliexpress.com s.lazada.co>lazada.com s.si.edu>si.edu sforce.co>salesforce.com
  shope.ee>shopee.com slate.me>slate.com snd.sc>soundcloud.com spon.de>spiegel.de spoti.fi>spotify.com spotify.link>spotify.com
  sz.de>sueddeutsche.de t.me>telegram.org tcat.tc>ticketmaster.com tcrn.ch>techcrunch.com ti.me>time.com tmblr.co>tumblr.com
  tnw.to>thenextweb.com u.osu.edu>osu.edu usat.ly>usatoday.com v.douyin.com>douyin.com vm.tiktok.com>tiktok.com
  vt.tiktok.com>tiktok.com w.wiki>wikipedia.org wa.me>whatsapp.com wapo.st>washingtonpost.com wp.me>wordpress.com y.ahoo.it>yahoo.com
  y2u.be>youtube.com yhoo.it>yahoo.com youtu.be>youtube.com zd.net>zdnet.com
`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('>', 2) as [string, string]),
)

/** Sites known for something else that also shorten: a link there may well be one of their own pages. */
export const ALSO_SHORTENERS: ReadonlySet<string> = new Set(
  'canva.link conta.cc digg.com flic.kr flowcode.com g.page mjt.lu me-qr.com purl.org share.google short.io bitly.com rebrandly.com quip-art.com myqrcode.com sharetabs.com dub.co kutt.it loom.ly post.ly ping.fm feedproxy.google.com eepurl.com genial.ly onelink.to we.tl twitpwr.com yfrog.com tinysong.com blip.tv pastelink.net yourls.org'.split(
    ' ',
  ),
)
