/** Passports and driving licences are found beside the word for them; those with a proof of their own by themselves. */
import { drivingLicence } from '../../../../src/inspection/personal/document/driving-licence.ts'
import { gbDrivingLicence } from '../../../../src/inspection/personal/document/gb-driving-licence.ts'
import { passport } from '../../../../src/inspection/personal/document/passport.ts'
import { describeRecognizer } from '../recognizer-table.ts'

describeRecognizer(passport, {
  catches: [
    ['my passport number is 533380006', '533380006'],
    ['Passnummer: 91234567', '91234567'],
    ['pasaporte PAB123456', 'PAB123456'],
    ['passeport 12AB34567', '12AB34567'],
    ['Reisepass C3J1KL5N8', 'C3J1KL5N8'],
    ['여권 M123A4567', 'M123A4567'],
    ['passport P1234567A', 'P1234567A'],
    ['paspoort SPECI2014', 'SPECI2014'],
  ],
  nearMisses: ['533380006', 'AB1234567', 'passport of 2024', 'passport 1111111', 'order 533380006', 'my passport expired, order 533380006'],
})

describeRecognizer(gbDrivingLicence, {
  catches: [
    ['SMITH710238JA9AB', 'SMITH710238JA9AB'],
    ['licence FO999 512018 AA1AB 01', 'FO999 512018 AA1AB 01'],
    ['licence JONES 861299 S99AB', 'JONES 861299 S99AB'],
  ],
  nearMisses: ['SMITH713328JA9AB', 'SMITH710338JA9AB', 'SM9TH710118JA9AB'],
})

describeRecognizer(drivingLicence, {
  catches: [
    ['Führerscheinnummer: B072RRE2I55', 'B072RRE2I55'],
    ['patente di guida AB1234567C', 'AB1234567C'],
    ["driver's license D1234562", 'D1234562'],
    ['permis de conduire 123456789012', '123456789012'],
    ['운전면허 11-22-123456-12', '11-22-123456-12'],
  ],
  nearMisses: ['D1234562', 'AB1234567C', "driver's license since 2014", 'licence key ABCDEFGH', "driver's license 1111111"],
})
