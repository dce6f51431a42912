/** Italian, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const ITALIAN: Vocabulary = {
  language: 'it',
  words: {
    ignore:
      'ignora, ignori, ignorate, ignorare, dimentica, dimentichi, dimenticate, dimenticare, tralascia, tralasci, trascura, trascuri, scarta, non seguire, non segua, non obbedire, smetti di seguire, smetta di seguire, non tenere conto, non tener conto, annulla, aggira, bypassa, cancella, sovrascrivi',
    earlier:
      'precedente, precedenti, sopra, sopra riportate, tutte, tutti, tutto, qualsiasi, ogni, originali, iniziali, esistenti, date, ricevute, che hai ricevuto, che ti sono state date, finora, del sistema, di sistema, tue',
    rules:
      'istruzione, istruzioni, regole, direttive, linee guida, indicazioni, prompt*, comandi, restrizioni, vincoli, contesto, ordini che',
    'own-rules':
      'tue istruzioni, sue istruzioni di sistema, tue linee guida, tuo prompt, tua programmazione, tuo addestramento, tue restrizioni, regole di sicurezza, filtri di sicurezza, istruzioni di sistema, istruzioni del sistema, messaggio di sistema',
    'forget-all':
      'dimentica tutto quello che, dimentica tutto ciò che, dimentica quanto sopra, ignora tutto quanto sopra, ignora quanto sopra, ignora tutto ciò che precede, ignora tutto quello sopra, dimentica quello che ti',
    mine: 'mio, mia, miei, mie, nostro, nostra, nostri, nostre, del cliente',
    trade:
      'pagamento, pagamenti, consegna, spedizione, montaggio, fattura*, reso, resi, lavaggio, banca, bancari*, conto, parcheggio, ordine, ordini, installazione, acquisto, bonifico',
    'you-are':
      'ora sei, adesso sei, d’ora in poi sei, da ora in poi sei, da adesso sei, a partire da ora sei, non sei più, agisci come, comportati come, fai finta di essere, fingi di essere, assumi il ruolo, interpreta il ruolo, immagina di essere, recita il ruolo, simula di essere, lei ora è',
    role: 'un’AI, l’AI, dell’AI, all’AI, assistente AI, agente AI, IA, un’IA, assistente, modello linguistico, modello di linguaggio, senza restrizioni, senza censura, senza filtri, senza limiti, senza limitazioni, senza regole, illimitat*, modalità sviluppatore, modalità debug, modalità manutenzione, modalità di manutenzione, modalità amministratore, modalità test, hacker, libero da, libera da, vincolato da, amministratore di sistema, intelligenza artificiale, nessuna restrizione, nessuna regola',
    reveal:
      'rivela, riveli, rivelare, mostra, mostri, mostrare, mostrami, mi mostri, stampa, stampi, stampare, ripeti, ripeta, ripetere, dimmi, mi dica, dammi, scrivi, scriva, invia, invii, elenca, copia, condividi, divulga, traduci, riassumi, qual è, quali sono, quali erano, cosa dicono',
    secret:
      'tuo prompt, tue istruzioni, istruzioni iniziali, istruzioni originali, istruzioni nascoste, istruzioni segrete, istruzioni interne, linee guida interne, prompt iniziale, prompt originale, istruzioni di sistema, istruzioni del sistema, tuo messaggio di sistema, tua configurazione iniziale, istruzioni che hai ricevuto',
    repeat: 'ripeti, ripeta, stampa, stampi, copia, riproduci, scrivi, mostra',
    above: 'testo sopra, testo precedente, tutto quanto sopra, tutta la conversazione, intera conversazione, parole sopra, testo qui sopra',
    send: 'invia, invii, inviare, inoltra, inoltri, inoltrare, manda, mandi, mandare, spedisci, pubblica, carica, trasmetti, trasferisci, esporta',
    data: 'dati dei clienti, dati clienti, dati del cliente, dati di tutti, elenco dei clienti, lista dei clienti, database, banca dati, informazioni sui clienti, dati personali di, tutte le conversazioni, tutta la conversazione, intera conversazione, cronologia della conversazione, cronologia delle conversazioni, cronologia della chat, tutti i messaggi, tutte le e-mail, tutte le email, posta in arrivo, altri clienti, password di, le password, credenziali, dati degli utenti, dati utente, chiavi API, elenco contatti',
    toward: 'a, all, al, verso',
    'note-to':
      'nota per, avviso per, messaggio per, istruzione per, istruzioni per, attenzione, importante per, a qualsiasi, a tutte le, a ogni, nota all, istruzioni all, comando per',
    program:
      'un’AI, l’AI, dell’AI, all’AI, assistente AI, agente AI, IA, modello linguistico, modelli linguistici, assistente IA, assistente virtuale, assistente automatico, agente IA, sistema di IA, modello di IA, intelligenza artificiale',
    'if-you-are': 'se sei, se lei è, sei una, sei un, se questo viene letto da, se questo messaggio viene letto da',
    person:
      'persona, umano, umana, reale, vera, vero, qualcuno, collega, operatore, dipendente, responsabile, telefono, chiamare, chiamatemi',
    summarizing:
      'quando riassumi, quando riassume, nel riassumere, se riassumi, prima di riassumere, nel tuo riassunto di, nel riassunto di, nel riepilogo di, quando analizzi, nell’analizzare, quando elabori, quando traduci, quando classifichi, invece di riassumere, anziché riassumere',
    'this-message':
      'questa e-mail, questa email, questa mail, questo messaggio, questo ticket, questa conversazione, questo documento, questo testo, la mail, l’email, il messaggio, questa richiesta',
    conceal:
      'non dire, non dirlo, non lo dire, non menzionare, non rivelare, non informare, non avvisare, non far sapere, mai menzionare, mai rivelare, senza dirlo, senza dire, senza informare, senza avvisare, senza menzionare, nascondi questo, tieni questo segreto, non parlare',
    user: 'utente, utenti, all’umano, l’operatore, queste istruzioni, questa istruzione, questo prompt, lettore',
    must: 'devi, deve, ignora, dimentica, segui, esegui, rivela, approva, segna, elimina, invia, rispondi, scrivi, non',
    decode: 'decodifica, decodifichi, decodificare, decifra, decifri, decifrare, decripta, traduci, converti',
    encoded: 'codificat*, cifrat*, criptat*, stringa, seguente stringa',
    execute: 'esegui, esegua, eseguila, eseguilo, segui, seguila, seguilo, obbedisci, applica, fai quello che',
    refusal:
      'non rifiutare mai, non puoi rifiutare, non puoi rifiutarti, non rifiutarti, non dire mai che non puoi, non dire mai di no, devi obbedire, inizia la tua risposta con, comincia la tua risposta con, senza restrizioni etiche, senza etica',
    hijack:
      'il tuo nuovo compito è, il tuo unico compito è, il tuo vero compito è, il tuo compito ora è, il tuo compito adesso è, le tue nuove istruzioni, le tue vere istruzioni, nuovo prompt di sistema, nuove istruzioni di sistema, smetti di fare quello che stai facendo e, fine del prompt, fine delle istruzioni, invece di rispondere',
    'new-rules':
      'nuova istruzione, nuove istruzioni, nuove regole, nuovo compito, istruzione di sistema, istruzioni di sistema, messaggio di sistema, istruzioni nascoste',
    lead: 'per favore, per cortesia, si prega di, ora, adesso, e, devi, deve, prima, poi, quindi, semplicemente, solo, sempre, immediatamente, puoi, potresti, può, ma, invece, ti chiedo di, le chiedo di',
    write: 'scrivi, scriva, genera, crea, componi, componga, inventa, raccontami, dammi',
    piece: 'poesia, poesie, racconto, saggio, canzone, haiku*, barzelletta*, discorso, sonetto*, favola, fiaba, storia su',
    translate: 'traduci, traduca, tradurre',
    text: 'seguente*, seguenti, frase*, parola*, testo*, paragrafo*, questo, questa, messaggio',
    language:
      'inglese, francese, tedesco, spagnolo, italiano, portoghese, olandese, svedese, norvegese, danese, finlandese, polacco, russo, giapponese, cinese, arabo, latino',
    'program-code': 'funzione, programma, codice, script, algoritm*',
    edit: 'modifica, cambia, riscrivi, riformula, traduci, formatta, migliora, sostituisci, amplia',
    'put-in': 'aggiungi, includi, inserisci, menziona, consiglia, suggerisci, inizia, termina, promuovi',
    'your-answer': 'tua risposta, nella tua risposta, tue risposte, tuo riassunto',
    particulars:
      'ordine, ordini, numero*, riferimento, nome, indirizzo, telefono, conto, prezzo, data, fattura*, informazioni, dati, foto, copia, quando, come, perché',
  },
}
