/** Reads the date-time of RFC 5322 3.3, obsolete forms included, as ISO 8601 in UTC; null when it is none. */

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
}

/** RFC 5322 4.3; any other name counts as -0000, as it says. */
const ZONE_HOURS: Readonly<Record<string, number>> = { edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8 }

const DATE_TIME =
  /(?:^|[\s,])(\d{1,2})[\s-]{1,5}([A-Za-z]{3})[A-Za-z]{0,6}[\s-]{1,5}(\d{2,4})\s{1,5}(\d{1,2})\s?[:.]\s?(\d{2})(?:\s?[:.]\s?(\d{2}))?(?:\s{0,5}([+-]\d{4})|\s{1,5}([A-Za-z]{1,5})\b)?/

function fullYear(written: string): number {
  const year = Number(written)
  // RFC 5322 4.3: two digits below 50 are 20xx; three digits count from 1900
  if (written.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return written.length === 3 ? 1900 + year : year
}

function zoneMinutes(offset: string | undefined, name: string | undefined): number {
  if (offset !== undefined) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5))
    return offset.startsWith('-') ? -minutes : minutes
  }
  return (ZONE_HOURS[(name ?? '').toLowerCase()] ?? 0) * 60
}

export function readDate(untrusted: string): string | null {
  const match = DATE_TIME.exec(untrusted.slice(0, 200))
  if (match === null) return null
  const day = Number(match[1])
  const month = MONTHS[(match[2] ?? '').toLowerCase()]
  const year = fullYear(match[3] ?? '')
  const hour = Number(match[4])
  const minute = Number(match[5])
  // A leap second (60) is the last one that a Date can say
  const second = Math.min(Number(match[6] ?? 0), 59)
  if (month === undefined || year < 1900 || day < 1 || day > 31 || hour > 23 || minute > 59 || Number(match[6] ?? 0) > 60) return null
  const local = new Date(0)
  local.setUTCFullYear(year, month, day)
  local.setUTCHours(hour, minute, second, 0)
  if (local.getUTCDate() !== day) return null
  return new Date(local.getTime() - zoneMinutes(match[7], match[8]) * 60_000).toISOString()
}
