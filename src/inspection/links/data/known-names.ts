/** Holds names of much-visited sites beside the brands: nobody asks for money in them, but a copy drawn letter by letter is no accident. */

/** Labels in plain letters, of five and more that are no words; only names in other letters are compared with them. Written by us from general knowledge. */
export const KNOWN_NAMES = `
wikipedia wikimedia wiktionary wikihow fandom quora stackoverflow stackexchange serverfault superuser tumblr blogger blogspot
weebly soundcloud bandcamp vimeo dailymotion flickr imgur giphy deviantart behance dribbble pixabay unsplash shutterstock gettyimages
istockphoto scribd slideshare issuu researchgate coursera udemy duolingo khanacademy quizlet chegg grammarly goodreads
mozilla firefox vivaldi duckduckgo baidu sogou weibo bilibili douyin zhihu tmall pinduoduo kuaishou tencent iqiyi youku
vkontakte odnoklassniki rambler livejournal wildberries avito craigslist indeed glassdoor upwork fiverr freelancer
nytimes washingtonpost theguardian dailymail reuters bloomberg forbes businessinsider economist huffpost buzzfeed
usatoday foxnews nbcnews cbsnews latimes aljazeera spiegel lemonde lefigaro elpais elmundo corriere repubblica
aftonbladet expressen dagensnyheter techcrunch wired theverge engadget arstechnica gizmodo mashable lifehacker slashdot
digitaltrends tomshardware techradar zdnet infoworld espncricinfo flashscore sofascore livescore bleacherreport skysports eurosport
accuweather mapquest openstreetmap strava fitbit garmin peloton webmd mayoclinic healthline medlineplus
oracle cisco intel nvidia lenovo toshiba panasonic logitech siemens bosch philips ericsson nokia motorola oneplus
vmware redhat ubuntu debian fedora archlinux docker kubernetes elastic grafana datadog splunk newrelic digitalocean linode heroku
vercel netlify cloudfront akamai fastly akamaized bitbucket sourceforge npmjs jquery bootstrap wolframalpha matlab mathworks autodesk
trello asana evernote airtable figma miro webflow wixsite calendly typeform surveymonkey eventbrite meetup patreon kickstarter
indiegogo gofundme substack disqus gravatar hootsuite semrush hubspot marketo salesforce servicenow workday intuit quickbooks
turbotax xerox zoho freshdesk intercom twilio harvard stanford princeton oxford cambridge berkeley cornell columbia nasa whitehouse
unesco unicef redcross greenpeace disney pixar marvel starwars crunchyroll funimation paramount warnerbros
rottentomatoes metacritic letterboxd ticketmaster stubhub livenation deezer shazam lastfm ultimateguitar
ubisoft activision rockstargames bungie riotgames leagueoflegends valorant fortnite worldofwarcraft curseforge nexusmods chess lichess
chessbase pokerstars betfair draftkings fanduel williamhill unibet betsson nike adidas reebok gucci prada chanel rolex
cartier louisvuitton burberry versace armani lululemon patagonia northface uniqlo primark topshop boohoo farfetch nordstrom
macys kohls sephora bathandbodyworks starbucks mcdonalds burgerking dominos pizzahut doordash grubhub ubereats deliveroo foodora
instacart cocacola pepsi danone unilever procter kellogg lindt ferrero toyota honda nissan mazda subaru hyundai volkswagen
mercedes porsche ferrari lamborghini bentley volvo scania tesla spacex boeing airbus lufthansa emirates qatarairways britishairways
airfrance vueling finnair jetblue marriott hilton hyatt radisson agoda trivago kayak skyscanner
hostelworld couchsurfing lonelyplanet zillow realtor trulia redfin rightmove zoopla idealista fotocasa hemnet booli `
