/** The tests of `npm run check`: all but those that start other programs (services, databases, scanners, browsers) or many processes of the sandbox. */
import all from './jest.config.mjs'

const START_PROGRAMS = [
  'test/promises/',
  'test/service/',
  'test/law/',
  'test/docs/',
  'test/golden/',
  'test/runner/',
  'test/cli/program',
  'test/cli/doctor',
  'test/http/gateway-browser',
  'test/lookups/clamd',
  'test/lookups/icap',
  'test/parse/image/sandboxed',
  'test/queue/bullmq',
  'test/sandbox/processes',
  'test/store/postgres',
]

export default { ...all, testPathIgnorePatterns: START_PROGRAMS.map((path) => `<rootDir>/${path}`) }
