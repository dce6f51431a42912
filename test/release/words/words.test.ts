/** What stands in the place of what was taken out, and what is told of it, in each shipped language. */
import { describe, expect, it } from '@jest/globals'
import { KNOWN_CODES } from '../../../src/pipeline/known-codes.ts'
import { broadReasonKey, reasonKey } from '../../../src/release/reasons.ts'
import { givenWords } from '../../support/languages.ts'

const [english, swedish, spanish] = [givenWords('en'), givenWords('sv'), givenWords('es')]
const inAll = (say: (words: typeof english) => string) => [english, swedish, spanish].map(say)

describe('the words', () => {
  it('say what was masked, and what of it stays readable', () => {
    expect(inAll((words) => words.masked('PERSONAL_CARD', '4242', null))).toEqual([
      '[payment card number hidden, ends in 4242]',
      '[dolt: betalkortsnummer, slutar på 4242]',
      '[oculto: número de tarjeta de pago, termina en 4242]',
    ])
    expect(inAll((words) => words.masked('PERSONAL_EMAIL', '', null))).toEqual([
      '[e-mail address hidden]',
      '[dolt: e-postadress]',
      '[oculto: dirección de correo electrónico]',
    ])
  })

  it('have a name of its own for each kind of personal data, and one for all that come later', () => {
    const kinds = ['CARD', 'BANK_ACCOUNT', 'NATIONAL_ID', 'TAX_ID', 'DOCUMENT', 'PHONE', 'EMAIL', 'SECRET', 'DEVICE', 'PATTERN']
    for (const words of [english, swedish, spanish])
      expect(new Set(kinds.map((kind) => words.masked(`PERSONAL_${kind}`, '', null))).size).toBe(kinds.length)
    expect(english.masked('PERSONAL_INVENTED_LATER', '', null)).toBe('[personal data hidden]')
    expect(english.masked('toString', '', null)).toBe('[personal data hidden]')
  })

  it('call a pattern of the channel by its own name', () => {
    expect(inAll((words) => words.masked('PERSONAL_PATTERN', '', 'kundnummer'))).toEqual([
      '[kundnummer hidden]',
      '[dolt: kundnummer]',
      '[oculto: kundnummer]',
    ])
  })

  it('count what was masked, to agent and to sender', () => {
    expect(inAll((words) => words.tellAgentMasked(1))).toEqual([
      'One piece of personal data in this message was hidden.',
      'En personuppgift i meddelandet har dolts.',
      'Se ha ocultado un dato personal en este mensaje.',
    ])
    expect(inAll((words) => words.tellSenderMasked(3))).toEqual([
      'To protect you, we hid 3 pieces of personal data in your message before we passed it on.',
      'För din säkerhet dolde vi 3 personuppgifter i ditt meddelande innan vi skickade det vidare.',
      'Para protegerle, hemos ocultado 3 datos personales en su mensaje antes de transmitirlo.',
    ])
  })

  it('tell agent and sender of a message that is held or blocked for the personal data in it', () => {
    expect(reasonKey('PERSONAL_CARD')).toBe('personalData')
    const message = { what: 'message', count: 1 } as const
    expect(inAll((words) => words.tellAgent(message, 'hold', words.reason('personalData', 'agent')))).toEqual([
      'This message is held: it holds personal data that this channel does not take.',
      'Meddelandet hålls kvar: innehållet har personuppgifter som den här kanalen inte tar emot.',
      'Este mensaje está retenido: contiene datos personales que este canal no acepta.',
    ])
    expect(english.tellSender(message, 'block', english.reason('personalData', 'sender'))).toBe(
      'We could not accept your message: it holds personal data, such as a card or identity number, that should not be sent here. ' +
        'Please contact us in another way if this seems wrong to you.',
    )
  })

  it('say why in every language for each code that an inspector emits', () => {
    const speechless = [...KNOWN_CODES].filter((code) => broadReasonKey(code) === null)
    // Its clause is missing in reasons.ts; if none of them fits, there is a new one to write into sentences.ts and the language files.
    expect(speechless).toEqual([])
  })

  it('say of a picture what became of it, with what the sender says that it shows', () => {
    expect(inAll((words) => words.picture('blocked', ''))).toEqual(['[picture blocked]', '[bild blockerad]', '[imagen bloqueada]'])
    expect((['blocked', 'attached', 'held', 'shown'] as const).map((state) => english.picture(state, 'Our logo'))).toEqual([
      '[picture blocked: Our logo]',
      '[picture attached: Our logo]',
      '[picture held: Our logo]',
      '[picture: Our logo]',
    ])
  })

  it('count pictures and tracking pixels that were not loaded', () => {
    expect(inAll((words) => words.trackingPixelsBlocked(1))).toEqual([
      'One tracking pixel was blocked.',
      'En spårningspixel har blockerats.',
      'Se ha bloqueado un píxel de seguimiento.',
    ])
    expect(inAll((words) => words.trackingPixelsBlocked(12))).toEqual([
      '12 tracking pixels were blocked.',
      '12 spårningspixlar har blockerats.',
      'Se han bloqueado 12 píxeles de seguimiento.',
    ])
    expect(english.picturesBlocked(2)).toBe('2 pictures from elsewhere were blocked.')
  })
})
