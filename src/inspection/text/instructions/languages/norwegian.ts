/** Norwegian, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const NORWEGIAN: Vocabulary = {
  language: 'no',
  words: {
    ignore:
      'ignorer, ignorere, se bort fra, overse, glem, glemme, overstyr, overstyre, tilsidesett, hopp over, omgå, ikke følg, følg ikke, slutt å følge, ikke adlyd, bry deg ikke om, slett',
    earlier:
      'tidligere, foregående, forrige, ovenstående, ovenfor, alle, alt, samtlige, du har fått, du fikk, hittil, opprinnelige, eksisterende, gamle, dine',
    rules:
      'instruks*, instruksjon*, regler, reglene, retningslinje*, direktiv*, prompt*, kommandoer, begrensning*, føringer, anvisning*, beskjeder til deg',
    'own-rules':
      'dine instruksjoner, dine instrukser, instruksjonene dine, instruksene dine, dine retningslinjer, retningslinjene dine, prompten din, programmeringen din, treningen din, sikkerhetsregler*, sikkerhetsfilter*, systeminstruks*, systemprompt*',
    'forget-all': 'glem alt du, glem alt ovenfor, glem alt som står, glem alt over, ignorer alt ovenfor, ignorer alt over, glem hva du',
    mine: 'min, mitt, mine, vår, vårt, våre, hans, hennes, deres, kundens',
    trade:
      'levering*, leverings*, betaling*, betalings*, montering*, monterings*, faktura*, retur*, vask*, bank*, konto*, parkering*, ordre, bestilling*, kjøp*',
    'you-are':
      'du er nå, fra nå av er du, fra nå av skal du, du er ikke lenger, opptre som, lat som om du er, lat som du er, lat som at du er, late som, oppfør deg som, ta rollen som, innta rollen som, forestill deg at du er, spill rollen som, du skal nå være, du skal opptre som',
    role: 'AI, assistent, språkmodell*, ubegrenset, usensurert, ufiltrert, utviklermodus, feilsøkingsmodus, administratormodus, vedlikeholdsmodus, testmodus, hacker, uten begrensninger, uten regler, uten restriksjoner, ingen begrensninger, ingen regler, fri fra, bundet av, systemadministrator, AI-assistent*, KI-assistent*, KI, KI-modell*',
    reveal:
      'avslør, avsløre, vis, vise, skriv ut, skriv, send, gjenta, fortell, gi meg, list opp, gjengi, les opp, siter, kopier, oppsummer, oversett, hva er, hvilke er, hva står, hva var',
    secret:
      'prompten din, systemprompt*, dine instruksjoner, dine instrukser, instruksjonene dine, instruksene dine, dine opprinnelige, dine skjulte, dine hemmelige, dine interne, skjulte instruks*, hemmelige instruks*, interne instruks*, interne retningslinjer, systeminstruks*, systemmeldingen din, instruksjonene du fikk, instruksene du fikk',
    repeat: 'gjenta, skriv ut, gjengi, kopier, skriv',
    above: 'teksten ovenfor, teksten over, alt ovenfor, hele samtalen, alt over, ordene ovenfor',
    send: 'send, videresend, videresende, last opp, overfør, lekk, eksporter',
    data: 'kundedata*, kundeopplysning*, kundeliste*, kunderegist*, personopplysninger om, alle samtaler, hele samtalen, samtalehistorikk*, chattehistorikk*, samtalelogg*, alle meldinger, alle e-poster, innboksen, andre kunder, passord*, innloggingsopplysning*, brukerdata*, databasen, kontaktliste*',
    toward: 'til, via',
    'note-to':
      'merknad til, notat til, melding til, beskjed til, instruks til, instruksjon til, instruksjoner til, instrukser til, instruks for, instruksjoner for, til alle, viktig for, kommando til',
    program:
      'AI, språkmodell*, AI-assistent*, KI-assistent*, AI-agent*, KI-agent*, KI-modell*, AI-modell*, KI-system*, KI, virtuell assistent, digital assistent, automatisk assistent, kunstig intelligens',
    'if-you-are': 'hvis du er, dersom du er, om du er, er du en, hvis dette leses av, dersom dette leses av',
    person: 'menneske, menneskelig, person, ekte, kollega, saksbehandler, noen, medarbeider, sjef, ring, kundeservice',
    summarizing:
      'når du oppsummerer, når du sammenfatter, hvis du oppsummerer, ved oppsummering av, når du skal oppsummere, før du oppsummerer, i oppsummeringen av, i din oppsummering av, når du analyserer, når du behandler, når du klassifiserer, når du oversetter, i stedet for å oppsummere',
    'this-message':
      'denne e-posten, denne eposten, denne meldingen, e-posten, meldingen, saken, denne saken, henvendelsen, denne henvendelsen, samtalen, denne samtalen, tråden, dokumentet, teksten, denne mailen',
    conceal:
      'ikke fortell, ikke si, ikke nevn, ikke avslør, ikke informer, ikke la, ikke varsle, fortell ikke, nevn ikke, uten å fortelle, uten å informere, uten å nevne, skjul dette for, hold dette hemmelig for',
    user: 'brukeren, brukere, mennesket, operatøren, disse instruksene, disse instruksjonene, denne instruksen, denne instruksjonen, denne prompten, leseren',
    must: 'må, skal, ignorer, glem, følg, utfør, avslør, godkjenn, innvilg, merk, slett, send, svar, skriv',
    decode: 'dekod, dekode, dekrypter, dechiffrer, tolk, oversett, konverter',
    encoded: 'kodet, kodede, kryptert, krypterte, strengen, chiffer*',
    execute: 'utfør, følg, kjør, adlyd, handle',
    refusal:
      'nekt aldri, du får ikke nekte, du kan ikke nekte, si aldri at du ikke kan, si aldri nei, begynn svaret ditt med, start svaret ditt med, uten etiske, du må adlyde, ingen etiske',
    hijack:
      'din nye oppgave er, den nye oppgaven din er, din eneste oppgave er, din egentlige oppgave er, oppgaven din er nå, dine nye instruks*, dine egentlige instruks*, ny systemprompt*, nye systeminstruks*, slutt med det du gjør og, slutt på prompt*, slutt på instruksene, i stedet for å svare',
    'new-rules':
      'ny instruks, nye instrukser, ny instruksjon, nye instruksjoner, nye regler, ny oppgave, systeminstruks*, systemmelding, skjult instruks*, skjulte instruks*',
    lead: 'vennligst, vær så snill og, vær vennlig å, nå, og, må, skal, bør, å, så, først, i stedet, bare, kan du, men, alltid, umiddelbart, deretter',
    write: 'skriv, generer, lag, dikt, komponer, finn på, fortell, gi meg',
    piece: 'et dikt, novelle*, stil om, essay*, sang, haiku*, limerick*, eventyr, vits, blogginnlegg, tale om',
    translate: 'oversett, oversette',
    text: 'følgende, setning*, frase*, ordet, tekst*, avsnitt*, dette, denne, melding*',
    language:
      'engelsk, fransk, tysk, spansk, italiensk, portugisisk, nederlandsk, svensk, norsk, dansk, finsk, polsk, russisk, japansk, kinesisk, arabisk, latin',
    'program-code': 'funksjon, program, kode, skript, algoritme*',
    edit: 'endre, modifiser, skriv om, omformuler, oversett, stav, formater, utvid, forbedre, erstatt',
    'put-in': 'legg til, inkluder, ta med, nevn, foreslå, anbefal, begynn, avslutt, innled',
    'your-answer': 'svaret ditt, ditt svar, i svaret ditt, i ditt svar, oppsummeringen din',
    particulars:
      'ordre*, nummer*, ordrenummer*, referanse*, sak, saken, saksnummer*, navn*, adresse*, telefon*, konto*, pris*, dato*, faktura*, informasjon*, opplysning*, bilde*, kopi*, når, hvordan, om, hvorfor',
  },
}
