// A batch of 500 measurements of one point is one question to the store, not 500.

/** What was found is taken as true for so long; what was not found is asked for again each time. */
const KEPT_MS = 1_000;

/** `ask`, but at most once a second for each id that there is. Rejects as it does. */
export function keepBriefly<T>(
  ask: (id: string) => Promise<T | undefined>,
  clock: () => number,
): (id: string) => Promise<T | undefined> {
  const known = new Map<string, { readonly askedAtMs: number; readonly answer: Promise<T | undefined> }>();
  return (id) => {
    const present = known.get(id);
    if (present !== undefined && clock() - present.askedAtMs < KEPT_MS) return present.answer;
    const answer = ask(id);
    known.set(id, { askedAtMs: clock(), answer });
    answer.then(
      (found) => found === undefined && known.delete(id),
      () => known.delete(id),
    );
    return answer;
  };
}
