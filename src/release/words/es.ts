/** Spanish words for placeholders and notices. */
import type { Topic, Words } from './words.ts'

export const spanish: Words = {
  reasons: {
    identity: { agent: 'el remitente aún no se ha identificado', sender: 'usted aún no se ha identificado' },
    expired: 'se agotó el plazo para aprobar el contenido',
    removedByReview: 'un revisor retiró el contenido',
    releasedByReview: 'un revisor autorizó el contenido',
    linksNotAllowed: 'este canal no transmite enlaces',
    linkRewritten: 'se abre a través de una página que muestra adónde lleva',
    linkTooLong: 'la dirección es demasiado larga para comprobarla',
    linkScheme: 'la dirección ejecutaría un programa en lugar de abrir una página',
    linkUnreadable: 'la dirección no es válida',
    linkRelative: 'la dirección no indica ningún sitio',
    linkUnusual: 'la dirección no es la de una página web',
    linkUserinfo: 'la dirección oculta adónde lleva en realidad',
    linkMismatch: 'el texto muestra una dirección distinta de aquella a la que lleva',
    linkLookalike: 'la dirección imita a otra con letras parecidas',
    linkNumeric: 'la dirección es un número en lugar de un nombre',
    linkPrivate: 'la dirección lleva a una red privada',
    linkListed: 'la dirección figura en una lista de sitios peligrosos',
    linkDownload: 'la dirección descarga un archivo de un tipo peligroso',
    linkUnknown: 'no se pudo consultar lo que otros saben de la dirección; se volverá a consultar pronto',
    fileType: 'este canal no acepta archivos de este tipo sin que los revise una persona',
    malware: 'se encontró software malicioso',
    executable: 'contiene un programa',
    script: 'contiene un script que se ejecutaría al abrirlo',
    macro: 'contiene macros',
    legacyOffice: 'es un formato de oficina antiguo que no se puede comprobar por completo',
    activePdf: 'es un PDF que realizaría acciones al abrirlo',
    activeHtml: 'es una página que podría ejecutar código',
    encrypted: 'está protegido con contraseña y no se puede comprobar',
    nameDeceptive: 'el nombre oculta de qué tipo de archivo se trata',
    typeMismatch: 'el contenido no es del tipo que indica el nombre',
    picture: 'es una imagen de un tipo, o en un estado, en el que no se pueden buscar códigos',
    scannerDown: 'el antivirus no responde; se comprobará en cuanto vuelva a funcionar',
    waiting: 'aún no se ha comprobado',
    tooMuch: 'es demasiado grande o está comprimido a demasiados niveles para comprobarlo por completo',
    broken: 'está dañado y no se puede comprobar',
    unsupported: 'está comprimido en un formato que no se puede examinar',
    incomplete: 'no se pudo comprobar por completo',
    finding: 'una comprobación encontró un problema',
    rule: 'lo exigen las reglas de este canal',
  },
  fates: {
    release: 'Transmitido',
    rewrite: 'Protegido',
    defang: 'Mostrado como texto',
    mask: 'Enmascarado',
    disarm: 'Reconstruido sin contenido activo',
    remove: 'Retirado',
    hold: 'Retenido',
    block: 'Bloqueado',
  },
  linkRemoved: 'enlace retirado',
  linkHeld: 'enlace retenido',
  picture: (alt, attached) => `[imagen ${attached ? 'adjunta' : 'bloqueada'}${alt === '' ? '' : `: ${alt}`}]`,
  tellAgent: (topic, kind, clause) => {
    const many = topic.count > 1
    switch (kind) {
      case 'defang':
      case 'mask':
        return `${named(topic)} se ${many ? 'muestran' : 'muestra'} como texto: ${clause}.`
      case 'remove':
        return `${named(topic)} se ${many ? 'han' : 'ha'} retirado: ${clause}.`
      case 'block':
        return `${named(topic)} se ${many ? 'han' : 'ha'} bloqueado: ${clause}.`
      case 'hold':
        return `${named(topic)} ${many ? 'están retenidos' : 'está retenido'}: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `${named(topic)} se ${many ? 'han' : 'ha'} transmitido: ${clause}.`
    }
  },
  tellSender: (topic, kind, clause) => {
    switch (kind) {
      case 'defang':
      case 'mask':
        return `Hemos transmitido ${yours(topic)} como texto que no se puede pulsar: ${clause}.`
      case 'remove':
        return `No hemos podido transmitir ${yours(topic)}: ${clause}.`
      case 'block':
        return `No hemos podido aceptar ${yours(topic)}: ${clause}. Si le parece un error, póngase en contacto con nosotros por otra vía.`
      case 'hold':
        return `Hemos recibido ${yours(topic)}; el contenido queda guardado de forma segura por ahora: ${clause}.`
      case 'release':
      case 'rewrite':
      case 'disarm':
        return `Hemos transmitido ${yours(topic)}: ${clause}.`
    }
  },
  askToIdentify: (topic) =>
    `Gracias: hemos recibido ${yours(topic)} y lo transmitiremos cuando usted se haya identificado, por ejemplo iniciando sesión.`,
  openedBefore: (agents) =>
    `Un enlace de este mensaje se abrió antes de que se supiera que era peligroso, por: ${agents.join(', ')}. Avise a la persona responsable de la seguridad.`,
  activeContentLeftOut: 'El contenido activo, como scripts o formularios, se ha dejado fuera de este mensaje.',
  fileWithoutName: 'archivo',
}

function named({ what, count }: Topic): string {
  switch (what) {
    case 'message':
      return 'Este mensaje'
    case 'file':
      return count === 1 ? 'Un archivo' : `${count} archivos`
    case 'link':
      return count === 1 ? 'Un enlace' : `${count} enlaces`
  }
}

function yours({ what, count }: Topic): string {
  switch (what) {
    case 'message':
      return 'su mensaje'
    case 'file':
      return count === 1 ? 'su archivo' : `${count} de sus archivos`
    case 'link':
      return count === 1 ? 'su enlace' : `${count} de sus enlaces`
  }
}
