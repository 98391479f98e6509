// The person's side of a command: where text goes, and how it is interrupted.

/** Where text goes: `out` is stdout, `err` stderr; `columns` is stderr's width when it is a terminal, else absent. */
export type Terminal = { out(text: string): void; err(text: string): void; columns?: number | undefined };

/** This process's own. */
export function openTerminal(): Terminal {
  return {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    columns: process.stderr.isTTY ? process.stderr.columns : undefined,
  };
}

/** A reader that has seen enough (`| head`) closes its end: what is still said goes nowhere, and the work ends as it would have. */
export function allowClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    });
}

/** Aborts when the reader of what is said has left: for a command that would otherwise go on for ever, and then ends in order. */
export function abortOnClosedOutput(): AbortSignal {
  const controller = new AbortController();
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}

/** The first Ctrl-C ends the measurement in order; a second ends the program at once, as Node does by itself. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
