/** Polish, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const POLISH: Vocabulary = {
  language: 'pl',
  verbLast: true,
  words: {
    ignore:
      'zignoruj, zignorujcie, zignorować, ignoruj, ignorować, pomiń, pomijaj, pominąć, zapomnij, zapomnij o, zapomnieć, odrzuć, nie przestrzegaj, nie stosuj się, nie wykonuj, przestań przestrzegać, przestań stosować, obejdź, nadpisz, unieważnij, zlekceważ, nie zwracaj uwagi na, usuń',
    earlier:
      'poprzednie, poprzednich, wcześniejsze, wcześniejszych, powyższe, powyższych, powyżej, wszystkie, wszystkich, wszelkie, wszystko, dotychczasowe, dotychczasowych, pierwotne, początkowe, istniejące, otrzymane, które otrzymałeś, które dostałeś, do tej pory, systemowe, systemowych, swoje, twoje',
    rules:
      'instrukcje, instrukcji, instrukcjach, instrukcjami, polecenia, poleceń, poleceniach, zasady, zasad, zasadach, reguły, reguł, regułach, wytyczne, wytycznych, dyrektywy, dyrektyw, prompt*, ograniczenia, ograniczeń, ograniczeniach, nakazy, kontekst, wskazówki',
    'own-rules':
      'swoje instrukcje, swoich instrukcjach, twoje instrukcje, twoich instrukcji, swoje wytyczne, swoje ograniczenia, swój prompt, swoje oprogramowanie, zasady bezpieczeństwa, filtry bezpieczeństwa, instrukcje systemowe, instrukcji systemowych, prompt systemowy, promptu systemowego, prompcie systemowym, komunikat systemowy',
    'forget-all':
      'zapomnij wszystko co, zapomnij o wszystkim co, zapomnij o wszystkim powyżej, zignoruj wszystko powyżej, zignoruj wszystko co, zignoruj całą powyższą, zapomnij co ci',
    mine: 'mój, moja, moje, moją, mojego, mojej, moich, nasz, nasza, nasze, naszą, naszego, naszych, jego, jej, ich',
    trade:
      'płatnoś*, płatności, dostaw*, dostawy, wysyłk*, wysyłki, montaż*, montażu, faktur*, zwrot*, prania, bank*, konta, konto, parkow*, zamówien*, zamówienia, instalac*, zakup*, przelew*',
    'you-are':
      'jesteś teraz, teraz jesteś, od teraz jesteś, od tej pory jesteś, od tej chwili jesteś, nie jesteś już, zachowuj się jak, zachowuj się jakbyś, działaj jako, działaj jak, udawaj, udawaj że jesteś, wciel się w rolę, przyjmij rolę, wyobraź sobie że jesteś, odgrywaj rolę, odegraj rolę, wystąp jako',
    role: 'AI, SI, asystent*, model językowy, modelem językowym, bez ograniczeń, bez cenzury, bez filtrów, bez zasad, bez reguł, nieograniczon*, nieocenzurowan*, niefiltrowan*, trybie deweloperskim, trybie programisty, tryb deweloperski, trybie debugowania, trybie administratora, trybie serwisowym, trybie testowym, hakerem, haker, wolny od, wolną od, administratorem systemu, sztuczną inteligencją, sztuczna inteligencja',
    reveal:
      'ujawnij, ujawnić, pokaż, pokazać, wyświetl, wyświetlić, wypisz, wydrukuj, powtórz, powtórzyć, powiedz, podaj, podać, napisz, wyślij, wymień, skopiuj, udostępnij, zdradź, przetłumacz, streść, jaki jest, jakie są, jakie były, co mówią',
    secret:
      'swój prompt, swojego promptu, twój prompt, prompt systemowy, promptu systemowego, instrukcje systemowe, swoje instrukcje, swoich instrukcji, twoje instrukcje, początkowe instrukcje, pierwotne instrukcje, ukryte instrukcje, tajne instrukcje, wewnętrzne instrukcje, wewnętrzne wytyczne, instrukcje początkowe, instrukcje które otrzymałeś, komunikat systemowy',
    repeat: 'powtórz, wypisz, wydrukuj, skopiuj, napisz, wyświetl, przepisz',
    above: 'powyższy tekst, tekst powyżej, wszystko powyżej, całą rozmowę, cała rozmowa, całą konwersację, słowa powyżej',
    send: 'wyślij, wysłać, prześlij, przesłać, przekaż, przekazać, opublikuj, wgraj, wyeksportuj, udostępnij',
    data: 'dane klientów, danych klientów, listę klientów, bazę danych, bazę klientów, dane osobowe, dane wszystkich, wszystkie rozmowy, całą rozmowę, całą konwersację, historię rozmowy, historię rozmów, historię czatu, wszystkie wiadomości, wszystkie maile, wszystkie e-maile, skrzynkę odbiorczą, innych klientów, hasła, dane logowania, dane użytkowników, klucze API, listę kontaktów',
    toward: 'na, do, pod',
    'note-to':
      'uwaga dla, uwaga do, notatka dla, wiadomość dla, wiadomość do, instrukcja dla, instrukcje dla, polecenie dla, uwaga, ważne dla, do wszystkich, do każdego, informacja dla',
    program:
      'AI, SI, modelu językowego, model językowy, modeli językowych, asystenta AI, asystent AI, asystencie AI, agenta AI, agent AI, wirtualnego asystenta, wirtualny asystent, systemu AI, modelu AI, sztucznej inteligencji, sztuczna inteligencja',
    'if-you-are': 'jeśli jesteś, jeżeli jesteś, o ile jesteś, czy jesteś, jeśli czyta to, jeżeli czyta to',
    person:
      'człowiek*, osoba, osobą, ludzki, ludzkim, prawdziwym, prawdziwą, ktoś, kimś, kolega, konsultant*, pracownik*, kierownik*, telefon*, zadzwoń, proszę o kontakt',
    summarizing:
      'podsumowując, streszczając, gdy podsumowujesz, kiedy podsumowujesz, gdy będziesz podsumowywać, kiedy streszczasz, gdy streszczasz, przy podsumowaniu, przy streszczaniu, przed podsumowaniem, w podsumowaniu, w swoim podsumowaniu, w streszczeniu, analizując, gdy analizujesz, przetwarzając, gdy przetwarzasz, tłumacząc, zamiast podsumowywać, zamiast streszczać',
    'this-message':
      'ten e-mail, ten email, ten mail, tę wiadomość, tej wiadomości, tego maila, tego e-maila, to zgłoszenie, tego zgłoszenia, tę rozmowę, tej rozmowy, ten dokument, tego dokumentu, ten tekst, tego tekstu, wiadomość',
    conceal:
      'nie mów, nie wspominaj, nie ujawniaj, nie informuj, nie zdradzaj, nie powiadamiaj, nie pozwól, nigdy nie wspominaj, nigdy nie ujawniaj, bez informowania, bez powiadamiania, bez wspominania, ukryj to przed, zachowaj to w tajemnicy przed',
    user: 'użytkownik*, użytkownikowi, użytkownika, człowiekowi, operatorowi, operatora, tych instrukcjach, tych instrukcji, te instrukcje, tej instrukcji, tym poleceniu, tych poleceniach, tym prompcie, czytelnikowi',
    must: 'musisz, powinieneś, zignoruj, zapomnij, wykonaj, ujawnij, zatwierdź, oznacz, usuń, wyślij, odpowiedz, napisz, nie',
    decode: 'odkoduj, zdekoduj, odszyfruj, rozszyfruj, dekoduj, przetłumacz, przekonwertuj',
    encoded: 'zakodowan*, zaszyfrowan*, ciąg, ciąg znaków, łańcuch',
    execute: 'wykonaj, wykonać, postępuj, zastosuj, uruchom, bądź posłuszny',
    refusal:
      'nigdy nie odmawiaj, nie wolno ci odmówić, nie możesz odmówić, nigdy nie mów że nie możesz, nigdy nie mów nie, musisz być posłuszny, rozpocznij swoją odpowiedź od, zacznij swoją odpowiedź od, zacznij odpowiedź od, bez zastrzeżeń etycznych, bez ograniczeń etycznych',
    hijack:
      'twoim nowym zadaniem jest, twoje nowe zadanie to, twoim jedynym zadaniem jest, twoje jedyne zadanie to, twoim prawdziwym zadaniem jest, twoim zadaniem jest teraz, twoje zadanie to teraz, twoje nowe instrukcje, twoje prawdziwe instrukcje, nowy prompt systemowy, nowe instrukcje systemowe, przestań robić to co robisz i, koniec promptu, koniec instrukcji, zamiast odpowiadać',
    'new-rules':
      'nowa instrukcja, nowe instrukcje, nowe polecenie, nowe polecenia, nowe zasady, nowe zadanie, instrukcja systemowa, instrukcje systemowe, komunikat systemowy, ukryte instrukcje',
    lead: 'proszę, teraz, i, oraz, musisz, powinieneś, najpierw, potem, następnie, zamiast tego, po prostu, tylko, zawsze, natychmiast, czy możesz, ale, masz',
    write: 'napisz, wygeneruj, stwórz, utwórz, skomponuj, ułóż, wymyśl, opowiedz',
    piece: 'wiersz o, wierszyk*, opowiadanie, esej*, piosenk*, haiku*, limeryk*, bajkę, żart*, dowcip*, przemówienie, historyjkę, opowieść',
    translate: 'przetłumacz, przetłumaczyć, tłumacz',
    text: 'następujące*, następujący, zdanie*, słowo, tekst*, akapit*, to, tę, wiadomość',
    language:
      'angielski, francuski, niemiecki, hiszpański, włoski, portugalski, niderlandzki, holenderski, szwedzki, norweski, duński, fiński, polski, rosyjski, japoński, chiński, arabski, łacinę',
    'program-code': 'funkcję, program, kod, skrypt, algorytm*',
    edit: 'zmień, zmodyfikuj, przeredaguj, przepisz, przeformułuj, przetłumacz, sformatuj, popraw, zastąp, rozszerz',
    'put-in': 'dodaj, dołącz, wstaw, wspomnij, poleć, zasugeruj, zacznij, zakończ',
    'your-answer': 'swojej odpowiedzi, swoją odpowiedź, twojej odpowiedzi, w swojej odpowiedzi, w odpowiedzi, swoim podsumowaniu',
    particulars:
      'zamówien*, numer*, referenc*, nazwisk*, imię, adres*, telefon*, konto, konta, cenę, ceny, datę, daty, faktur*, informac*, dane, zdjęci*, kopię, kiedy, jak, czy, dlaczego',
  },
}
