// Which worker an address is served by: the same one while it measures, so that all connections of a measurement meet.
import { holderOf, plainAddress } from '../session/address.ts';

/** Longer than any pause between a client's connections; a measurement that runs longer keeps its own. */
const FORGET_MS = 600_000;

export type Assign = (address: string | undefined) => number;

/** Gives new addresses (IPv4) and /64 networks (IPv6) to the worker that serves the fewest of them now. */
export function openAssignment(workers: number, nowMs: () => number): Assign {
  const places = new Map<string, { worker: number; lastMs: number }>();
  const served = Array.from({ length: workers }, () => 0);
  const forget = () => {
    for (const [holder, { worker, lastMs }] of places) {
      if (nowMs() - lastMs < FORGET_MS) return;
      places.delete(holder);
      served[worker] = (served[worker] ?? 0) - 1;
    }
  };
  return (given) => {
    forget();
    const holder = holderOf(plainAddress(given));
    const known = places.get(holder);
    const worker = known?.worker ?? served.indexOf(Math.min(...served));
    if (known === undefined) served[worker] = (served[worker] ?? 0) + 1;
    places.delete(holder);
    places.set(holder, { worker, lastMs: nowMs() });
    return worker;
  };
}
