/** Types of complete-lock.mjs. */
type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>
export function complete(packages: Entries): { readonly packages: Entries; readonly added: readonly string[] }
