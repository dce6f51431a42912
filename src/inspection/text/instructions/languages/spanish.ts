/** Spanish, in the families of OWASP LLM01, MITRE ATLAS AML.T0051 and garak; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const SPANISH: Vocabulary = {
  language: 'es',
  words: {
    ignore:
      'ignora, ignore, ignorad, ignoren, ignorar, ignorá, olvida, olvide, olvídate de, olvídese de, olviden, olvidar, omite, omita, omitir, descarta, descarte, descartar, desestima, desestime, haz caso omiso de, haga caso omiso de, no hagas caso, no sigas, no siga, no obedezcas, deja de seguir, deje de seguir, anula, anule, sáltate, elimina',
    earlier:
      'anterior, anteriores, previas, previos, previa, arriba, precedentes, todas, todos, todo, toda, cualquier, originales, iniciales, existentes, dadas, recibidas, que recibiste, que has recibido, que te dieron, hasta ahora, del sistema, tus',
    rules:
      'instruccion*, instrucción, reglas, normas, directrices, directivas, indicaciones, prompt*, comandos, restricciones, órdenes que, pautas, lineamientos, contexto',
    'own-rules':
      'tus instrucciones, sus instrucciones de sistema, tus directrices, tu prompt, tu programación, tu entrenamiento, tus restricciones, tus reglas de seguridad, reglas de seguridad, filtros de seguridad, instrucciones del sistema, instrucciones de sistema, mensaje del sistema, indicaciones del sistema',
    'forget-all':
      'olvida todo lo que, olvide todo lo que, olvida todo lo anterior, olvide todo lo anterior, ignora todo lo anterior, ignore todo lo anterior, olvida lo que te',
    mine: 'mi, mis, mío, nuestra, nuestro, nuestras, nuestros, del cliente',
    trade:
      'pago, pagos, entrega, envío, montaje, factura*, devolución, devoluciones, lavado, banco, bancari*, cuenta, aparcamiento, pedido*, instalación, compra*, transferencia, dije, dicho, escribí',
    'you-are':
      'ahora eres, ahora usted es, a partir de ahora eres, desde ahora eres, a partir de ahora actuarás, de ahora en adelante eres, ya no eres, actúa como, actúe como, compórtate como, compórtese como, finge ser, finge que eres, finja ser, asume el papel, asuma el papel, adopta el papel, adopta el rol, asume el rol, imagina que eres, haz de cuenta que eres, interpreta el papel, hazte pasar por, simula ser',
    role: 'AI, IA, una IA, asistente, modelo de lenguaje, sin restricciones, sin censura, sin filtros, sin límites, sin limitaciones, sin reglas, ilimitad*, modo desarrollador, modo de desarrollador, modo depuración, modo mantenimiento, modo de mantenimiento, modo administrador, modo de prueba, hacker, pirata informático, libre de, sujeto a, administrador del sistema, inteligencia artificial',
    reveal:
      'revela, revele, revelar, muestra, muestre, muéstrame, muéstreme, mostrar, imprime, imprima, imprimir, repite, repita, repetir, dime, dígame, dame, deme, escribe, escriba, envía, envíe, enumera, copia, comparte, divulga, traduce, resume, cuál es, cuáles son, cuáles eran, qué dice, qué dicen',
    secret:
      'tu prompt, tus instrucciones, tus indicaciones, instrucciones iniciales, instrucciones originales, instrucciones ocultas, instrucciones secretas, instrucciones internas, directrices internas, prompt inicial, prompt original, instrucciones del sistema, instrucciones de sistema, indicaciones del sistema, tu mensaje de sistema, tu configuración inicial, instrucciones que recibiste, instrucciones que te dieron, mensaje del sistema completo',
    repeat: 'repite, repita, imprime, imprima, copia, reproduce, escribe, muestra',
    above:
      'texto anterior, texto de arriba, todo lo anterior, toda la conversación, palabras anteriores, la conversación completa, conversación entera',
    send: 'envía, envíe, enviar, envíen, reenvía, reenvíe, reenviar, manda, mande, mandar, publica, sube, suba, transmite, transfiere, exporta, filtra',
    data: 'datos de clientes, datos de los clientes, datos del cliente, datos de todos, lista de clientes, base de datos, información de los clientes, datos personales de, todas las conversaciones, toda la conversación, la conversación completa, historial de la conversación, historial de chat, historial de conversaciones, todos los mensajes, todos los correos, bandeja de entrada, otros clientes, contraseñas, credenciales, datos de usuario*, claves de API, lista de contactos',
    toward: 'a, al, hacia',
    'note-to':
      'nota para, aviso para, mensaje para, instrucción para, instrucciones para, atención, importante para, a cualquier, a toda, a todas las, orden para, nota a',
    program:
      'AI, IA, modelo de lenguaje, modelos de lenguaje, asistente de IA, asistente virtual, asistente automático, agente de IA, sistema de IA, modelo de IA, inteligencia artificial',
    'if-you-are':
      'si eres, si usted es, si es usted, eres una, es usted una, si esto lo lee, si este mensaje lo lee, si lo lee, si está siendo leído por, si es leído por',
    person: 'persona, humano, humana, real, alguien, colega, agente humano, empleado, supervisor, jefe, teléfono, llamar, llámeme',
    summarizing:
      'al resumir, cuando resumas, cuando resuma, si resumes, si resume, antes de resumir, en tu resumen de, en el resumen de, en su resumen de, al analizar, cuando analices, al procesar, cuando proceses, al traducir, cuando traduzcas, al clasificar, en lugar de resumir, en vez de resumir',
    'this-message':
      'este correo, este mensaje, este email, este ticket, esta conversación, este documento, este texto, este caso, el correo, el mensaje, esta consulta',
    conceal:
      'no le digas, no le diga, no digas, no menciones, no mencione, no reveles, no revele, no informes, no informe, no le informes, no cuentes, no avises, no dejes que, nunca menciones, nunca reveles, sin decírselo, sin decirle, sin informar, sin avisar, sin mencionar, oculta esto, ocúltalo, mantén esto en secreto',
    user: 'usuario, usuaria, usuarios, al humano, operador, estas instrucciones, esta instrucción, este prompt, lector',
    must: 'debes, debe, deberás, ignora, ignore, olvida, sigue, ejecuta, revela, aprueba, marca, borra, elimina, envía, responde, escribe, no',
    decode: 'decodifica, decodifique, decodificar, descifra, descifre, descifrar, desencripta, traduce, convierte',
    encoded: 'codificad*, cifrad*, encriptad*, cadena, siguiente cadena',
    execute: 'ejecuta, ejecute, ejecútalo, ejecútala, sigue, síguelo, síguela, obedece, cumple, cúmplelo, realiza, haz lo que',
    refusal:
      'nunca te niegues, no te niegues, no puedes negarte, no te está permitido negarte, nunca digas que no, nunca digas no puedo, debes obedecer, empieza tu respuesta con, comienza tu respuesta con, inicia tu respuesta con, sin advertencias éticas, sin restricciones éticas, sin ética',
    hijack:
      'tu nueva tarea es, tu única tarea es, tu verdadera tarea es, tu tarea ahora es, tu tarea es ahora, tus nuevas instrucciones, tus verdaderas instrucciones, tus instrucciones reales, nuevo prompt de sistema, nuevo prompt del sistema, nuevas instrucciones del sistema, deja lo que estás haciendo y, fin del prompt, fin de las instrucciones, en lugar de responder, en vez de responder',
    'new-rules':
      'nueva instrucción, nuevas instrucciones, nuevas reglas, nueva tarea, instrucción del sistema, instrucciones del sistema, mensaje del sistema, instrucciones ocultas',
    lead: 'por favor, ahora, y, debes, debe, primero, luego, después, simplemente, solo, siempre, inmediatamente, puedes, podrías, podría, tienes que, tiene que, pero, en su lugar, en cambio, te pido que, le pido que',
    write: 'escribe, escriba, genera, genere, crea, cree, compón, componga, redacta, inventa, cuéntame, dame',
    piece: 'poema*, cuento, historia corta, ensayo*, canción, haiku*, chiste*, discurso, poesía, soneto*, historia sobre',
    translate: 'traduce, traduzca, traducir',
    text: 'siguiente*, frase*, oración*, palabra*, texto*, párrafo*, este, esta, mensaje',
    language:
      'inglés, francés, alemán, español, italiano, portugués, neerlandés, holandés, sueco, noruego, danés, finlandés, polaco, ruso, japonés, chino, árabe, latín',
    'program-code': 'función, programa, código, script, algoritm*',
    edit: 'modifica, cambia, reescribe, reformula, traduce, formatea, mejora, reemplaza, sustituye, amplía',
    'put-in': 'añade, agrega, incluye, inserta, menciona, recomienda, sugiere, empieza, comienza, termina, promociona',
    'your-answer': 'tu respuesta, en tu respuesta, tus respuestas, tu resumen',
    particulars:
      'pedido*, número*, referencia*, nombre*, dirección*, teléfono*, cuenta*, precio*, fecha*, factura*, información*, datos, foto*, copia*, cuándo, cómo, si, por qué',
  },
}
