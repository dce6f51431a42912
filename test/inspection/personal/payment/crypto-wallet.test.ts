/** Addresses of wallets are known by their checksums. */
import { cryptoWallet } from '../../../../src/inspection/personal/payment/crypto-wallet.ts'
import { describeFinder } from '../finder-table.ts'

// The examples of BIP 173, BIP 350 and the first block.
describeFinder(cryptoWallet, {
  catches: [
    ['Send it to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa please', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
    ['eth: 0x52908400098527886E0F7030069857D2E4169EE7', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ],
  nearMisses: [
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaQ',
    '0x52908400098527886E0F7030069857D2E4169EE',
  ],
  hostile: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ', 'bc1', '1', '0x', 'bc1qqqqqqqqqqqqq '],
})
