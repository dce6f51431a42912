/** docs/BENCHMARKS.md as a whole: the tables, and how each of their figures came about. */

export interface Tables {
  readonly services: string
  readonly links: string
  readonly html: string
  readonly files: string
}

/** What an earlier run wrote; of what it has no table, nothing. */
export function readTables(written: string): Partial<Tables> {
  const between = (name: keyof Tables) => new RegExp(`<!-- ${name} -->\\n([^]*?)\\n<!-- end -->`).exec(written)?.[1]
  const [services, links, html, files] = [between('services'), between('links'), between('html'), between('files')]
  return {
    ...(services === undefined ? {} : { services }),
    ...(links === undefined ? {} : { links }),
    ...(html === undefined ? {} : { html }),
    ...(files === undefined ? {} : { files }),
  }
}

export function document({
  services = 'Not measured yet.',
  links = 'Not measured yet.',
  html = 'Not measured yet.',
  files = 'Not measured yet.',
}: Partial<Tables>): string {
  return `# Benchmarks

Written by \`npm run bench -- --save\`. Each row stands beside its floor: the same bytes through the bare building blocks, measured in
the same run on the same machine, with the load generator on it as well.

<!-- services -->
${services}
<!-- end -->

What is sent, each message of its own content:

- **A**: a chat message as JSON, 500 bytes of text with one link. Floor: Express and zod read the same JSON, \`URL\` its link, and the
  bytes are made durable by grouped commits (\`node:sqlite\` with WAL and FULL, or PostgreSQL).
- **B**: a 60 KB HTML e-mail. Floor: postal-mime and sanitize-html as they come, on all threads, and a grouped durable insert.
- **C**: an e-mail with a 1 MB PDF, scanned by clamd. Floor: clamd alone, four PDFs at once through the same client.
- **D**: mails through inspecting, deciding and building, as \`forebay check\` runs them, without server, store and scanner.
  Floor: postal-mime and sanitize-html alone, on all threads.

What is measured:

- **msg/s**: settled a second, from HTTP accept to release, while there is always one more message to take and a bounded number
  under way; counted by the service's own metric after the warm-up.
- **ack, release** (milliseconds): at the rate in **at msg/s**, half of the one before, with arrivals at random moments (Poisson) that wait for
  no answer. Measured by the client from the moment that a message was due to be sent: to its 202, or, for a share of them, to the
  answer that holds the release (\`Prefer: wait\`).
- **RSS MB**: the most that was resident in the service's process. **CPU ms**: what one message costs in all processes at saturation,
  the load generator's included. CPU at saturation, as a number of cores: **cores** of the
  service, **backends** (database, queue, scanner), **load** (the generator), **others** (everybody else on the machine, whose share is
  missing from the figures).

## Links

<!-- links -->
${links}
<!-- end -->

- **URLs/s** on one thread, over 20,000 addresses as mail and chat have them (\`bench/content/addresses.ts\`): pages, click counters of
  newsletters, some wrapped by mail filters, short, foreign or odd. Each line does all of the work of that step for an address by
  itself; the last one is what a message's links go through before the lists are asked.
- The list is made of random names, compiled, loaded in a process of its own and looked up with addresses on it and not on it.

## HTML and text

<!-- html -->
${html}
<!-- end -->

- **MB/s** of HTML on one thread, the steps by turns over the same bodies. The last two do all that a mail's HTML goes through: reading
  to inert HTML, text, links and hidden words, the second sanitizer that judges the result, and every check of words.

## Files

<!-- files -->
${files}
<!-- end -->

- Files of random bytes, each new, so that clamd answers none from its cache. **clamd alone**: one INSTREAM on a connection of its own
  for each, as many at once. **service**: each as a message with one file, through parsing and inspecting in the sandbox, the scanner,
  deciding and building; storing apart. Both by turns, over clamd's socket, with a signature of the EICAR test file alone: with more
  signatures clamd takes longer and the service's part is smaller.
- Built anew (disarmed) on one thread, by the page and by the megapixel.
`
}
