// Goes on sending what waits while a page is open: when the network is back, and every so often while it is there.
import { sendWaiting } from './send.ts';

const EVERY_MS = 30_000;

/** Starts it; `onSent` gets the ids that the hub now has. Gives the function that ends it. */
export function keepTrying(onSent: (ids: string[]) => void): () => void {
  const attempt = async () => {
    if (!navigator.onLine) return;
    const ids = await sendWaiting();
    if (ids.length > 0) onSent(ids);
  };
  const timer = setInterval(attempt, EVERY_MS);
  addEventListener('online', attempt);
  void attempt();
  return () => {
    clearInterval(timer);
    removeEventListener('online', attempt);
  };
}
