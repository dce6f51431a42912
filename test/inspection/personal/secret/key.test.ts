/** Keys and tokens are known by their issuer's prefix, or by a label and their randomness. The samples are put together here, so that no scanner takes them for real ones. */
import { key } from '../../../../src/inspection/personal/secret/key.ts'
import { describeFinder } from '../finder-table.ts'

const RANDOM = 'q7Zk2Vb9Xr4Tn1Lw8Pd3Hs6Jm5Gf0CyAa1B'
const AWS = `AKIA${'Q7ZK2VB9XR4TN1LW'}`
const GITHUB = `ghp_${RANDOM}C`
const OPENAI = `sk-proj-${RANDOM}`
const STRIPE = `sk_live_${RANDOM.slice(0, 24)}`
const GOOGLE = `AIza${RANDOM}`
const SLACK = `xoxb-${'123456789012'}-${RANDOM.slice(0, 20)}`
const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${RANDOM}`
const BLOCK = `-----BEGIN RSA PRIVATE KEY-----\n${RANDOM}\n${RANDOM}\n-----END RSA PRIVATE KEY-----`

describeFinder(key, {
  catches: [
    [`use ${AWS} for it`, AWS],
    [`token ${GITHUB}.`, GITHUB],
    [`OPENAI_API_KEY=${OPENAI}`, OPENAI],
    [`${STRIPE} does not work`, STRIPE],
    [`(${GOOGLE})`, GOOGLE],
    [`slack: ${SLACK}`, SLACK],
    [`Cookie: ${JWT}`, JWT],
    [`Authorization: Bearer ${RANDOM}`, RANDOM],
    [`my api key is ${RANDOM}`, RANDOM],
    [`{"client_secret": "${RANDOM}"}`, RANDOM],
    ['postgres://anna:pa55word@db.example/x', 'pa55word'],
    [`here:\n${BLOCK}\nbye`, BLOCK],
    [`-----BEGIN PRIVATE KEY-----\n${RANDOM}\n`, `-----BEGIN PRIVATE KEY-----\n${RANDOM}`],
  ],
  nearMisses: [
    'sk-learn-and-other-words-that-are-long',
    `x${AWS}`,
    'AKIA123',
    `my api key is ${'a'.repeat(30)}`,
    'the token is missing from the request-header-of-the-call',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'https://example.com:8080/a@b',
    'a secret santa 2024 for everybody in the office',
    RANDOM,
  ],
  hostile: ['-----BEGIN PRIVATE KEY-----#', '-----BEGIN PRIVATE KEY-----\n', 'eyJaaaaaaaaaa.eyJ', 'sk-', 'token ', 'Bearer ', '://a:', 'A'],
})
