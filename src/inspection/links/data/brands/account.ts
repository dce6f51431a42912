/** Holds whose accounts are asked for: mail, clouds, social networks, shops, games, streaming, tools of work. One brand a line, as `../brands.ts` says. */
export const ACCOUNT = `
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
canva`
