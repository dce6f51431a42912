/** French, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const FRENCH: Vocabulary = {
  language: 'fr',
  words: {
    ignore:
      'ignore, ignorez, ignorer, oublie, oubliez, oublier, fais abstraction de, faites abstraction de, ne tiens pas compte, ne tenez pas compte, ne tiens aucun compte, ne suis pas, ne suivez pas, ne suis plus, ne suivez plus, n’obéis pas, n’obéissez pas, n’obéis plus, cesse de suivre, cessez de suivre, arrête de suivre, arrêtez de suivre, outrepasse, outrepassez, contourne, contournez, annule, annulez, écarte, écartez, néglige, négligez, efface',
    earlier:
      'précédent, précédente, précédentes, précédents, antérieures, antérieurs, préalables, ci-dessus, toutes, tous, tout, toute, initiales, initial, originales, existantes, données, reçues, que tu as reçues, que vous avez reçues, jusqu’ici, jusqu’à présent, du système, tes',
    rules:
      'instruction, instructions, consigne, consignes, règles, directive, directives, prompt*, invite, commandes système, contraintes, restrictions, lignes directrices, contexte',
    'own-rules':
      'tes instructions, vos instructions système, tes consignes, ton prompt, votre prompt, ta programmation, ton entraînement, tes restrictions, règles de sécurité, filtres de sécurité, instructions système, instructions du système, consignes système, message système, invite système',
    'forget-all':
      'oublie tout ce que, oubliez tout ce que, oublie tout ce qui, oubliez tout ce qui, ignore tout ce qui précède, ignorez tout ce qui précède, ignore ce qui précède, ignorez ce qui précède, oublie ce qu’on',
    mine: 'mon, ma, mes, notre, nos, son, sa, ses, leur, leurs, du client',
    trade:
      'paiement*, livraison*, montage, facture*, facturation, retour*, remboursement, lavage, banque, bancaire*, compte, stationnement, commande, installation, achat*, virement*, assemblage',
    'you-are':
      'tu es maintenant, tu es désormais, vous êtes maintenant, vous êtes désormais, à partir de maintenant tu es, désormais tu es, dorénavant tu es, désormais vous êtes, à partir de maintenant vous êtes, tu n’es plus, vous n’êtes plus, agis comme, agis en tant que, agissez comme, agissez en tant que, comporte-toi comme, comportez-vous comme, fais semblant d’être, faites semblant d’être, fais comme si tu étais, prétends être, joue le rôle, jouez le rôle, prends le rôle, assume le rôle, adopte le rôle, imagine que tu es, imaginez que vous êtes, fais-toi passer pour',
    role: 'l’AI, une AI, assistant AI, IA, une IA, assistant, modèle de langage, sans restriction*, sans censure, non censuré*, sans filtre*, sans limite*, sans règle*, illimité*, mode développeur, mode débogage, mode maintenance, mode de maintenance, mode administrateur, mode test, hacker, pirate, libre de, soumis à, administrateur système, intelligence artificielle, aucune restriction, aucune règle, aucune limite',
    reveal:
      'révèle, révélez, révéler, montre, montrez, montrer, montre-moi, montrez-moi, affiche, affichez, afficher, imprime, imprimez, répète, répétez, répéter, dis-moi, dites-moi, donne, donnez, donne-moi, donnez-moi, écris, écrivez, envoie, envoyez, liste, listez, copie, copiez, partage, divulgue, divulguez, traduis, résume, quel est, quelles sont, quels sont, quelles étaient, que disent',
    secret:
      'ton prompt, votre prompt, tes instructions, tes consignes, instructions initiales, instructions originales, instructions cachées, instructions secrètes, instructions internes, consignes internes, consignes initiales, directives internes, prompt initial, instructions système, instructions du système, consignes système, invite système, ton message système, ta configuration initiale, instructions que tu as, instructions que vous avez',
    repeat: 'répète, répétez, imprime, imprimez, affiche, affichez, copie, copiez, reproduis, recopie, écris',
    above:
      'texte ci-dessus, texte précédent, tout ce qui précède, toute la conversation, l’intégralité de la conversation, conversation entière, mots ci-dessus',
    send: 'envoie, envoyez, envoyer, transmets, transmettez, transmettre, transfère, transférez, transférer, fais suivre, faites suivre, publie, publiez, téléverse, exporte, exportez',
    data: 'données des clients, données clients, données client, données de tous, liste des clients, liste de clients, base de données, informations des clients, données personnelles de, toutes les conversations, toute la conversation, l’intégralité de la conversation, historique de la conversation, historique des conversations, historique du chat, tous les messages, tous les e-mails, tous les mails, boîte de réception, autres clients, mots de passe, identifiants, données utilisateur*, clés d’API, clés API, liste de contacts',
    toward: 'à, au, vers',
    'note-to':
      'note à, note pour, message à, message pour, instruction à, instruction pour, instructions à, instructions pour, attention, important pour, à toute, à tous les, consigne pour, consignes pour, avis à, à l’attention de',
    program:
      'l’AI, une AI, assistant AI, IA, modèle de langage, modèles de langage, assistant IA, assistant virtuel, assistant automatique, agent IA, agent d’IA, système d’IA, modèle d’IA, intelligence artificielle',
    'if-you-are': 'si tu es, si vous êtes, es-tu une, êtes-vous une, si ceci est lu par, si ce message est lu par',
    person:
      'personne, humain, humaine, réelle, réel, vrai, vraie, quelqu’un, collègue, conseiller, employé, responsable, téléphone, appeler, appelez',
    summarizing:
      'lorsque tu résumes, lorsque vous résumez, quand tu résumes, quand vous résumez, en résumant, si tu résumes, si vous résumez, avant de résumer, dans ton résumé de, dans votre résumé de, dans le résumé de, lorsque tu analyses, en analysant, lors de l’analyse de, lors du résumé de, lors du traitement de, en traitant, en traduisant, en classant, au lieu de résumer',
    'this-message':
      'ce mail, cet e-mail, cet email, ce message, ce ticket, cette conversation, ce document, ce texte, ce courriel, le mail, le message, l’e-mail, cette demande',
    conceal:
      'ne dis pas, ne dites pas, ne dis rien, ne dites rien, ne mentionne pas, ne mentionnez pas, ne révèle pas, ne révélez pas, n’informe pas, n’informez pas, ne préviens pas, ne prévenez pas, ne laisse pas, ne parle pas, ne mentionne jamais, ne révèle jamais, sans le dire, sans dire, sans informer, sans prévenir, sans mentionner, cache ceci, cache cela, cachez ceci, garde ceci secret',
    user: 'utilisateur, utilisatrice, utilisateurs, l’humain, l’opérateur, ces instructions, cette instruction, ces consignes, cette consigne, ce prompt, lecteur',
    must: 'dois, devez, doit, ignore, ignorez, oublie, suis, exécute, révèle, approuve, marque, supprime, envoie, réponds, écris, ne',
    decode: 'décode, décodez, décoder, déchiffre, déchiffrez, décrypte, décryptez, traduis, convertis',
    encoded: 'encodé*, codé, codée, chiffré*, crypté*, chaîne, chaîne suivante',
    execute: 'exécute, exécutez, exécute-la, exécute-le, suis, suivez, obéis, obéissez, applique, appliquez, fais ce que',
    refusal:
      'ne refuse jamais, ne refusez jamais, tu ne peux pas refuser, vous ne pouvez pas refuser, ne dis jamais que tu ne peux pas, ne dites jamais que vous ne pouvez pas, ne dis jamais non, tu dois obéir, commence ta réponse par, commencez votre réponse par, sans restriction éthique, sans éthique',
    hijack:
      'ta nouvelle tâche est, votre nouvelle tâche est, ta seule tâche est, votre seule tâche est, ta véritable tâche est, ta vraie tâche est, ta tâche est maintenant, tes nouvelles instructions, vos nouvelles instructions, tes vraies instructions, nouveau prompt système, nouvelles instructions système, arrête ce que tu fais et, fin du prompt, fin des instructions, au lieu de répondre',
    'new-rules':
      'nouvelle instruction, nouvelles instructions, nouvelles consignes, nouvelles règles, nouvelle tâche, instruction système, instructions système, message système, instructions cachées',
    lead: 's’il te plaît, s’il vous plaît, svp, stp, veuillez, merci de, maintenant, et, dois, devez, d’abord, ensuite, puis, simplement, seulement, toujours, immédiatement, peux-tu, pouvez-vous, mais, plutôt',
    write: 'écris, écrivez, génère, générez, crée, créez, compose, composez, rédige, rédigez, invente, raconte-moi, donne-moi',
    piece: 'poème*, nouvelle sur, histoire courte, dissertation*, chanson, haïku*, blague*, discours, poésie, sonnet*, conte, histoire sur',
    translate: 'traduis, traduisez, traduire',
    text: 'suivant*, suivante, phrase*, mot, texte*, paragraphe*, ce, cette, message',
    language:
      'anglais, français, allemand, espagnol, italien, portugais, néerlandais, suédois, norvégien, danois, finnois, polonais, russe, japonais, chinois, arabe, latin',
    'program-code': 'fonction, programme, code, script, algorithm*',
    edit: 'modifie, modifiez, change, réécris, réécrivez, reformule, traduis, formate, améliore, remplace',
    'put-in': 'ajoute, ajoutez, inclus, incluez, insère, mentionne, recommande, suggère, commence, termine',
    'your-answer': 'ta réponse, votre réponse, dans ta réponse, dans votre réponse, ton résumé, votre résumé',
    particulars:
      'commande*, numéro*, référence*, nom, noms, adresse*, téléphone*, compte*, prix, date*, facture*, information*, données, photo*, copie*, quand, comment, si, pourquoi',
  },
}
