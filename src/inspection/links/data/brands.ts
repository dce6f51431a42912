/** Holds the names that strangers most often pass for, each with the domains of its owner. */

/** What a false name of it is after: money and papers are asked for by name alone, accounts with a page of their own. */
export type BrandKind = 'money' | 'papers' | 'account'

/**
 * One brand a line: its name as it stands in a domain, further names after `/`, then domains of its owner beside NAME.com.
 * `*` marks an ordinary word: others use it in honest names, so it is protected only where it is imitated letter by letter.
 * `~` marks a name that a slip of the finger makes a word of: `applied`, `altin`; slips of it are not looked for.
 * A name under another suffix (`paypal.de`) needs no entry. Written by us from what the owners publish.
 */
export const BRANDS: Readonly<Record<BrandKind, string>> = {
  // Banks, cards, payment, exchanges.
  money: `
paypal paypal.me paypalobjects.com paypal-communication.com paypalcorp.com paypalinc.com
klarna klarna.se klarnacdn.net klarnaservices.com
*swish swish.nu getswish.se
vipps vipps.no vippsmobilepay.com
mobilepay mobilepay.dk mobilepay.fi
trustly
bankgirot bankgirot.se
plusgirot plusgirot.se
swedbank swedbank.se swedbankrobur.se
handelsbanken handelsbanken.se handelsbanken.no handelsbanken.fi handelsbanken.co.uk
nordea nordea.se nordea.fi nordea.dk nordea.no
*seb seb.se sebgroup.com
*skandia skandia.se skandiabanken.se
lansforsakringar lansforsakringar.se länsförsäkringar.se
icabanken icabanken.se
*avanza avanza.se
nordnet nordnet.se nordnet.no nordnet.fi nordnet.dk
resursbank resursbank.se
sbab sbab.se
danskebank danskebank.dk danskebank.se danskebank.no danskebank.fi
jyskebank jyskebank.dk
sydbank sydbank.dk
nykredit nykredit.dk
dnb dnb.no
sparebank1 sparebank1.no
*op op.fi
aktia aktia.fi
spankki s-pankki.fi
santander santander.es santander.co.uk santanderbank.com santander.com.br santander.com.mx santander.cl santander.com.ar santander.pl openbank.es
bbva bbva.es bbva.mx bbva.pe
caixabank caixabank.es caixabanknow.es lacaixa.es
bankinter bankinter.es
sabadell/bancosabadell bancsabadell.com sabadellatlantico.com
unicaja unicaja.es unicajabanco.es
kutxabank kutxabank.es
abanca abanca.es
ibercaja ibercaja.es
bizum bizum.es
redsys redsys.es
bancolombia bancolombia.com.co grupobancolombia.com
davivienda davivienda.com.co
bancodebogota bancodebogota.com.co
banorte banorte.com.mx
banamex/citibanamex banamex.com.mx citibanamex.com.mx
bancoestado bancoestado.cl
bancodechile bancochile.cl bancodechile.cl
scotiabank scotiabank.ca scotiabankchile.cl scotiabank.com.pe
*interbank interbank.pe
bancodelanacion bn.com.pe
bancogalicia bancogalicia.com.ar galicia.ar
*macro macro.com.ar
nubank nubank.com.br nu.com.mx nu.com.co
itau itau.com.br itaú.com.br itau.cl
bradesco bradesco.com.br banco.bradesco
bancodobrasil bb.com.br
caixaeconomica caixa.gov.br
mercadopago mercadopago.com.ar mercadopago.com.br mercadopago.com.mx mercadopago.cl mercadopago.com.co
picpay picpay.com.br
barclays barclays.co.uk barclaycard.co.uk barclaysus.com
barclaycard barclaycard.co.uk barclaycardus.com
lloydsbank lloydsbank.co.uk lloydsbankinggroup.com
natwest natwest.co.uk natwestgroup.com
*halifax halifax.co.uk halifax-online.co.uk
hsbc hsbc.co.uk hsbc.com.hk hsbc.com.mx
*nationwide nationwide.co.uk
tsbbank tsb.co.uk
monzo monzo.me
revolut revolut.me
starlingbank
*wise transferwise.com
n26
bankofamerica bofa.com bankofamerica.com ml.com
wellsfargo wf.com wellsfargoadvisors.com wellsfargomedia.com
*chase chase.com jpmorgan.com jpmorganchase.com
jpmorgan jpmorganchase.com
citibank/citibankonline citi.com citigroup.com citibankonline.com
capitalone capitaloneshopping.com capitalone360.com
americanexpress americanexpress.com aexp-static.com amex.com amex-online.com americanexpress.com.mx
amex americanexpress.com
*discover discovercard.com
usbank usbankfocus.com
pncbank pnc.com
truist
navyfederal navyfederal.org
charlesschwab schwab.com
schwab schwab.com aboutschwab.com schwabcdn.com
*fidelity fidelity.co.uk fidelityinvestments.com
*vanguard vanguard.co.uk
robinhood robinhoodapp.com
zellepay zelle.com
venmo
cashapp cash.app cash.me
moneygram
westernunion westernunion.se wu.com
*stripe stripe.network stripecdn.com
*square squareup.com
adyen adyenpayments.com
worldpay worldpay.us
payoneer payoneer.co
skrill
neteller
*visa visa.co.uk visa.com.br visaeurope.com
mastercard mastercard.us mastercard.com.br
maestrocard
dinersclub
tdbank td.com
royalbank rbcroyalbank.com rbc.com
commbank commbank.com.au
westpac westpac.com.au
anzbank anz.com anz.com.au
ing ing.com ing.nl ing.de ing.es
rabobank rabobank.nl
abnamro abnamro.nl
deutschebank deutsche-bank.de db.com
commerzbank commerzbank.de
sparkasse sparkasse.de
postbank postbank.de
volksbank vr.de volksbank.de
comdirect comdirect.de
creditagricole credit-agricole.fr ca-paris.fr crédit-agricole.fr
societegenerale societegenerale.fr sg.fr socgen.com société-générale.fr
bnpparibas bnpparibas.net mabanque.bnpparibas group.bnpparibas
boursorama boursobank.com boursorama.fr
labanquepostale labanquepostale.fr
creditmutuel creditmutuel.fr
unicredit unicredit.it unicreditgroup.eu
intesasanpaolo
posteitaliane poste.it posteitaliane.it
millenniumbcp millenniumbcp.pt
mbway mbway.pt
pekao pekao.com.pl
mbank mbank.pl
sberbank sberbank.ru sber.ru sberbank.com
tinkoff tinkoff.ru tbank.ru
icicibank icicibank.co.in
hdfcbank hdfcbank.net
paytm paytm.in paytmbank.com
phonepe phonepe.in
coinbase coinbase-status.com cbhq.net
binance binance.us binance.cloud bnbstatic.com
*kraken
bitstamp bitstamp.net
bitfinex
kucoin
bybit bybitglobal.com
cryptocom crypto.com
*crypto crypto.com
*blockchain blockchain.info
metamask metamask.io
trustwallet
phantomwallet phantom.app phantom.com
ledgerwallet ledger.com
trezor trezor.io
opensea opensea.io
uniswap uniswap.org
pancakeswap pancakeswap.finance
bitpay
etoro`,
  // Post and parcels, tax, state, health, electronic identity, telephones, power, tickets.
  papers: `
bankid bankid.com bankid.no bankid.se
frejaeid freja.com frejaeid.se
freja frejaeid.com
itsme itsme-id.com itsme.be
mitid mitid.dk nemid.nu
digid digid.nl
*clave clave.gob.es
idporten idporten.no
~altinn altinn.no
skatteverket skatteverket.se
forsakringskassan forsakringskassan.se försäkringskassan.se
transportstyrelsen transportstyrelsen.se
kronofogden kronofogden.se
arbetsformedlingen arbetsformedlingen.se arbetsförmedlingen.se
migrationsverket migrationsverket.se
*polisen polisen.se
csn csn.se
kivra kivra.se
skatteetaten skatteetaten.no
skattestyrelsen skat.dk skattestyrelsen.dk
*borger borger.dk
*vero vero.fi
suomifi suomi.fi
*kela kela.fi
agenciatributaria agenciatributaria.es agenciatributaria.gob.es
seguridadsocial seg-social.es seg-social.gob.es
govuk gov.uk
hmrc hmrc.gov.uk
dvla dvla.gov.uk
irs irs.gov
usagov usa.gov
ssa ssa.gov
*medicare medicare.gov
*dian dian.gov.co
receitafederal receita.fazenda.gov.br
impotsgouv impots.gouv.fr
*ameli ameli.fr
*elster elster.de
belastingdienst belastingdienst.nl
*revenue revenue.ie
canadarevenue canada.ca
mygov my.gov.au
postnord postnord.se postnord.dk postnord.no postnord.fi
dhl dhl.de dhl.se dhlparcel.nl dhlparcel.es dhl-news.com
ups
*fedex fedex.com
usps usps.gov
dpd dpd.co.uk dpd.de dpdgroup.com
gls gls-group.eu gls-group.com gls-spain.es
myhermes myhermes.co.uk evri.com
evri
royalmail royalmail.co.uk royalmailgroup.com
parcelforce parcelforce.co.uk
correos correos.es correos.cl correos.com.co
seur seur.es
nacex nacex.es
mrw mrw.es
*bring bring.se bring.no bring.dk
*posten posten.no posten.se
*posti posti.fi
matkahuolto matkahuolto.fi
budbee
instabox instabox.se
*earlybird earlybird.se
schenker dbschenker.com
servientrega servientrega.co
chronopost chronopost.fr
colissimo laposte.fr
laposte laposte.fr laposte.net
mondialrelay mondialrelay.fr
deutschepost deutschepost.de
postnl postnl.nl
bpost bpost.be
swisspost post.ch
auspost auspost.com.au
canadapost canadapost.ca canadapost-postescanada.ca
inpost inpost.pl inpost.co.uk
telia telia.se telia.no telia.fi telia.dk teliacompany.com
telenor telenor.se telenor.no telenor.dk
*comviq comviq.se
comhem comhem.se
movistar movistar.es movistar.com.ar movistar.cl movistar.co
telefonica telefonica.es telefonica.de
vodafone vodafone.es vodafone.de vodafone.co.uk vodafone.it
*orange orange.fr orange.es
masmovil masmovil.es
jazztel jazztel.es
*claro claro.com.br claro.com.co claro.com.ar
telcel telcel.com.mx
entel entel.cl
verizon verizonwireless.com
tmobile t-mobile.com t-mobile.de
xfinity comcast.com
comcast comcast.net
*spectrum
vattenfall vattenfall.se vattenfall.de
*fortum fortum.se fortum.fi
iberdrola iberdrola.es
endesa endesa.es
naturgy naturgy.es
ryanair
easyjet
*norwegian norwegian.no norwegian.se
airbnb airbnb.se airbnb.es airbnb.co.uk muscache.com
bookingcom booking.com
*booking booking.com bstatic.com
ticketmaster ticketmaster.se ticketmaster.es ticketmaster.co.uk`,
  // Mail, clouds, social networks, shops, games, streaming, tools of work.
  account: `
google google.se googleapis.com googlemail.com googleusercontent.com googlevideo.com gstatic.com withgoogle.com
gmail googlemail.com
youtube youtu.be youtube-nocookie.com ytimg.com
*android
microsoft microsoftonline.com microsoft.net microsoft365.com windows.net
microsoftonline microsoftonline-p.com microsoftonline-p.net
office365 office.com office.net
*outlook outlook.office.com outlook.office365.com live.com
hotmail hotmail.se hotmail.es hotmail.co.uk
onedrive live.com
sharepoint sharepointonline.com
*windows windows.net windowsupdate.com
skype skypeassets.com
linkedin linkedin-ei.com licdn.com lnkd.in
github github.io githubusercontent.com githubassets.com
gitlab gitlab.io
*apple apple.news aaplimg.com mzstatic.com
~appleid apple.com
icloud icloud-content.com me.com
itunes apple.com
amazon amazon.co.uk amazon.de amazonaws.com amazonses.com amazon-adsystem.com media-amazon.com ssl-images-amazon.com a2z.com
amazonaws awsstatic.com
primevideo
*audible
facebook facebook.net fb.com fbcdn.net fbsbx.com facebookmail.com
*messenger messenger.com
instagram cdninstagram.com
whatsapp whatsapp.net wa.me
*meta meta.com
*threads threads.net
*twitter twitter.com x.com twimg.com t.co
tiktok tiktokcdn.com tiktokv.com byteoversea.com
snapchat snap.com sc-cdn.net
pinterest pinimg.com
reddit redd.it redditmedia.com redditstatic.com
telegram telegram.org telegram.me t.me telegra.ph
*signal signal.org
discord discordapp.com discord.gg discordapp.net
*steam steampowered.com
steamcommunity steampowered.com
steampowered steamcommunity.com steamstatic.com
twitch twitch.tv ttvnw.net jtvnw.net
roblox rbxcdn.com
epicgames unrealengine.com
minecraft minecraft.net
~playstation playstation.net sonyentertainmentnetwork.com
*xbox xboxlive.com
nintendo nintendo.net nintendo.co.jp
blizzard battle.net
netflix netflix.net nflxvideo.net nflximg.net nflxext.com nflxso.net
spotify scdn.co spotifycdn.com
disneyplus disney.com disney-plus.net
hbomax max.com
viaplay viaplay.se
*zoom zoom.us
*slack slack-edge.com
dropbox dropboxusercontent.com dropboxapi.com dropboxmail.com
docusign docusign.net
wetransfer we.tl
adobe adobelogin.com adobe.io adobedtm.com adobess.com acrobat.com
salesforce force.com salesforceliveagent.com
hubspot hubspotemail.net hs-sites.com
zendesk zdassets.com
atlassian atlassian.net
okta oktacdn.com okta-emea.com oktapreview.com
duosecurity duo.com
lastpass
1password 1password.eu 1password.ca
bitwarden bitwarden.net
cloudflare cloudflare.net cloudflare-dns.com cloudflareinsights.com cloudflarestatus.com
godaddy secureserver.net
namecheap
mailchimp mailchimpapp.com mcsv.net
sendgrid sendgrid.net
wordpress wordpress.org wp.com
*squarespace squarespace-cdn.com
shopify myshopify.com shopifycdn.com shopifysvc.com
yahoo yahoo.co.jp yahooapis.com yimg.com
protonmail proton.me protonmail.ch
fastmail fastmail.fm
yandex yandex.ru yandex.net
mailru mail.ru
gmx gmx.net gmx.de
webde web.de
naver naver.net
*line line.me
wechat weixin.qq.com
alipay alipayobjects.com
alibaba alibabacloud.com aliyun.com
aliexpress aliexpress.ru alicdn.com
taobao
rakuten rakuten.co.jp
mercadolibre mercadolibre.com.ar mercadolibre.com.mx mlstatic.com
mercadolivre mercadolivre.com.br
ebay ebay.co.uk ebay.de ebaystatic.com ebayimg.com
etsy etsystatic.com
walmart walmartimages.com
*target target.com
bestbuy
costco costco.co.uk
homedepot
ikea ikea.se
zalando zalando.se zalando.es zalando.de ztat.net
*wish wish.com
temu
shein sheincorp.com
wallapop
vinted vinted.es vinted.fr
blocket blocket.se
tradera
elgiganten elgiganten.se
mediamarkt mediamarkt.es mediamarkt.de mediamarkt.se
elcorteingles elcorteingles.es
carrefour carrefour.es carrefour.fr
mercadona mercadona.es
tesco
asos
*uber
*lyft
glovo glovoapp.com
justeat just-eat.es just-eat.co.uk
expedia expedia.co.uk
tripadvisor
*norton nortonlifelock.com
mcafee mcafeesecure.com
kaspersky kaspersky.ru
geeksquad bestbuy.com
samsung samsungcloud.com samsungapps.com
huawei hicloud.com
xiaomi
openai chatgpt.com oaistatic.com oaiusercontent.com
chatgpt openai.com
deepseek
canva`,
}
