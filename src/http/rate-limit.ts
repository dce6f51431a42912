/** One key or one channel that is used too much is told when to come back, and the others notice nothing. */
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { ForebayError } from '../core/error.ts'

const WINDOW_SECONDS = 60
/** Each look leaves a line in the archive log for good; a team with its mail scanners needs a few dozen. */
const LOOKS_PER_MESSAGE = 300
/** Whoever knows a password mistypes it once or twice; guessing is for nobody. */
const PASSWORDS_PER_FILE = 5
const HOUR_SECONDS = 3_600
/** Whoever has a code mistypes it once or twice; many people can share one address, so that right ones do not count. */
const WRONG_CODES_PER_ADDRESS = 10
const WRONG_CODES_SECONDS = 600
/** Of all together: with ten thousand codes open, an hour of guesses finds one in two thousand, which then begins a login. */
const WRONG_CODES_AN_HOUR = 3_000

export interface RateLimit {
  /** @throws ForebayError 429 `RATE_LIMITED` with the limit and a time to come back */
  takeKey(keyId: string): Promise<void>
  /** @throws ForebayError 429 `RATE_LIMITED` */
  takeChannel(channel: string, messagesPerMinute: number): Promise<void>
  /** Of one message, all its links and all who look at them. @throws ForebayError 429 `RATE_LIMITED` */
  takeLook(messageId: string): Promise<void>
  /** Of one file, whoever tries. @throws ForebayError 429 `RATE_LIMITED` */
  takePassword(messageId: string, fileId: string): Promise<void>
  /** Before a code is looked at; `address` is the network address of whoever tries. @throws ForebayError 429 `RATE_LIMITED` */
  takeCode(address: string): Promise<void>
  /** It was a right one: it does not count. */
  giveCodeBack(address: string): Promise<void>
}

export interface RateLimitOptions {
  readonly requestsPerKeyPerMinute: number
  /** An ioredis client, so that all processes count together; null counts in this process. */
  readonly redis: object | null
}

/** With Redis gone each process counts for itself (the insurance limiter): neither open nor shut. */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  // One limiter for each number of points, since policies differ and change; a channel's count is kept under its own name.
  const limiters = new Map<string, RateLimiterAbstract>()

  function limiterFor(points: number, duration: number): RateLimiterAbstract {
    const keyPrefix = duration === WINDOW_SECONDS ? `forebay-rate-${points}` : `forebay-rate-${points}-${duration}`
    const known = limiters.get(keyPrefix)
    if (known !== undefined) return known
    const of = { points, duration, keyPrefix }
    const memory = new RateLimiterMemory(of)
    const limiter = options.redis === null ? memory : new RateLimiterRedis({ ...of, storeClient: options.redis, insuranceLimiter: memory })
    limiters.set(keyPrefix, limiter)
    return limiter
  }

  async function take(name: string, points: number, limit: Readonly<Record<string, number>>, duration = WINDOW_SECONDS): Promise<void> {
    try {
      await limiterFor(points, duration).consume(name)
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected
      throw new ForebayError('RATE_LIMITED', 'Too many requests; nothing was stored. Try again after the time in Retry-After.', {
        status: 429,
        limit,
        retryAfterSeconds: Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000)),
      })
    }
  }

  return {
    takeKey: (keyId) => take(`key:${keyId}`, options.requestsPerKeyPerMinute, { maxRequestsPerMinute: options.requestsPerKeyPerMinute }),
    takeChannel: (channel, messagesPerMinute) => take(`channel:${channel}`, messagesPerMinute, { maxMessagesPerMinute: messagesPerMinute }),
    takeLook: (messageId) => take(`look:${messageId}`, LOOKS_PER_MESSAGE, { maxLooksPerMinute: LOOKS_PER_MESSAGE }),
    takePassword: (messageId, fileId) =>
      take(`password:${messageId}:${fileId}`, PASSWORDS_PER_FILE, { maxPasswordsPerHour: PASSWORDS_PER_FILE }, HOUR_SECONDS),
    async takeCode(address) {
      await take(`code:${address}`, WRONG_CODES_PER_ADDRESS, { maxWrongCodes: WRONG_CODES_PER_ADDRESS }, WRONG_CODES_SECONDS)
      await take('codes', WRONG_CODES_AN_HOUR, { maxWrongCodesPerHour: WRONG_CODES_AN_HOUR }, HOUR_SECONDS)
    },
    async giveCodeBack(address) {
      await limiterFor(WRONG_CODES_PER_ADDRESS, WRONG_CODES_SECONDS).reward(`code:${address}`, 1)
      await limiterFor(WRONG_CODES_AN_HOUR, HOUR_SECONDS).reward('codes', 1)
    },
  }
}
