/** Holds whose name is borrowed to ask for money: banks, cards, payment, exchanges. One brand a line, as `../brands.ts` says. */
export const MONEY = `
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
etoro`
