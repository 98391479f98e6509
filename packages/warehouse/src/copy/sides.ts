// The two sides of a copy: seen to be ClickHouse before anything is said to them, and named when one breaks off.
import type { Place } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';

/** A server that says nothing for so long is away. */
const ANSWER_MS = 10_000;

/** Throws WarehouseError that names the server where one does not answer or is no ClickHouse server; a folder is seen when it is opened. */
export async function checkServers(place: Place): Promise<void> {
  if ('path' in place) return;
  for (const url of place.url.split(',')) {
    const origin = originOf(url);
    const said = await fetch(new URL('/ping', origin), { signal: AbortSignal.timeout(ANSWER_MS) })
      .then((answer) => answer.text())
      .catch((cause: unknown) => {
        throw new WarehouseError('unavailable', `${origin} does not answer: ${whyOf(cause)}`, cause);
      });
    if (said.trim() !== 'Ok.') throw new WarehouseError('unavailable', `${origin} is no ClickHouse server`);
  }
}

/** Gives what the work at a side gives; what breaks off is thrown as WarehouseError that names the side. */
export async function at<T>(place: Place, work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    const name = 'path' in place ? place.path : place.url.split(',').map(originOf).join(', ');
    const why = cause instanceof WarehouseError ? cause.message : whyOf(cause);
    throw new WarehouseError(
      'unavailable',
      `the copy broke off at ${name}: ${why}; what is copied stays, say it again`,
      cause,
    );
  });
}

/** Without user and password. */
function originOf(url: string): string {
  return new URL(url.trim()).origin;
}

/** The innermost cause says more than "fetch failed". */
function whyOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  return inner.message.split('\n')[0] || inner.name;
}
