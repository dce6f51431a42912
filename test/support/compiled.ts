/** For the environment of programs that tests start: where Node keeps what it compiled, so that each start need not do it again. */
const folder = process.env.NODE_COMPILE_CACHE

export const COMPILED: Readonly<Record<string, string>> = folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
