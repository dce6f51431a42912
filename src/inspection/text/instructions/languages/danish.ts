/** Danish, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const DANISH: Vocabulary = {
  language: 'da',
  words: {
    ignore:
      'ignorer, ignorere, se bort fra, glem, glemme, tilsidesæt, tilsidesætte, spring over, omgå, følg ikke, adlyd ikke, stop med at følge, hold op med at følge, lad være med at følge, underkend, slet',
    earlier:
      'tidligere, foregående, forrige, ovenstående, ovenfor, alle, alt, samtlige, du har fået, du fik, hidtil, hidtidige, oprindelige, eksisterende, gamle, dine',
    rules:
      'instruks*, instruktion*, regler, reglerne, retningslinje*, direktiv*, prompt*, kommandoer, begrænsning*, anvisning*, forskrift*',
    'own-rules':
      'dine instruktioner, dine instrukser, dine retningslinjer, din prompt, din programmering, din træning, dine begrænsninger, sikkerhedsregler*, sikkerhedsfilt*, systeminstruk*, systemprompt*',
    'forget-all':
      'glem alt du, glem alt ovenfor, glem alt hvad du, glem alt der står, ignorer alt ovenfor, ignorer alt ovenstående, glem hvad du',
    mine: 'min, mit, mine, vores, hans, hendes, deres, kundens',
    trade:
      'levering*, leverings*, betaling*, betalings*, montering*, monterings*, faktura*, retur*, vaske*, bank*, konto*, parkering*, ordre, bestilling*, køb, købet, købs*',
    'you-are':
      'du er nu, fra nu af er du, fra nu af skal du, du er ikke længere, optræd som, lad som om du er, lad som om at du er, opfør dig som, påtag dig rollen som, indtag rollen som, forestil dig at du er, spil rollen som, du skal nu være, du skal agere som, agér som, ager som',
    role: 'AI, assistent, sprogmodel*, ubegrænset, ucensureret, ufiltreret, udviklertilstand*, fejlfindingstilstand*, administratortilstand*, vedligeholdelsestilstand*, testtilstand*, hacker, uden begrænsninger, uden regler, uden restriktioner, ingen begrænsninger, ingen regler, fri for, bundet af, systemadministrator, AI-assistent*, AI-model*',
    reveal:
      'afslør, afsløre, vis, vise, udskriv, skriv, send, gentag, fortæl, giv mig, opremse, gengiv, læs op, citer, kopier, opsummer, oversæt, hvad er, hvilke er, hvad står, hvad var',
    secret:
      'din prompt, systemprompt*, dine instruktioner, dine instrukser, dine oprindelige, dine skjulte, dine hemmelige, dine interne, skjulte instruk*, hemmelige instruk*, interne instruk*, interne retningslinjer, systeminstruk*, din systembesked, instruktionerna du fik, instruktionerne du fik, de instruktioner du fik',
    repeat: 'gentag, udskriv, gengiv, kopier, skriv',
    above: 'teksten ovenfor, ovenstående tekst, alt ovenfor, hele samtalen, alt ovenstående, ordene ovenfor',
    send: 'send, videresend, videresende, upload, overfør, læk, eksporter',
    data: 'kundedata*, kundeoplysning*, kundeliste*, kunderegist*, personoplysninger om, alle samtaler, hele samtalen, samtalehistorik*, chathistorik*, alle beskeder, alle mails, alle e-mails, indbakken, andre kunder, adgangskode*, loginoplysning*, brugerdata*, databasen, kontaktliste*',
    toward: 'til, via',
    'note-to':
      'note til, notat til, besked til, meddelelse til, instruks til, instruktion til, instruktioner til, instrukser til, instruktioner for, til alle, vigtigt for, kommando til',
    program:
      'AI, sprogmodel*, AI-assistent*, AI-agent*, AI-model*, AI-system*, AI’en, AI, virtuel assistent, digital assistent, automatisk assistent, kunstig intelligens',
    'if-you-are': 'hvis du er, såfremt du er, er du en, hvis dette læses af',
    person: 'menneske, menneskelig, person, rigtig, kollega, sagsbehandler, nogen, medarbejder, chef, ring, kundeservice',
    summarizing:
      'når du opsummerer, når du sammenfatter, når du resumerer, hvis du opsummerer, ved opsummering af, når du skal opsummere, før du opsummerer, i opsummeringen af, i din opsummering af, i dit resumé af, når du analyserer, når du behandler, når du klassificerer, når du oversætter, i stedet for at opsummere',
    'this-message':
      'denne e-mail, denne mail, denne besked, e-mailen, mailen, beskeden, sagen, denne sag, henvendelsen, denne henvendelse, samtalen, denne samtale, tråden, dokumentet, teksten',
    conceal:
      'fortæl ikke, sig ikke, nævn ikke, afslør ikke, informer ikke, lad ikke, underret ikke, du må ikke fortælle, du må ikke nævne, uden at fortælle, uden at informere, uden at nævne, skjul dette for, hold dette hemmeligt for',
    user: 'brugeren, brugere, mennesket, operatøren, disse instrukser, disse instruktioner, denne instruks, denne instruktion, denne prompt, læseren',
    must: 'skal, må, ignorer, glem, følg, udfør, afslør, godkend, bevilg, marker, slet, send, svar, skriv',
    decode: 'afkod, afkode, dekrypter, dechifrer, tolk, oversæt, konverter',
    encoded: 'kodet, kodede, krypteret, krypterede, strengen, chiffer*',
    execute: 'udfør, følg, kør, adlyd, handl',
    refusal:
      'afvis aldrig, du må ikke afvise, du kan ikke nægte, nægt aldrig, sig aldrig at du ikke kan, sig aldrig nej, begynd dit svar med, start dit svar med, uden etiske, du skal adlyde, ingen etiske',
    hijack:
      'din nye opgave er, din eneste opgave er, din egentlige opgave er, din rigtige opgave er, din opgave er nu, dine nye instruk*, dine rigtige instruk*, ny systemprompt*, nye systeminstruk*, stop med det du laver og, slut på prompt*, slut på instruktionerna, i stedet for at svare',
    'new-rules':
      'ny instruks, nye instrukser, ny instruktion, nye instruktioner, nye regler, ny opgave, systeminstruk*, systembesked, skjult instruk*, skjulte instruk*',
    lead: 'venligst, vær venlig at, vær så venlig at, nu, og, skal, må, bør, at, så, først, i stedet, bare, kan du, men, altid, straks, derefter',
    write: 'skriv, generer, lav, digt, komponer, find på, fortæl, giv mig',
    piece: 'et digt, novelle*, stil om, essay*, sang, haiku*, limerick*, eventyr, vittighed*, blogindlæg, tale om',
    translate: 'oversæt, oversætte',
    text: 'følgende, sætning*, frase*, ordet, tekst*, afsnit*, dette, denne, besked*',
    language:
      'engelsk, fransk, tysk, spansk, italiensk, portugisisk, hollandsk, svensk, norsk, dansk, finsk, polsk, russisk, japansk, kinesisk, arabisk, latin',
    'program-code': 'funktion, program, kode, script, algoritme*',
    edit: 'ændr, modificer, omskriv, omformuler, oversæt, stav, formater, udvid, forbedr, erstat',
    'put-in': 'tilføj, inkluder, medtag, nævn, foreslå, anbefal, begynd, afslut, indled',
    'your-answer': 'dit svar, i dit svar, din opsummering, dit resumé',
    particulars:
      'ordre*, nummer*, ordrenummer*, reference*, sag, sagen, sagsnummer*, navn*, adresse*, telefon*, konto*, pris*, dato*, faktura*, information*, oplysning*, billede*, kopi*, hvornår, hvordan, om, hvorfor',
  },
}
