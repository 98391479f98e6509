// A queue between what happens and who reads it: events go in at any time and come out in order.

export type Channel<T> = AsyncIterable<T> & {
  put(value: T): void;
  /** After what was put has been read, reading ends. */
  end(): void;
  /** The same with an error. */
  fail(error: unknown): void;
};

/** An empty channel for one reader. `onLeave` is called when the reader stops before the end. */
export function createChannel<T>(onLeave: () => void): Channel<T> {
  const values: T[] = [];
  let over: { error?: unknown } | undefined;
  let wake = Promise.withResolvers<void>();
  const ring = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  async function* read(): AsyncGenerator<T> {
    try {
      for (;;) {
        const next = wake.promise;
        while (values.length > 0) yield takeFirst(values);
        if (over !== undefined) {
          if ('error' in over) throw over.error;
          return;
        }
        await next;
      }
    } finally {
      if (over === undefined) onLeave();
    }
  }
  return {
    put(value) {
      if (over !== undefined) return;
      values.push(value);
      ring();
    },
    end() {
      over ??= {};
      ring();
    },
    fail(error) {
      over ??= { error };
      ring();
    },
    [Symbol.asyncIterator]: read,
  };
}

/** Guarantee: the list is not empty. */
function takeFirst<T>(values: T[]): T {
  return values.shift() as T;
}
