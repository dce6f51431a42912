/** Holds whose name is borrowed to ask for papers and fees: post and parcels, offices, electronic identity, telephones, power, travel. One brand a line, as `../brands.ts` says. */
export const PAPERS = `
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
ticketmaster ticketmaster.se ticketmaster.es ticketmaster.co.uk`
