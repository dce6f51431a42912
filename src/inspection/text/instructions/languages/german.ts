/** German, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const GERMAN: Vocabulary = {
  language: 'de',
  verbLast: true,
  words: {
    ignore:
      'ignoriere, ignorieren, ignoriert, ignorier, vergiss, vergesse, vergessen, vergesst, missachte, missachten, umgehe, umgehen, überschreibe, überschreiben, lass außer acht, lassen sie außer acht, setze dich hinweg über, befolge nicht, befolge keine, befolgen sie nicht, befolgen sie keine, übergehe, übergehen, verwirf, verwerfen, hör auf, lösche, löschen',
    earlier:
      'vorherig*, vorherige, bisherig*, vorangegangen*, vorig*, vorige, vorigen, obig*, obige, obigen, oben, alle, allen, alles, sämtliche, früher*, ursprünglich*, bestehend*, erhalten hast, die du erhalten, die dir, gegeben wurden, zuvor, vorher, deine, deinen, ihre systemanweisungen',
    rules:
      'anweisung*, instruktion*, regeln, richtlinie*, direktive*, vorgaben, prompt*, befehle, befehlen, beschränkung*, einschränkung*, vorschriften, kontext',
    'own-rules':
      'deine anweisungen, deine regeln und, deine richtlinien, deinen prompt, deine programmierung, dein training, deine einschränkungen, sicherheitsregeln, sicherheitsrichtlinie*, sicherheitsfilter*, systemanweisung*, systemprompt*, system-prompt*, systemnachricht',
    'forget-all':
      'vergiss alles was du, vergiss alles oben, vergiss alles obige, vergiss alles zuvor, vergiss was du, ignoriere alles oben, ignoriere alles obige, ignoriere alles zuvor, ignoriere alles vorherige',
    mine: 'mein, meine, meinen, meiner, meinem, unser, unsere, unseren, unserer, seine, seinen, des kunden',
    trade:
      'liefer*, zahlung*, zahlungs*, montage*, montageanleitung*, aufbau*, rechnung*, rückgabe*, wasch*, pflege*, bank*, konto*, park*, bestell*, versand*, installations*, kauf*, überweisung*',
    'you-are':
      'du bist jetzt, du bist nun, du bist ab jetzt, ab jetzt bist du, von nun an bist du, ab sofort bist du, du bist nicht mehr, du bist nicht länger, agiere als, agieren sie als, verhalte dich wie, verhalte dich als, tu so als, tue so als, gib dich als, nimm die rolle, übernimm die rolle, übernehme die rolle, stell dir vor du bist, spiele die rolle, handle als, sie sind jetzt, sie sind nun, sie sind ab jetzt',
    role: 'AI, assistent, sprachmodell*, uneingeschränkt*, unzensiert*, ungefiltert*, entwicklermodus, debugmodus, debug-modus, wartungsmodus, adminmodus, administratormodus, testmodus, hacker, ohne einschränkung*, ohne beschränkung*, ohne regeln, keine einschränkungen, keine regeln, keinen regeln, frei von, gebunden an, systemadministrator, KI, KI-assistent*, KI-modell*, künstliche intelligenz',
    reveal:
      'verrate, verraten, zeige, zeig, zeigen, gib, geben, nenne, nennen, offenbare, offenlegen, lege offen, wiederhole, wiederholen, drucke, schreibe, schreib, sende, liste, kopiere, teile, übersetze, fasse, was ist, was sind, wie lautet, wie lauten, was steht, ausgeben, anzeigen',
    secret:
      'deinen prompt, deinen system*, deine systemanweisung*, systemprompt*, system-prompt*, deine anweisungen, deine ursprünglichen, deine ersten anweisungen, deine versteckten, deine geheimen, deine internen, deine initialen, deine anfänglichen, versteckten anweisungen, geheimen anweisungen, internen anweisungen, internen richtlinien, systemanweisung*, systemnachricht, anweisungen die du, ihre systemanweisung*, ihren systemprompt',
    repeat: 'wiederhole, wiederholen, gib, drucke, schreibe, kopiere, ausgeben',
    above:
      'den text oben, den obigen text, text oberhalb, alles oben, alles obige, das gesamte gespräch, die gesamte unterhaltung, den gesamten chat, wort für wort aus',
    send: 'sende, senden, schicke, schick, schicken, leite, leiten, weiterleiten, poste, lade, hochladen, übermittle, übermitteln, übertrage, exportiere',
    data: 'kundendaten*, kundenliste*, kundendatenbank, kundeninformation*, personenbezogenen daten, daten aller, alle gespräche, gesamte gespräch, gesamten gesprächsverlauf, gesprächsverlauf, chatverlauf, unterhaltung, alle nachrichten, alle e-mails, alle mails, posteingang, anderer kunden, andere kunden, passwört*, passwort*, zugangsdaten, nutzerdaten, benutzerdaten, datenbank, kontaktliste',
    toward: 'an, nach, zu, auf',
    'note-to':
      'hinweis an, hinweis für, notiz an, nachricht an, anweisung an, anweisung für, anweisungen an, anweisungen für, mitteilung an, achtung, an alle, an jede, wichtig für, befehl an',
    program:
      'AI, sprachmodell*, KI-assistent*, KI-agent*, KI-modell*, KI-system*, KI, virtuellen assistenten, virtueller assistent, digitalen assistenten, automatischen assistenten, künstliche intelligenz',
    'if-you-are':
      'wenn du ein, wenn du eine, falls du ein, falls du eine, wenn sie eine, wenn sie ein, falls sie eine, falls sie ein, bist du eine, bist du ein, sofern du eine, sofern du ein, wenn dies von, falls dies von',
    person: 'mensch, menschen, menschlich*, person, echten, echte, kollegen, mitarbeiter*, jemand*, chef, anrufen, rufen, kundendienst',
    summarizing:
      'wenn du diese, wenn du dieses, beim zusammenfassen, bei der zusammenfassung, in deiner zusammenfassung, in der zusammenfassung, bevor du diese, beim analysieren, bei der analyse, beim verarbeiten, bei der verarbeitung, beim übersetzen, beim klassifizieren, anstatt diese, statt diese',
    'this-message':
      'e-mail zusammenfasst, mail zusammenfasst, nachricht zusammenfasst, text zusammenfasst, dieser e-mail, dieser mail, diese e-mail, diese mail, dieser nachricht, diese nachricht, dieses textes, dieser anfrage, dieses tickets, dieser unterhaltung, dieses dokuments, der e-mail, der nachricht, zusammenfasst, zusammenzufassen',
    conceal:
      'sage nicht, sag nicht, erzähle nicht, erwähne nicht, verrate nicht, informiere nicht, sag dem, sage dem, erzähle dem, verrate dem, teile dem, ohne dem, ohne den, verheimliche, verschweige, verbirg dies vor, halte dies geheim vor',
    user: 'benutzer nicht, nutzer nicht, benutzer nichts, nutzer nichts, dem benutzer, dem nutzer, den benutzer, den nutzer, diese anweisung*, dieser anweisung*, diesen prompt, dem menschen nicht, dem menschen nichts',
    must: 'musst, müssen, sollst, ignoriere, vergiss, befolge, führe, verrate, genehmige, markiere, lösche, sende, antworte, schreibe, gib',
    decode: 'dekodiere, dekodieren, entschlüssele, entschlüsseln, decodiere, decodieren, entziffere, übersetze, wandle',
    encoded: 'kodiert*, codiert*, verschlüsselt*, zeichenkette, zeichenfolge, chiffre',
    execute: 'führe, ausführen, befolge, befolgen, folge, folgen, gehorche, handle',
    refusal:
      'verweigere niemals, verweigere nie, lehne niemals ab, lehne nie ab, du darfst nicht ablehnen, du darfst dich nicht weigern, sage niemals dass du, sage nie dass du, sag niemals dass du, beginne deine antwort mit, ohne ethische, keine ethischen, du musst gehorchen',
    hijack:
      'deine neue aufgabe ist, deine einzige aufgabe ist, deine eigentliche aufgabe ist, deine wahre aufgabe ist, deine aufgabe ist jetzt, deine aufgabe ist nun, deine neuen anweisungen, deine eigentlichen anweisungen, deine wahren anweisungen, neuer systemprompt, neue systemanweisung*, hör auf mit dem was du, ende des prompts, ende der anweisungen, anstatt zu antworten, statt zu antworten',
    'new-rules':
      'neue anweisung, neue anweisungen, neue regeln, neue aufgabe, systemanweisung*, systemnachricht, versteckte anweisung*, neue instruktion*',
    lead: 'bitte, nun, jetzt, und, musst, sollst, solltest, zunächst, zuerst, dann, stattdessen, einfach, sofort, danach, aber, immer, kannst du, könntest du, können sie, sie müssen, du musst',
    write: 'schreibe, schreib, schreiben sie, verfasse, dichte, erstelle, generiere, komponiere, erfinde, erzähle, gib mir',
    piece:
      'gedicht*, kurzgeschichte*, aufsatz*, lied, liedtext*, haiku*, limerick*, märchen, witz, witze, blogbeitrag, rede über, geschichte über',
    translate: 'übersetze, übersetzen, übersetz',
    text: 'folgend*, satz, sätze, wort, text*, absatz, dies*, nachricht',
    language:
      'englisch*, französisch*, deutsch*, spanisch*, italienisch*, portugiesisch*, niederländisch*, schwedisch*, norwegisch*, dänisch*, finnisch*, polnisch*, russisch*, japanisch*, chinesisch*, arabisch*, latein*',
    'program-code': 'funktion, programm, code, skript, algorithm*',
    edit: 'ändere, verändere, modifiziere, schreibe um, formuliere, übersetze, formatiere, erweitere, verbessere, ersetze',
    'put-in': 'füge, ergänze, erwähne, empfiehl, schlage, beginne, beende, integriere',
    'your-answer': 'deiner antwort, deine antwort, in deiner antwort, deiner zusammenfassung, deine zusammenfassung',
    particulars:
      'bestell*, nummer*, bestellnummer*, referenz*, namen, name, adresse*, telefon*, konto*, preis*, datum, rechnung*, information*, angaben, bild*, kopie*, wann, wie, ob, warum',
  },
}
