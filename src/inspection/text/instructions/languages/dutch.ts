/** Dutch, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const DUTCH: Vocabulary = {
  language: 'nl',
  verbLast: true,
  words: {
    ignore:
      'negeer, negeren, vergeet, vergeten, sla, overslaan, omzeil, omzeilen, overschrijf, overschrijven, volg niet, volg geen, gehoorzaam niet, stop met het volgen van, stop met volgen, houd geen rekening met, hou geen rekening met, let niet op, verwerp',
    earlier:
      'vorige, voorgaande, eerdere, bovenstaande, hierboven, alle, alles, allemaal, oorspronkelijke, bestaande, gegeven, hebt gekregen, gekregen hebt, tot nu toe, voorafgaande, jouw, je systeem*',
    rules: 'instructie*, regels, richtlijn*, opdrachten die je, aanwijzing*, prompt*, commando’s, beperking*, voorschrift*, context',
    'own-rules':
      'jouw instructies, je instructies, jouw richtlijnen, je richtlijnen, je prompt, jouw prompt, je programmering, je training, je beperkingen, veiligheidsregels, veiligheidsrichtlijn*, veiligheidsfilter*, systeeminstructie*, systeemprompt*, systeembericht',
    'forget-all':
      'vergeet alles wat je, vergeet alles wat hierboven, vergeet alles hierboven, vergeet wat je, negeer alles hierboven, negeer alles wat hierboven, negeer al het bovenstaande, vergeet al het bovenstaande',
    mine: 'mijn, onze, ons, zijn, haar, hun',
    trade:
      'betaal*, betaling*, lever*, bezorg*, montage*, factuur*, retour*, was, bank*, rekening*, parkeer*, bestel*, installatie*, aankoop*, verzend*',
    'you-are':
      'je bent nu, jij bent nu, u bent nu, vanaf nu ben je, vanaf nu ben jij, vanaf nu bent u, je bent niet langer, gedraag je als, gedraag je alsof, doe alsof je, doe je voor als, neem de rol, speel de rol, handel als, treed op als, stel je voor dat je, fungeer als',
    role: 'AI, assistent, taalmodel*, onbeperkt*, ongecensureerd*, ongefilterd*, ontwikkelaarsmodus, ontwikkelmodus, debugmodus, onderhoudsmodus, beheerdersmodus, testmodus, hacker, zonder beperkingen, zonder regels, zonder restricties, geen beperkingen, geen regels, vrij van, gebonden aan, systeembeheerder, AI-assistent*, AI-model*',
    reveal:
      'onthul, onthullen, toon, tonen, laat, geef, geven, druk, herhaal, herhalen, vertel, vertellen, schrijf, stuur, deel, kopieer, citeer, vertaal, vat, wat is, wat zijn, wat staat, wat waren, print',
    secret:
      'je prompt, jouw prompt, je systeem*, jouw systeem*, systeemprompt*, je instructies, jouw instructies, je oorspronkelijke, jouw oorspronkelijke, je eerste instructies, je verborgen, je geheime, je interne, verborgen instructies, geheime instructies, interne instructies, interne richtlijnen, systeeminstructie*, instructies die je',
    repeat: 'herhaal, herhalen, geef, print, schrijf, kopieer, toon',
    above: 'de tekst hierboven, bovenstaande tekst, alles hierboven, hele gesprek, volledige gesprek, al het bovenstaande',
    send: 'stuur, sturen, verstuur, zend, mail, e-mail, doorsturen, upload, verzend, lek, exporteer',
    data: 'klantgegevens, klantenlijst, klantendatabase, klantenbestand, klantinformatie, persoonsgegevens van, gegevens van alle, alle gesprekken, hele gesprek, volledige gesprek, gespreksgeschiedenis, chatgeschiedenis, alle berichten, alle e-mails, alle mails, inbox, andere klanten, wachtwoord*, inloggegevens, gebruikersgegevens, database, contactenlijst',
    toward: 'naar, aan',
    'note-to':
      'opmerking voor, opmerking aan, notitie voor, bericht voor, bericht aan, instructie voor, instructie aan, instructies voor, instructies aan, let op, aan alle, aan elke, belangrijk voor, opdracht voor, attentie',
    program:
      'AI, taalmodel*, AI-assistent*, AI-agent*, AI-model*, AI-systeem, virtuele assistent, digitale assistent, automatische assistent, kunstmatige intelligentie',
    'if-you-are':
      'als je een, als jij een, als u een, indien je een, indien u een, ben je een, bent u een, als dit wordt gelezen door, als dit gelezen wordt door',
    person: 'mens, menselijke, persoon, echt, echte, collega, medewerker, iemand, chef, bellen, klantenservice',
    summarizing:
      'wanneer je deze, wanneer je dit, als je deze, als je dit, bij het samenvatten van, in je samenvatting van, in jouw samenvatting van, in de samenvatting van, voordat je deze, bij het analyseren van, bij het verwerken van, bij het vertalen van, in plaats van deze',
    'this-message':
      'e-mail samenvat, mail samenvat, bericht samenvat, tekst samenvat, deze e-mail, deze mail, dit bericht, dit ticket, dit gesprek, dit document, deze tekst, de e-mail, het bericht, samenvat, samenvatten',
    conceal:
      'vertel de, vertel het, vertel niet, zeg niet, noem niet, vermeld niet, onthul niet, informeer niet, informeer de, laat de, verberg dit voor, houd dit geheim voor',
    user: 'gebruiker niet, gebruiker niets, de gebruiker, deze instructie*, deze prompt, gebruiker hier niet, gebruiker hier niets, gebruiker hierover niets, gebruiker dit niet, mens niet',
    must: 'moet, negeer, vergeet, volg, voer, onthul, keur, markeer, verwijder, stuur, antwoord, schrijf, geef',
    decode: 'decodeer, decoderen, ontcijfer, ontcijferen, ontsleutel, vertaal, converteer',
    encoded: 'gecodeerd*, versleuteld*, tekenreeks, codering',
    execute: 'voer, uitvoeren, volg, opvolgen, gehoorzaam, handel',
    refusal:
      'weiger nooit, je mag niet weigeren, zeg nooit dat je, zeg nooit nee, begin je antwoord met, zonder ethische, geen ethische, je moet gehoorzamen',
    hijack:
      'je nieuwe taak is, jouw nieuwe taak is, je enige taak is, je echte taak is, je eigenlijke taak is, je taak is nu, je nieuwe instructies, jouw nieuwe instructies, je echte instructies, nieuwe systeemprompt, nieuwe systeeminstructie*, stop met wat je doet en, einde van de prompt, einde van de instructies, in plaats van te antwoorden',
    'new-rules':
      'nieuwe instructie, nieuwe instructies, nieuwe regels, nieuwe taak, systeeminstructie*, systeembericht, verborgen instructie*',
    lead: 'alsjeblieft, alstublieft, gelieve, nu, en, moet, zou, eerst, dan, in plaats daarvan, gewoon, meteen, onmiddellijk, daarna, maar, altijd, kun je, kan je, kunt u',
    write: 'schrijf, genereer, maak, componeer, verzin, bedenk, vertel, geef me',
    piece: 'gedicht*, kort verhaal, opstel, lied, liedje, haiku*, limerick*, sprookje, grap, mop, blogpost, toespraak, verhaal over',
    translate: 'vertaal, vertalen',
    text: 'volgende, zin, zinnen, woord, tekst*, alinea, deze, dit, bericht',
    language:
      'engels, frans, duits, spaans, italiaans, portugees, nederlands, zweeds, noors, deens, fins, pools, russisch, japans, chinees, arabisch, latijn',
    'program-code': 'functie, programma, code, script, algoritm*',
    edit: 'wijzig, verander, herschrijf, herformuleer, vertaal, formatteer, verbeter, vervang, bewerk',
    'put-in': 'voeg, noem, vermeld, beveel, stel, begin, eindig, neem',
    'your-answer': 'je antwoord, jouw antwoord, in je antwoord, in jouw antwoord, je samenvatting',
    particulars:
      'bestel*, nummer*, bestelnummer*, referentie*, naam, adres*, telefoon*, rekening*, prijs*, datum, factuur*, informatie*, gegevens, foto*, kopie*, wanneer, hoe, of, waarom',
  },
}
