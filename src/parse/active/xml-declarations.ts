/** Reads the DOCTYPE of XML without ever following or expanding what it declares. */
import type { Seen } from './seen.ts'

/** XML 1.0 4.2 and 4.1: an entity that is declared may be used a billion times over, or name a file of whoever reads it. */
export function readDeclarations(xml: string, seen: Seen): void {
  const start = xml.search(/<!DOCTYPE/i)
  if (start === -1) return
  const doctype = xml.slice(start)
  if (/<!ENTITY\b/i.test(doctype)) seen.add('xml/entity', /<!ENTITY[^>]{0,100}/i.exec(doctype)?.[0] ?? '')
  if (/<!ENTITY\s+(?:%\s+)?\S{1,200}\s+(?:SYSTEM|PUBLIC)\b/i.test(doctype)) {
    seen.add('xml/external-entity', /<!ENTITY\s+(?:%\s+)?\S{1,200}\s+(?:SYSTEM|PUBLIC)[^>]{0,100}/i.exec(doctype)?.[0] ?? '')
  }
  // The public identifiers of the W3C are in every old drawing and page; nobody fetches them.
  const system = /^<!DOCTYPE\s+[^\s>[]{1,100}\s+(?:SYSTEM|PUBLIC\s+["'][^"']{0,200}["'])\s*["']([^"']{0,500})["']/i.exec(doctype)?.[1]
  if (system !== undefined && !/^(?:https?:\/\/(?:www\.)?w3\.org\/|about:|$)/i.test(system) && /[:/\\]/.test(system))
    seen.add('xml/external-dtd', system)
  // Default attributes stand on elements that do not show them (XML 1.0 3.3.2).
  const attributes = /<!ATTLIST[^>]{0,100}/i.exec(doctype)
  if (attributes !== null) seen.add('xml/attlist', attributes[0])
}
