// Waiting that an abort ends.

/** Resolves after `ms`, or at once when the signal aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}

/** Waits for `settled`, but at most `ms` and not past an abort; leaves no timer behind. True when it settled in time. */
export async function settledWithin(settled: Promise<unknown>, ms: number, signal?: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const first = await Promise.race([
    settled.then(
      () => true,
      () => true,
    ),
    sleep(ms, ends).then(() => false),
  ]);
  over.abort();
  return first;
}
