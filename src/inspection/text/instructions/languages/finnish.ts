/** Finnish, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. Endings stand for the cases. */
import type { Vocabulary } from '../vocabulary.ts'

export const FINNISH: Vocabulary = {
  language: 'fi',
  verbLast: true,
  words: {
    ignore:
      'jätä huomiotta, jättäkää huomiotta, jätä huomioimatta, jättäkää huomioimatta, jätä, sivuuta, sivuuttakaa, unohda, unohtakaa, ohita, ohittakaa, älä noudata, älkää noudattako, älä seuraa, älä tottele, lakkaa noudattamasta, lopeta noudattaminen, kumoa, hylkää, poista',
    earlier:
      'aiemmat, aiempia, aiemmin, edelliset, edellisiä, edeltävät, edeltäviä, yllä, yllä olevat, yllä olevia, yläpuolella, kaikki, kaikkia, kaikista, alkuperäiset, alkuperäisiä, tähänastiset, tähänastisia, saamasi, annetut, annettuja, nykyiset, entiset, järjestelmän',
    rules:
      'ohjeet, ohjeita, ohjeesi, ohjeitasi, ohjeista, ohjeen, säännöt, sääntöjä, sääntösi, sääntöjäsi, määräykset, määräyksiä, käskyt, käskyjä, komennot, komentoja, rajoitukset, rajoituksia, rajoituksesi, suuntaviiv*, kehote, kehotteet, kehotteita, prompti*, ohjeistus*, ohjeistuksia, huomiotta aiemmat ohjeet',
    'own-rules':
      'omat ohjeesi, sinun ohjeesi, ohjeesi ja, ohjelmointisi, koulutuksesi, turvallisuussään*, turvasään*, turvasuodat*, järjestelmäohje*, järjestelmäkehot*, järjestelmäprompt*, järjestelmäviestisi',
    'forget-all':
      'unohda kaikki mitä, unohda kaikki yllä, unohda kaikki edellä, unohda kaikki aiempi, jätä kaikki yllä, jätä kaikki edellä, sivuuta kaikki yllä, sivuuta kaikki edellä, unohda mitä sinulle',
    mine: 'minun, meidän, hänen, heidän, viestini, sähköpostini, ohjeeni, ohjeitani, ohjeemme, pyyntöni, tilaukseni',
    trade:
      'maksu*, toimitus*, kokoamis*, asennus*, lasku*, palautus*, pesu*, pankki*, pankin, tilin, pysäköinti*, tilaus*, tilauksen, osto*, käyttöohj*, lähetys*',
    'you-are':
      'olet nyt, sinä olet nyt, tästä lähtien olet, tästä eteenpäin olet, nyt olet, et ole enää, toimi kuin, toimi ikään kuin, esitä olevasi, teeskentele olevasi, leiki olevasi, käyttäydy kuin, ota rooli, omaksu rooli, kuvittele olevasi, näyttele, esiinny',
    role: 'AI, tekoäly, tekoälynä, tekoälyavustaja*, avustaja, avustajana, kielimalli*, rajoittamaton*, rajoituksia, rajoituksetta, sensuroimaton*, suodattamaton*, sääntöjä, vailla sääntöjä, ilman rajoituksia, ilman sääntöjä, kehittäjätila*, ylläpitotila*, huoltotila*, testitila*, virheenkorjaustila*, hakkeri*, vapaa kaikista, järjestelmänvalvoja*',
    reveal:
      'paljasta, paljastakaa, näytä, näyttäkää, tulosta, tulostakaa, toista, toistakaa, kerro, kertokaa, anna, antakaa, kirjoita, lähetä, luettele, kopioi, jaa, käännä, tiivistä, mikä on, mitkä ovat, mitkä olivat, mitä ovat',
    secret:
      'kehotteesi, promptisi, järjestelmäkehot*, järjestelmäprompt*, järjestelmäohje*, ohjeesi, alkuperäiset ohjeesi, alkuperäiset ohjeet, piilotetut ohjeet, piilotetut ohjeesi, salaiset ohjeet, salaiset ohjeesi, sisäiset ohjeet, sisäiset ohjeesi, järjestelmäviestisi, saamasi ohjeet, ensimmäiset ohjeesi, aloitusohjeesi',
    repeat: 'toista, tulosta, kirjoita, kopioi, näytä',
    above: 'yllä oleva teksti, yllä olevan tekstin, kaikki yllä oleva, koko keskustelu, koko keskustelun, edellä oleva teksti',
    send: 'lähetä, lähettäkää, välitä, välittäkää, edelleenlähetä, lataa, siirrä, julkaise, vie, vuoda',
    data: 'asiakastiedot, asiakastietoja, asiakasluettelo*, asiakasrekisteri*, asiakkaiden tiedot, kaikki tiedot, kaikki keskustelut, koko keskustelu, koko keskustelun, keskusteluhistoria*, chat-historia*, kaikki viestit, kaikki sähköpostit, postilaatikko*, saapuneet-kansio*, muiden asiakkaiden, salasanat, salasanoja, kirjautumistiedot, käyttäjätiedot, tietokanta*, yhteystietoluettelo*',
    toward: 'osoitteeseen, palvelimelle, osoitteelle, sähköpostiin',
    address: 'osoitteeseen, palvelimelle',
    'note-to': 'huomautus, huomio, viesti, ohje, ohjeita, ohjeet, ilmoitus, tärkeää, käsky, määräys',
    program:
      'AI, tekoälylle, tekoälyavustaja*, tekoälyagent*, tekoälymalli*, tekoälyjärjestelm*, kielimalli*, virtuaaliavustaja*, virtuaaliselle avustajalle, tekoäly, tekoälyä, automaattiselle avustajalle',
    'if-you-are': 'jos olet, mikäli olet, oletko, jos tämän lukee, mikäli tämän lukee',
    person:
      'ihminen, ihmiselle, ihmisen, ihmistä, henkilö*, oikea, oikealle, joku, jollekin, asiakaspalvelija*, työntekijä*, esimies*, soittakaa, soita, puhelin*',
    summarizing:
      'kun tiivistät, kun teet yhteenvedon, jos tiivistät, tiivistäessäsi, ennen kuin tiivistät, yhteenvedossasi, yhteenvetoosi, kun analysoit, kun käsittelet, analysoidessasi, käsitellessäsi, kun käännät, kun luokittelet, sen sijaan että tiivistät',
    'this-message':
      'tämän viestin, tämän sähköpostin, tämän sähköpostiviestin, tätä viestiä, tätä sähköpostia, tämän tapauksen, tämän keskustelun, tämän asiakirjan, tämän tekstin, viestin, sähköpostin, tästä viestistä, tästä sähköpostista',
    conceal:
      'älä kerro, älkää kertoko, älä mainitse, älkää mainitko, älä paljasta, älkää paljastako, älä ilmoita, älä anna, kertomatta, mainitsematta, ilmoittamatta, salaa tämä, pidä tämä salassa',
    user: 'käyttäjälle, käyttäjä*, ihmiselle, operaattorille, näistä ohjeista, näitä ohjeita, tästä ohjeesta, tätä ohjetta, tästä kehotteesta, lukijalle',
    must: 'täytyy, pitää, sinun on, jätä, sivuuta, unohda, noudata, suorita, paljasta, hyväksy, merkitse, poista, lähetä, vastaa, kirjoita',
    decode: 'pura, purkakaa, dekoodaa, tulkitse, avaa, käännä, muunna',
    encoded: 'koodattu*, koodatun, salattu*, salatun, merkkijono*, koodaus*',
    execute: 'suorita, suorittakaa, noudata, noudattakaa, toteuta, tottele, toimi sen',
    refusal:
      'älä koskaan kieltäydy, et saa kieltäytyä, et voi kieltäytyä, älä koskaan sano että et, älä koskaan sano ei, aloita vastauksesi, sinun täytyy totella, sinun on toteltava, ilman eettisiä',
    hijack:
      'uusi tehtäväsi on, ainoa tehtäväsi on, todellinen tehtäväsi on, oikea tehtäväsi on, tehtäväsi on nyt, uudet ohjeesi, todelliset ohjeesi, oikeat ohjeesi, uusi järjestelmäkehote, uudet järjestelmäohjeet, lopeta se mitä olet tekemässä ja, kehotteen loppu, ohjeiden loppu, vastaamisen sijaan',
    'new-rules':
      'uusi ohje, uudet ohjeet, uudet säännöt, uusi tehtävä, järjestelmäohje*, järjestelmäviesti, piilotettu ohje, piilotetut ohjeet',
    lead: 'ole hyvä ja, olkaa hyvä ja, olkaa hyvät ja, ystävällisesti, nyt, ja, täytyy, pitää, sinun tulee, ensin, sitten, sen sijaan, vain, aina, heti, välittömästi, mutta, voitko',
    write: 'kirjoita, kirjoittakaa, luo, laadi, sävellä, keksi, kerro',
    piece: 'runo*, novelli*, essee*, laulu*, haiku*, limerikki*, satu, vitsi*, puhe aiheesta, tarina, tarinan, blogikirjoitus*',
    translate: 'käännä, kääntäkää',
    text: 'seuraava*, lause*, sana, teksti*, kappale*, tämä, viesti*',
    language:
      'englanniksi, ranskaksi, saksaksi, espanjaksi, italiaksi, portugaliksi, hollanniksi, ruotsiksi, norjaksi, tanskaksi, suomeksi, puolaksi, venäjäksi, japaniksi, kiinaksi, arabiaksi, latinaksi',
    'program-code': 'funktio*, ohjelma*, koodi*, skripti*, algoritmi*',
    edit: 'muuta, muokkaa, kirjoita uudelleen, käännä, muotoile, paranna, korvaa, laajenna',
    'put-in': 'lisää, sisällytä, mainitse, suosittele, ehdota, aloita, lopeta',
    'your-answer': 'vastauksesi, vastaukseesi, vastauksessasi, yhteenvetosi',
    particulars:
      'tilaus*, tilausnumero*, numero*, viite*, nimi, nimeni, osoite*, puhelin*, tili*, hinta*, päivämäärä*, lasku*, tiedot, tietoja, kuva*, kopio*, milloin, miten, miksi',
  },
}
