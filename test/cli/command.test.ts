import { describe, expect, test } from '@jest/globals'
import { readCommand } from '../../src/cli/command.ts'

const read = (line: string) => readCommand(line.split(' ').filter(Boolean))

describe('readCommand', () => {
  test.each([
    ['', { name: 'help', asked: false }],
    ['--help', { name: 'help', asked: true }],
    ['help', { name: 'help', asked: true }],
    ['check --json -h', { name: 'help', asked: true }],
    ['--version', { name: 'version' }],
    ['serve', { name: 'serve' }],
    ['doctor', { name: 'doctor' }],
    ['check a.eml - b', { name: 'check', paths: ['a.eml', '-', 'b'], channel: null, level: null, json: false }],
    ['check --json --channel social --level verified a', { name: 'check', paths: ['a'], channel: 'social', level: 'verified', json: true }],
    ['check -- --odd-name', { name: 'check', paths: ['--odd-name'], channel: null, level: null, json: false }],
    ['keys list', { name: 'keys list' }],
    ['keys add desk', { name: 'keys add', keyName: 'desk', channels: null, scopes: ['submit', 'read'] }],
    [
      'keys add desk --channels webchat,social --scopes read',
      { name: 'keys add', keyName: 'desk', channels: ['webchat', 'social'], scopes: ['read'] },
    ],
    ['keys revoke k1', { name: 'keys revoke', id: 'k1' }],
    ['keys token --subject 42', { name: 'keys token', subject: '42', acr: null, email: null, customerName: null, hours: 1 }],
    [
      'keys token --subject 42 --acr high --email a@example.com --name Anna --hours 0.5',
      { name: 'keys token', subject: '42', acr: 'high', email: 'a@example.com', customerName: 'Anna', hours: 0.5 },
    ],
    ['lists', { name: 'lists' }],
    ['lists check evil.example https://a.example/b', { name: 'lists check', addresses: ['evil.example', 'https://a.example/b'] }],
    ['lists compile bad.txt --out bad.list', { name: 'lists compile', source: 'bad.txt', out: 'bad.list', format: 'auto' }],
    ['lists compile --format csv --out bad.list bad.txt', { name: 'lists compile', source: 'bad.txt', out: 'bad.list', format: 'csv' }],
    ['logs verify', { name: 'logs verify' }],
  ])('reads "%s"', (line, command) => {
    expect(read(line)).toEqual(command)
  })

  test.each([
    ['chek a.eml', 'There is no command "chek"'],
    ['check', 'check needs a file, a folder, or "-"'],
    ['check --jsn a', "Unknown option '--jsn'"],
    ['check --level root a', 'There is no level "root"; there are anonymous, claimed, authenticated, verified'],
    ['check --channel', "Option '--channel <value>' argument missing"],
    ['serve now', 'serve takes no "now"'],
    ['serve --json', "Unknown option '--json'"],
    ['doctor --subject 1', "Unknown option '--subject'"],
    ['keys', 'keys takes list, add, revoke or token'],
    ['keys lst', 'keys takes list, add, revoke or token'],
    ['keys add', 'keys add needs a name'],
    ['keys add a b', 'keys add needs a name'],
    ['keys revoke', 'keys revoke needs the id of a key'],
    ['keys token', 'keys token needs --subject'],
    ['keys token --subject 42 --hours 0', '--hours is a number above 0'],
    ['keys token --subject 42 --hours soon', '--hours is a number above 0'],
    ['lists chek a.example', 'lists takes nothing, check or compile'],
    ['lists check', 'lists check needs an address'],
    ['lists check --all a.example', "Unknown option '--all'"],
    ['lists compile bad.txt', 'lists compile needs --out, the file to write'],
    ['lists compile --out bad.list', 'lists compile needs a file'],
    ['lists compile a.txt b.txt --out bad.list', 'lists compile needs a file'],
    ['logs', 'logs takes verify'],
    ['logs show', 'logs takes verify'],
    ['logs verify archive', 'logs verify takes no "archive"'],
  ])('refuses "%s" and says why', (line, sentence) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'USAGE', publicMessage: expect.stringContaining(sentence) }))
    expect(() => read(line)).toThrow(/See forebay --help\.$/)
  })
})
