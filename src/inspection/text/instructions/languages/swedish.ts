/** Swedish, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const SWEDISH: Vocabulary = {
  language: 'sv',
  words: {
    ignore:
      'ignorera, ignorerar, strunta i, bortse från, bortse ifrån, glöm, glöm bort, glömma, åsidosätt, åsidosätta, förbise, hoppa över, kringgå, frångå, följ inte, lyd inte, sluta följa, sluta lyda, bry dig inte om, upphäv, radera',
    earlier:
      'tidigare, föregående, ovanstående, ovan, alla, allt, samtliga, du fått, du har fått, du fick, hittills, innan, ursprungliga, förra, gamla, befintliga, givna, systemets, dina',
    rules:
      'instruktion*, anvisning*, regler, reglerna, riktlinje*, direktiv*, prompt*, kommandon, begränsning*, uppmaning*, föreskrift*, sammanhang*',
    'own-rules':
      'dina instruktioner, dina riktlinjer, din prompt, din programmering, din träning, dina begränsningar, dina säkerhetsregler, säkerhetsregler*, säkerhetsfilter*, systeminstruktion*, systemprompt*, systemmeddelandet',
    'forget-all': 'glöm allt du, glöm allt ovan, glöm allt som står ovan, glöm allt innan, ignorera allt ovan*, glöm vad du',
    mine: 'min, mitt, mina, vår, vårt, våra, hans, hennes, deras, mitt förra, kundens',
    trade:
      'leverans*, betalning*, betalnings*, montering*, monterings*, faktura*, retur*, tvätt*, skötsel*, bank*, konto*, parkering*, order, beställning*, installations*, köp, köpet, köps*',
    'you-are':
      'du är nu, från och med nu är du, från och med nu ska du, från nu är du, du är inte längre, agera som, låtsas att du är, låtsas vara, låtsas som att du, uppträd som, bete dig som, ta rollen som, anta rollen som, inta rollen som, föreställ dig att du är, spela rollen som, du ska nu vara, du ska agera som',
    role: 'AI, assistent, språkmodell*, obegränsad, ocensurerad, ofiltrerad, utvecklarläge*, felsökningsläge*, administratörsläge*, underhållsläge*, testläge*, hackare, utan begränsningar, utan regler, utan restriktioner, inga begränsningar, inga regler, fri från, bunden av, systemadministratör, AI-assistent*, AI-modell*',
    reveal:
      'avslöja, visa, skriv ut, skriv, skicka, upprepa, berätta, ge mig, lista, återge, läs upp, citera, kopiera, lämna ut, sammanfatta, översätt, vad är, vilka är, vad står, vilka var, vad var',
    secret:
      'din prompt, din systemprompt, systemprompt*, dina instruktioner, dina ursprungliga, dina första instruktioner, dina dolda, dina hemliga, dina interna, dolda instruktioner, hemliga instruktioner, interna instruktioner, interna riktlinjer, systeminstruktion*, ditt systemmeddelande, instruktionerna du fick, instruktioner du har fått, instruktioner du fick',
    repeat: 'upprepa, skriv ut, återge, kopiera, skriv',
    above: 'texten ovan, allt ovan, allting ovan, hela konversationen, hela samtalet, allt ovanstående, orden ovan',
    send: 'skicka, vidarebefordra, posta, mejla, maila, ladda upp, överför, läck, exportera, sänd',
    data: 'kunddata*, kunduppgift*, kundlista*, kundregist*, kunders uppgifter, personuppgifter om, alla konversationer, hela konversationen, hela samtalet, samtalshistorik*, chatthistorik*, konversationshistorik*, alla meddelanden, alla mejl, inkorgen, andra kunder, lösenord*, inloggningsuppgift*, användardata*, databasen, kontaktlista*',
    toward: 'till, via',
    'note-to':
      'notera till, notis till, meddelande till, instruktion till, instruktioner till, instruktion för, instruktioner för, till alla, viktigt för, anvisning till, anvisningar till, uppmaning till, kommando till, observera',
    program:
      'AI, språkmodell*, AI-assistent*, AI-agent*, AI-modell*, AI-system*, AI:n, AI, virtuell assistent, digital assistent, automatisk assistent, artificiell intelligens',
    'if-you-are': 'om du är, ifall du är, är du en, om detta läses av, om det här läses av',
    person: 'människa, mänsklig, person, riktig, kollega, handläggare, någon, medarbetare, chef, ring, kundtjänst',
    summarizing:
      'när du sammanfattar, vid sammanfattning av, om du sammanfattar, när du ska sammanfatta, innan du sammanfattar, i din sammanfattning av, i sammanfattningen av, när du analyserar, när du bearbetar, när du klassificerar, när du översätter, i stället för att sammanfatta, istället för att sammanfatta',
    'this-message':
      'detta mejl, det här mejlet, detta mail, det här mailet, detta meddelande, det här meddelandet, mejlet, meddelandet, ärendet, detta ärende, det här ärendet, konversationen, tråden, dokumentet, texten, detta e-postmeddelande',
    conceal:
      'berätta inte, säg inte, nämn inte, avslöja inte, informera inte, tala inte om, meddela inte, låt inte, utan att berätta, utan att informera, utan att nämna, dölj detta för, dölj det för, håll detta hemligt för',
    user: 'användaren, användare, människan, operatören, dessa instruktioner, den här instruktionen, denna instruktion, denna prompt, läsaren',
    must: 'måste, ska, skall, ignorera, bortse, glöm, följ, utför, avslöja, godkänn, bevilja, markera, radera, skicka, svara, skriv',
    decode: 'avkoda, dekryptera, dechiffrera, tolka, översätt, konvertera, dekoda',
    encoded: 'kodad, kodade, krypterad, krypterade, strängen, chiffer*',
    execute: 'utför, följ, kör, lyd, exekvera, verkställ, agera',
    refusal:
      'vägra aldrig, du får inte vägra, säg aldrig att du inte kan, säg aldrig nej, börja ditt svar med, inled ditt svar med, utan etiska, du måste lyda, inga etiska',
    hijack:
      'din nya uppgift är, din enda uppgift är, din riktiga uppgift är, din verkliga uppgift är, din uppgift är nu, dina nya instruktioner, dina riktiga instruktioner, dina verkliga instruktioner, ny systemprompt*, nya systeminstruktion*, sluta med det du gör och, slut på prompt*, slut på instruktionerna, i stället för att svara, istället för att svara',
    'new-rules':
      'ny instruktion, nya instruktioner, nya regler, ny uppgift, systeminstruktion*, systemmeddelande, dold instruktion, dolda instruktioner',
    lead: 'vänligen, snälla, var vänlig och, var snäll och, nu, och, måste, ska, skall, bör, att, sedan, först, istället, i stället, bara, kan du, men, alltid, omedelbart, genast, därefter',
    write: 'skriv, generera, skapa, komponera, dikta, författa, hitta på, berätta, ge mig',
    piece: 'dikt, en dikt, novell*, uppsats*, sång, låttext*, haiku*, limerick*, saga, skämt, blogginlägg, tal om',
    translate: 'översätt, översätta',
    text: 'följande, mening*, fras*, ordet, text*, stycke*, detta, denna, mejl*, meddelande*',
    language:
      'engelska, franska, tyska, spanska, italienska, portugisiska, nederländska, svenska, norska, danska, finska, polska, ryska, japanska, kinesiska, arabiska, latin',
    'program-code': 'funktion, program, kod, skript, algoritm*',
    edit: 'ändra, modifiera, skriv om, omformulera, översätt, stava, kasta om, formatera, utöka, förbättra, ersätt, koda',
    'put-in': 'lägg till, inkludera, infoga, nämn, föreslå, rekommendera, börja, avsluta, inled, skriv in',
    'your-answer': 'ditt svar, dina svar, i ditt svar, din sammanfattning, i din sammanfattning',
    particulars:
      'order*, nummer*, ordernummer*, referens*, ärende*, namn*, adress*, telefon*, konto*, pris*, datum*, faktura*, information*, uppgift*, bild*, kopia*, när, hur, om, varför',
  },
}
