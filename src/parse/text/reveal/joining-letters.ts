/**
 * Holds what decides where a joiner means something: letters that join to one side only, and marks that ask for a conjunct.
 * From DerivedJoiningType.txt and DerivedCombiningClass.txt of Unicode 17. Copyright 1991-2025 Unicode, Inc.
 * Unicode License V3 (SPDX: Unicode-3.0), https://www.unicode.org/license.txt
 */

/** A letter of a script whose letters join (Joining_Type other than Non_Joining, with few exceptions that are told below). */
export const CURSIVE =
  /^(?:(?=[\p{L}\u0640\u180a\u07fa])[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mand}\p{sc=Mani}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Phag}\p{sc=Phlp}\p{sc=Rohg}\p{sc=Sogd}\p{sc=Sogo}\p{sc=Adlm}\p{sc=Chrs}\p{sc=Ougr}\u0640])$/u

/** Joining_Type=Right_Joining, and hamza, which joins to none: nothing joins on behind them. */
export const JOINS_NO_FURTHER =
  /^[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779\u0840\u0846\u0847\u0849\u0854\u0856-\u0858\u0867\u0869\u086a\u0870-\u0882\u088e\u08aa-\u08ae\u08b1\u08b2\u08b9\u{10ac5}\u{10ac7}\u{10ac9}\u{10aca}\u{10ace}-\u{10ad2}\u{10add}\u{10ae1}\u{10ae4}\u{10aef}\u{10b81}\u{10b83}-\u{10b85}\u{10b89}\u{10b8c}\u{10b8e}\u{10b8f}\u{10b91}\u{10ba9}-\u{10bac}\u{10d22}\u{10ec2}\u{10f33}\u{10f54}\u{10f74}\u{10f75}\u{10fb4}-\u{10fb6}\u{10fb9}\u{10fba}\u{10fbd}\u{10fc2}\u{10fc3}\u{10fc9}]$/u

/** Canonical_Combining_Class=Virama; with them the chillus of Malayalam, which are a consonant and its virama in one. */
export const VIRAMA =
  /^[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0d54-\u0d56\u0d7a-\u0d7f\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{113ce}-\u{113d0}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}\u{1612f}]$/u

/** Letters and marks of the scripts that came from Brahmi and are written with joiners (Unicode 12 to 17). */
export const BRAHMIC =
  /^(?=[\p{L}\p{M}])[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Bali}\p{sc=Java}\p{sc=Sund}\p{sc=Lana}\p{sc=Cham}\p{sc=Cakm}\p{sc=Newa}\p{sc=Tirh}\p{sc=Gran}\p{sc=Limb}\p{sc=Lepc}\p{sc=Mtei}\p{sc=Saur}\p{sc=Kthi}\p{sc=Modi}\p{sc=Sidd}\p{sc=Shrd}\p{sc=Takr}\p{sc=Ahom}\p{sc=Dogr}\p{sc=Kawi}\p{sc=Sylo}\p{sc=Gong}\p{sc=Gonm}]$/u
