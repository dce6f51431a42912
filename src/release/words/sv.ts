/** Swedish words for placeholders and notices. */
import type { Topic, Words } from './words.ts'

export const swedish: Words = {
  reasons: {
    identity: { agent: 'avsändaren har inte identifierat sig än', sender: 'du har inte identifierat dig än' },
    expired: 'tiden för att godkänna innehållet gick ut',
    removedByReview: 'en granskare tog bort innehållet',
    releasedByReview: 'en granskare släppte igenom innehållet',
    linksNotAllowed: 'den här kanalen skickar inte vidare länkar',
    linkRewritten: 'länken öppnas via en sida som visar vart den leder',
    linkTooLong: 'adressen är för lång för att kontrolleras',
    linkScheme: 'adressen skulle köra ett program i stället för att öppna en sida',
    linkUnreadable: 'adressen är inte giltig',
    linkRelative: 'adressen anger ingen egen webbplats',
    linkUnusual: 'adressen hör inte till en webbsida',
    linkUserinfo: 'adressen döljer vart den egentligen leder',
    linkMismatch: 'texten visar en annan adress än den som länken leder till',
    linkLookalike: 'adressen härmar en annan med förväxlingsbara bokstäver',
    linkNumeric: 'adressen är ett rent nummer i stället för ett namn',
    linkPrivate: 'adressen leder in i ett privat nätverk',
    linkListed: 'adressen står på en lista över farliga webbplatser',
    linkDownload: 'adressen laddar ner en fil av ett farligt slag',
    linkUnknown: 'det gick inte att fråga vad andra vet om adressen; vi frågar snart igen',
    fileType: 'den här kanalen tar inte emot filer av den typen utan att en person kontrollerar dem',
    malware: 'skadlig kod hittades',
    executable: 'innehållet är ett program',
    script: 'innehållet är ett skript som skulle köras när det öppnas',
    macro: 'innehållet har makron',
    legacyOffice: 'det är ett gammalt kontorsformat som inte kan kontrolleras helt',
    activePdf: 'det är en PDF som skulle utföra något när den öppnas',
    activeHtml: 'det är en sida som kan köra kod',
    encrypted: 'innehållet är låst med lösenord och kan inte kontrolleras',
    nameDeceptive: 'namnet döljer vilken sorts fil det är',
    typeMismatch: 'innehållet är inte av den typ som namnet anger',
    picture: 'det är en bild av ett slag, eller i ett skick, som inte kan genomsökas efter koder',
    scannerDown: 'virusskyddet svarar inte; innehållet kontrolleras så snart det är tillbaka',
    waiting: 'innehållet har inte kontrollerats än',
    tooMuch: 'innehållet är för stort eller för djupt packat för att kontrolleras helt',
    broken: 'innehållet är skadat och kan inte kontrolleras',
    unsupported: 'innehållet är packat i ett format som inte går att se in i',
    incomplete: 'innehållet kunde inte kontrolleras helt',
    finding: 'en kontroll hittade något fel',
    rule: 'kanalens regler kräver det',
  },
  fates: {
    release: 'Skickas vidare',
    rewrite: 'Säkrad',
    defang: 'Visas som text',
    mask: 'Maskerad',
    disarm: 'Återskapad utan aktivt innehåll',
    remove: 'Borttagen',
    hold: 'Hålls kvar',
    block: 'Stoppad',
  },
  linkRemoved: 'länk borttagen',
  linkHeld: 'länk hålls kvar',
  picture: (alt, attached) => `[bild ${attached ? 'bifogad' : 'blockerad'}${alt === '' ? '' : `: ${alt}`}]`,
  tellAgent: (topic, kind, clause) => {
    switch (kind) {
      case 'defang':
      case 'mask':
        return `${named(topic)} visas som text: ${clause}.`
      case 'remove':
        return `${named(topic)} har tagits bort: ${clause}.`
      case 'block':
        return `${named(topic)} har stoppats: ${clause}.`
      case 'hold':
        return `${named(topic)} hålls kvar: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `${named(topic)} har skickats vidare: ${clause}.`
    }
  },
  tellSender: (topic, kind, clause) => {
    switch (kind) {
      case 'defang':
      case 'mask':
        return `Vi skickade ${yours(topic)} vidare som text som inte går att klicka på: ${clause}.`
      case 'remove':
        return `Vi kunde inte skicka ${yours(topic)} vidare: ${clause}.`
      case 'block':
        return `Vi kunde inte ta emot ${yours(topic)}: ${clause}. Kontakta oss gärna på annat sätt om det verkar fel.`
      case 'hold':
        return `Vi har tagit emot ${yours(topic)} och förvarar innehållet säkert så länge: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `Vi skickade ${yours(topic)} vidare: ${clause}.`
    }
  },
  askToIdentify: (topic) =>
    `Tack, vi har tagit emot ${yours(topic)} och skickar vidare när du har identifierat dig, till exempel genom att logga in.`,
  openedBefore: (agents) =>
    `En länk i meddelandet öppnades innan den visade sig vara farlig, av: ${agents.join(', ')}. Berätta det för den som ansvarar för säkerheten.`,
  activeContentLeftOut: 'Aktivt innehåll, som skript eller formulär, har utelämnats ur meddelandet.',
  fileWithoutName: 'fil',
}

function named({ what, count }: Topic): string {
  switch (what) {
    case 'message':
      return 'Meddelandet'
    case 'file':
      return count === 1 ? 'En fil' : `${count} filer`
    case 'link':
      return count === 1 ? 'En länk' : `${count} länkar`
  }
}

function yours({ what, count }: Topic): string {
  switch (what) {
    case 'message':
      return 'ditt meddelande'
    case 'file':
      return count === 1 ? 'din fil' : `${count} av dina filer`
    case 'link':
      return count === 1 ? 'din länk' : `${count} av dina länkar`
  }
}
