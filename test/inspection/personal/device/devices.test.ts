/** Numbers of devices: IMEI beside its label, MAC addresses by their shape, IP addresses that are said to be somebody's. */
import { imei } from '../../../../src/inspection/personal/device/imei.ts'
import { ip } from '../../../../src/inspection/personal/device/ip.ts'
import { mac } from '../../../../src/inspection/personal/device/mac.ts'
import { describeFinder } from '../finder-table.ts'
import { describeRecognizer } from '../recognizer-table.ts'

describeRecognizer(imei, {
  catches: [
    ['IMEI: 357512774077013', '357512774077013'],
    ['my phone IMEI is 35-751277-407701-3', '35-751277-407701-3'],
    ['imei 35-751277-407701-42', '35-751277-407701-42'],
  ],
  nearMisses: ['IMEI: 357512774077014', '357512774077013 pieces', 'IMEI: 000000000000000', 'order 357512774077013'],
})

describeFinder(mac, {
  catches: [
    ['it is 3C:22:FB:01:9a:7e now', '3C:22:FB:01:9a:7e'],
    ['mac 3c-22-fb-01-9a-7e', '3c-22-fb-01-9a-7e'],
    ['3c22.fb01.9a7e', '3c22.fb01.9a7e'],
  ],
  nearMisses: ['00:00:00:00:00:00', '3C:22-FB:01-9a:7e', '3C:22:FB:01:9a:7e:11', '12:34:56', 'FF:FF:FF:FF:FF:FF', 'x3C:22:FB:01:9a:7e'],
  hostile: ['00:', 'AA-', 'aaaa.', 'A'],
})

describeFinder(ip, {
  catches: [
    ['my ip is 203.0.113.9', '203.0.113.9'],
    ['203.0.113.9', '203.0.113.9'],
    ['from home: 2001:db8::8a2e:370:7334', '2001:db8::8a2e:370:7334'],
    ['ip addresses 203.0.113.9 and 203.0.113.10', '203.0.113.9', '203.0.113.10'],
    ['we use 2001:db8::/32 here', '2001:db8::/32'],
  ],
  nearMisses: [
    'Received: from mail.example ([203.0.113.9])',
    'version 10.0.19045.3448',
    'my ip is 203.0.113.999',
    'at 12:34:56',
    'std::vector',
    'by 2001:db8::1 with SMTP',
    'chapter 1.2.3.4 says',
  ],
  hostile: [':', '::', '1.', '1.1.1.1 ', 'a:', '1:1'],
})
