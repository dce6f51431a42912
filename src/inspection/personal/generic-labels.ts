/** Words for identity and tax numbers of any country: they speak for every such number that has a proof of its own. */
import { type Label, labelsOf } from './context.ts'
import type { PersonalCode } from './recognizer.ts'

const IDENTITY = labelsOf(
  `national id,national identity,national number,identity number,identification number,identity no,identity card,identity code,id number,id no,id card,id code,id nr,id-nummer,personal id,personal number,personal code,personal numeric,personal identity,personal identification,person number,person identification,citizen number,citizen id,resident number,resident id,insurance number,insurance no,social security,social insurance,birth number,registration number,health number,health service number,education number,health insurance
identitetsnummer,id-kort,legitimation,identitetskort,försäkringsnummer,ausweis,ausweisnummer,personalausweis,personenkennzahl,identifikationsnummer,versicherungsnummer,identiteitskaart,identiteitsnummer,identiteitsbewijs
documento de identidad,documento nacional,número de identidad,número de identificación,número de documento,identidad,identificación,número personal,seguro social,seguridad social,documento de identidade,número de identificação,identidade
carte d'identité,carte d’identité,pièce d'identité,numéro d'identité,numéro d'identification,numéro national,sécurité sociale,documento d'identità,documento di identità,numero di identificazione
numer identyfikacyjny,numer osobisty,ταυτότητα,αριθμός ταυτότητας,удостоверение личности,личный номер,персональный номер,лична карта,паспортные данные
证件号,신분증,nomor identitas,رقم الهوية`
    .split(/[,\n]/)
    .map((word) => word.trim()),
)

const TAX = labelsOf(
  `tax number,tax no,tax id,tax code,tax identification,tax reference,taxpayer,taxpayer number,tin,fiscal number,fiscal code,vat number,vat no,vat id,número fiscal,identificación fiscal,identificación tributaria,contribuyente,contribuinte,numéro fiscal,налоговый номер`
    .split(/[,\n]/)
    .map((word) => word.trim()),
)

const GENERIC: Readonly<Partial<Record<PersonalCode, readonly Label[]>>> = {
  PERSONAL_NATIONAL_ID: [...IDENTITY, ...TAX],
  PERSONAL_TAX_ID: [...TAX, ...IDENTITY],
}
const NONE: readonly Label[] = []
const WORDS: ReadonlySet<string> = new Set([...IDENTITY, ...TAX].map(({ word }) => word))

/** Whether folded words are such a label, so that they name no country's number. */
export function isGeneric(label: string): boolean {
  return WORDS.has(label) || WORDS.has(label.replace(NUMBER, ''))
}

const NUMBER = / (?:number|no|nr|code|card|nummer)$/

/** Those that a number of this code goes by. */
export function genericLabels(code: PersonalCode): readonly Label[] {
  return GENERIC[code] ?? NONE
}
