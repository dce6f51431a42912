/** Domains that one well-known house runs side by side, so that a link from one to the other deceives nobody; none of them hosts strangers' pages. */
import type { ParsedUrl } from '../../../parse/url.ts'

const FAMILIES: readonly string[] = [
  'microsoft.com office.com office365.com outlook.com live.com microsoftonline.com windows.com xbox.com bing.com msn.com skype.com microsoft365.com visualstudio.com aka.ms msft.it hotmail.com',
  'google.com youtube.com gmail.com googlemail.com google.se google.de google.co.uk android.com withgoogle.com goo.gle g.co youtu.be waze.com',
  'apple.com icloud.com itunes.com me.com mac.com apple.co',
  'amazon.com amazon.co.uk amazon.de amazon.se primevideo.com audible.com a.co amzn.to amzn.eu media-amazon.com',
  'facebook.com messenger.com instagram.com whatsapp.com meta.com threads.com threads.net fb.com fb.me oculus.com wa.me facebookmail.com',
  'twitter.com x.com',
  'linkedin.com lnkd.in',
  'paypal.com paypalobjects.com venmo.com',
  'ebay.com ebay.co.uk ebay.de ebay.us ebay.to',
  'adobe.com adobe.ly',
  'github.com github.blog githubstatus.com git.io',
  'atlassian.com jira.com trello.com bitbucket.org',
  'salesforce.com force.com tableau.com slack.com',
  'yahoo.com aol.com yhoo.it yahoo.co.uk',
  'bbc.co.uk bbc.com bbc.in',
  'nytimes.com nyti.ms',
  'washingtonpost.com wapo.st',
  'theguardian.com guardian.co.uk gu.com',
  'cnn.com cnn.it',
  'wikipedia.org wikimedia.org wiktionary.org w.wiki mediawiki.org wikidata.org',
  'netflix.com nflx.it nflxext.com',
  'spotify.com spoti.fi spotify.link',
  'booking.com bookingholdings.com',
  'airbnb.com abnb.me',
  'dhl.com dhl.de deutschepost.de',
  'postnord.com postnord.se postnord.dk postnord.no postnord.fi',
  'fedex.com tnt.com',
  'americanexpress.com aexp.com amex.com',
  'klarna.com klarna.se',
  'ikea.com ikea.se',
  'telia.com telia.se',
  'dropbox.com dropboxmail.com db.tt',
  'pinterest.com pin.it',
  'reddit.com redd.it redditmail.com',
  'telegram.org t.me',
  'stackoverflow.com stackexchange.com superuser.com serverfault.com',
  'apache.org apachecon.com',
  'mozilla.org firefox.com mozilla.com',
  'oracle.com java.com mysql.com',
  'ibm.com redhat.com',
  'vmware.com broadcom.com symantec.com',
  'hp.com hpe.com',
  'docusign.com docusign.net',
]

const HOUSE_OF: ReadonlyMap<string, number> = new Map(
  FAMILIES.flatMap((domains, house) => domains.split(' ').map((domain): [string, number] => [domain, house])),
)

export function sameHouse(one: ParsedUrl, other: ParsedUrl): boolean {
  const house = houseOf(one)
  return house !== undefined && house === houseOf(other)
}

function houseOf({ registrableDomain }: ParsedUrl): number | undefined {
  return registrableDomain === null ? undefined : HOUSE_OF.get(registrableDomain)
}
