/** Every recognizer and finder of personal data. */
import { email } from './contact/email.ts'
import { phone } from './contact/phone.ts'
import { imei } from './device/imei.ts'
import { ip } from './device/ip.ts'
import { mac } from './device/mac.ts'
import { drivingLicence } from './document/driving-licence.ts'
import { gbDrivingLicence } from './document/gb-driving-licence.ts'
import { passport } from './document/passport.ts'
import { NATIONAL } from './national/registry.ts'
import { accountNumber } from './payment/account-number.ts'
import { arCbu } from './payment/ar-cbu.ts'
import { card, longCard } from './payment/card.ts'
import { cryptoWallet } from './payment/crypto-wallet.ts'
import { czAccount } from './payment/cz-account.ts'
import { esCcc } from './payment/es-ccc.ts'
import { iban } from './payment/iban.ts'
import { mxClabe } from './payment/mx-clabe.ts'
import { noAccount } from './payment/no-account.ts'
import { nzAccount } from './payment/nz-account.ts'
import { seGiro } from './payment/se-giro.ts'
import { usRouting } from './payment/us-routing.ts'
import type { Finder, Recognizer } from './recognizer.ts'
import { key } from './secret/key.ts'
import { password } from './secret/password.ts'

const PAYMENT: readonly Recognizer[] = [
  card,
  longCard,
  iban,
  arCbu,
  mxClabe,
  czAccount,
  nzAccount,
  esCcc,
  noAccount,
  usRouting,
  seGiro,
  accountNumber,
]
const DOCUMENTS: readonly Recognizer[] = [passport, gbDrivingLicence, drivingLicence]

export const RECOGNIZERS: readonly Recognizer[] = [...PAYMENT, ...DOCUMENTS, imei, ...NATIONAL]

export const FINDERS: readonly Finder[] = [email, phone, password, key, cryptoWallet, mac, ip]
