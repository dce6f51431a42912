/** What `@jest/globals` is to a file that Node loads: live bindings, so that a module which an earlier file loaded too gets those of the file that runs. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test

export function begin(globals) {
  ;({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals)
}
