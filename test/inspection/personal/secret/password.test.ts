/** Secrets are found behind the word for them, in many languages; only the secret is the span, and talk about passwords is left alone. */
import { password } from '../../../../src/inspection/personal/secret/password.ts'
import { describeFinder } from '../finder-table.ts'

describeFinder(password, {
  catches: [
    ['my password is Tr0ub4dor&3, sorry', 'Tr0ub4dor&3'],
    ['Password: swordfish', 'swordfish'],
    ['password = "two words"', 'two words'],
    ['pwd:hunter22', 'hunter22'],
    ['lösenordet är hemligt', 'hemligt'],
    ['mitt lösenord: Sommar2024!', 'Sommar2024!'],
    ['La contraseña es: gato77', 'gato77'],
    ['mot de passe : azerty99', 'azerty99'],
    ['Das Passwort lautet geheim1', 'geheim1'],
    ['hasło: kotek12', 'kotek12'],
    ['minha senha é abc123', 'abc123'],
    ['пароль: кошка5', 'кошка5'],
    ['密码：abc12345', 'abc12345'],
    ['Password:\n  Xy7-secret', 'Xy7-secret'],
    ['my PIN is 4711', '4711'],
    ['pinkod 4711', '4711'],
    ['the verification code: 482 913', '482 913'],
    ['482913 is your login code', '482913'],
    ['engångskoden är 99887', '99887'],
    ['cvv 123', '123'],
  ],
  nearMisses: [
    'I forgot my password',
    'password is required',
    'my password is not working',
    'the password is wrong.',
    'password: ********',
    'lösenordet är fel',
    'the password manager 1234',
    'please reset the password. 12345 people did',
    'password reset: https://example.com/reset',
    'pin it to the board',
    'opinion 1234',
    'pin 12.5',
    '1984 is your best book',
  ],
  hostile: ['password: ', 'password', 'password is ', 'pin ', 'pin 1', '1234 is your ', 'password:"', '"'],
})
