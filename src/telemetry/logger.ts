/** JSON lines with ids, codes and counts; no field that could carry content is ever accepted. */
import { pino } from 'pino'

/** Only these may be logged beside the sentence: ids, codes, numbers. */
export interface LogFields {
  readonly messageId?: string
  readonly channel?: string
  readonly code?: string
  readonly requestId?: string
  readonly method?: string
  /** The route's pattern, never the URL with its query. */
  readonly route?: string
  readonly status?: number
  readonly ms?: number
  readonly count?: number
  readonly keyId?: string
  /** Of addresses; its id in the settings. */
  readonly list?: string
  readonly path?: string
  readonly address?: string
  readonly version?: string
  readonly stack?: string
}

export interface Logger {
  debug(sentence: string, fields?: LogFields): void
  info(sentence: string, fields?: LogFields): void
  warn(sentence: string, fields?: LogFields): void
  error(sentence: string, fields?: LogFields): void
}

export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  const log = pino(
    { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, formatters: { level: (label) => ({ level: label }) } },
    pino.destination(2),
  )
  return {
    debug: (sentence, fields) => log.debug(fields ?? {}, sentence),
    info: (sentence, fields) => log.info(fields ?? {}, sentence),
    warn: (sentence, fields) => log.warn(fields ?? {}, sentence),
    error: (sentence, fields) => log.error(fields ?? {}, sentence),
  }
}
