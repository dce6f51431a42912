/** Portuguese, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const PORTUGUESE: Vocabulary = {
  language: 'pt',
  words: {
    ignore:
      'ignora, ignore, ignorem, ignorar, esquece, esqueça, esqueçam, esquecer, esqueça-se de, desconsidera, desconsidere, desconsiderar, despreza, despreze, descarta, descarte, não sigas, não siga, não obedeça, não obedeças, pare de seguir, deixe de seguir, deixa de seguir, anula, anule, apague, não leve em conta',
    earlier:
      'anterior, anteriores, prévias, prévios, acima, precedentes, todas, todos, tudo, toda, qualquer, originais, iniciais, existentes, dadas, recebidas, que recebeste, que recebeu, que você recebeu, até agora, do sistema, tuas, suas',
    rules:
      'instrução, instruções, instrucao, instrucoes, regras, diretrizes, directrizes, diretivas, orientações, prompt*, comandos, restrições, contexto',
    'own-rules':
      'tuas instruções, suas instruções, suas diretrizes, seu prompt, teu prompt, sua programação, seu treinamento, suas restrições, regras de segurança, filtros de segurança, instruções do sistema, instruções de sistema, mensagem do sistema',
    'forget-all':
      'esqueça tudo o que, esquece tudo o que, esqueça tudo que, esqueça tudo acima, ignore tudo acima, ignore tudo o que está acima, ignora tudo acima, esqueça o que te, esqueça o que lhe',
    mine: 'meu, meus, minha, minhas, nosso, nossa, nossos, nossas, do cliente',
    trade:
      'pagamento*, entrega*, envio, montagem, fatura*, factura*, devolução, devoluções, lavagem, banco, bancári*, conta, estacionamento, pedido*, encomenda*, instalação, compra*, transferência',
    'you-are':
      'agora és, agora você é, você agora é, tu agora és, a partir de agora és, a partir de agora você é, a partir de agora, você é, de agora em diante você é, você não é mais, já não és, aja como, age como, atue como, atua como, comporte-se como, comporta-te como, finja ser, finja que é, finge ser, finge que és, assuma o papel, assume o papel, imagine que você é, imagina que és, faça de conta que é, faça o papel, interprete o papel, simule ser',
    role: 'AI, IA, uma IA, assistente, modelo de linguagem, sem restrições, sem censura, sem filtros, sem limites, sem limitações, sem regras, ilimitad*, irrestrit*, modo desenvolvedor, modo de desenvolvedor, modo programador, modo de depuração, modo manutenção, modo de manutenção, modo administrador, modo de teste, hacker, livre de, sujeito a, administrador do sistema, inteligência artificial',
    reveal:
      'revela, revele, revelar, mostra, mostre, mostrar, mostre-me, mostra-me, imprima, imprime, imprimir, repita, repete, repetir, diga, diz-me, diga-me, dá-me, dê-me, me dê, me mostre, me diga, escreva, escreve, envie, envia, liste, copie, copia, compartilhe, divulgue, traduza, resuma, qual é, quais são, quais eram, o que diz',
    secret:
      'teu prompt, seu prompt, tuas instruções, suas instruções, instruções iniciais, instruções originais, instruções ocultas, instruções secretas, instruções internas, diretrizes internas, prompt inicial, prompt original, instruções do sistema, instruções de sistema, sua mensagem de sistema, sua configuração inicial, instruções que recebeu, instruções que você recebeu, instruções que recebeste',
    repeat: 'repita, repete, imprima, imprime, copie, copia, reproduza, escreva, mostre',
    above:
      'texto acima, texto anterior, tudo acima, tudo o que está acima, toda a conversa, conversa inteira, conversa completa, palavras acima',
    send: 'envie, envia, enviar, envie-me, encaminhe, encaminha, encaminhar, mande, manda, mandar, publique, carregue, transmita, transfira, exporte, vaze',
    data: 'dados de clientes, dados dos clientes, dados do cliente, dados de todos, lista de clientes, banco de dados, base de dados, informações dos clientes, dados pessoais de, todas as conversas, toda a conversa, conversa completa, conversa inteira, histórico da conversa, histórico de conversas, histórico do chat, todas as mensagens, todos os e-mails, todos os emails, caixa de entrada, outros clientes, senhas, palavras-passe, credenciais, dados de usuári*, dados do usuári*, chaves de API, lista de contatos, lista de contactos',
    toward: 'para, a, ao',
    'note-to':
      'nota para, aviso para, mensagem para, instrução para, instruções para, atenção, importante para, a qualquer, a todas as, nota à, ordem para, recado para',
    program:
      'AI, IA, modelo de linguagem, modelos de linguagem, assistente de IA, assistente virtual, assistente automático, agente de IA, sistema de IA, modelo de IA, inteligência artificial',
    'if-you-are':
      'se és, se você é, se você for, se fores, se for, és uma, você é uma, se isto for lido por, se esta mensagem for lida por',
    person: 'pessoa, humano, humana, real, verdade, alguém, colega, atendente, funcionário, supervisor, chefe, telefone, ligar, ligue',
    summarizing:
      'ao resumir, quando resumir, quando resumires, se resumir, quando você resumir, antes de resumir, no teu resumo de, no seu resumo de, no resumo de, no resumo desta, no seu resumo desta, no seu resumo deste, ao analisar, quando analisar, ao processar, quando processar, ao traduzir, ao classificar, em vez de resumir, ao invés de resumir',
    'this-message':
      'este e-mail, este email, esta mensagem, este ticket, esta conversa, este documento, este texto, este caso, o e-mail, a mensagem, mensagem, e-mail, este pedido',
    conceal:
      'não diga, não digas, não conte, não contes, não mencione, não menciones, não revele, não reveles, não informe, não informes, não avise, não deixe, nunca mencione, nunca revele, sem dizer, sem contar, sem informar, sem avisar, sem mencionar, esconda isto, esconda isso, oculte isto, oculte isso, mantenha isto em segredo, mantenha isso em segredo',
    user: 'usuário, usuária, usuários, utilizador, utilizadores, ao humano, operador, estas instruções, essas instruções, esta instrução, essa instrução, este prompt, leitor',
    must: 'deve, deves, deverá, ignore, ignora, esqueça, siga, execute, revele, aprove, marque, apague, envie, responda, escreva, não',
    decode: 'decodifique, decodifica, decodificar, descodifique, descodifica, decifre, decifra, decifrar, traduza, converta',
    encoded: 'codificad*, cifrad*, encriptad*, criptografad*, sequência, cadeia, seguinte string',
    execute: 'execute, executa, execute-o, siga, siga-a, obedeça, cumpra, cumpre, realize, faça o que',
    refusal:
      'nunca recuse, nunca se recuse, não se recuse, não pode recusar, não recuses, nunca diga que não, nunca digas que não, deve obedecer, comece sua resposta com, comece a sua resposta com, inicie sua resposta com, sem restrições éticas, sem avisos éticos, sem ética',
    hijack:
      'sua nova tarefa é, a sua nova tarefa é, tua nova tarefa é, sua única tarefa é, sua verdadeira tarefa é, sua tarefa agora é, a sua tarefa agora é, suas novas instruções, as suas novas instruções, suas verdadeiras instruções, novo prompt de sistema, novo prompt do sistema, novas instruções do sistema, pare o que está fazendo e, fim do prompt, fim das instruções, em vez de responder',
    'new-rules':
      'nova instrução, novas instruções, novas regras, nova tarefa, instrução do sistema, instruções do sistema, mensagem do sistema, instruções ocultas',
    lead: 'por favor, agora, e, deve, deves, primeiro, depois, então, simplesmente, apenas, sempre, imediatamente, pode, podes, poderia, tem que, tem de, mas, em vez disso, favor, peço que',
    write: 'escreva, escreve, gere, crie, cria, componha, redija, invente, conte-me, me dê',
    piece: 'poema*, conto, história curta, redação, ensaio*, canção, haiku*, piada*, discurso, poesia, soneto*, história sobre',
    translate: 'traduza, traduz, traduzir',
    text: 'seguinte*, frase*, sentença*, palavra*, texto*, parágrafo*, este, esta, mensagem',
    language:
      'inglês, francês, alemão, espanhol, italiano, português, holandês, neerlandês, sueco, norueguês, dinamarquês, finlandês, polaco, polonês, russo, japonês, chinês, árabe, latim',
    'program-code': 'função, programa, código, script, algoritm*',
    edit: 'modifique, altere, reescreva, reformule, traduza, formate, melhore, substitua, amplie',
    'put-in': 'adicione, acrescente, inclua, insira, mencione, recomende, sugira, comece, termine, promova',
    'your-answer': 'tua resposta, sua resposta, na sua resposta, na tua resposta, seu resumo, teu resumo',
    particulars:
      'pedido*, encomenda*, número*, referência*, nome*, endereço*, morada, telefone*, conta*, preço*, data*, fatura*, informação*, informações, dados, foto*, cópia*, quando, como, se, porque',
  },
}
