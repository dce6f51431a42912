/** Where others reach this installation, without a slash at its end: as set, else where it listens. */
import type { Settings } from './settings.ts'

export function publicUrlOf({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string {
  return (publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '')
}
