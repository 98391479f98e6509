// Places without signal all over the simulated country, told by the hub's own front door.

import type { Hub } from '@i-speed/hub';
import type { Reference } from '@i-speed/reference';
import { DAY_MS } from '@i-speed/spec';
import type { SimulatedClock } from './load.ts';

/** Of so many communes in the order of their codes one has such a place: all together fewer than the hub takes of one address in a minute. */
const ONE_OF = 150;
const DAYS = 60;
const OPERATORS = ['viettel', 'vnpt', 'mobifone', 'vietnamobile'];

/** Reports one from the middle of every so many communes over the last two months; leaves the clock at `nowMs`. Gives how many; throws where the hub refuses one. */
export async function fillWhiteSpots(
  hub: Pick<Hub, 'api'>,
  reference: Pick<Reference, 'allCommunes'>,
  clock: SimulatedClock,
  nowMs: number,
): Promise<number> {
  const places = reference.allCommunes().flatMap(({ label }, i) => (label && i % ONE_OF === 0 ? [label] : []));
  for (const [i, { latitude, longitude }] of places.entries()) {
    clock.nowMs = nowMs - Math.floor(((places.length - i) / places.length) * DAYS * DAY_MS);
    const body = {
      id: `00000000-0000-4000-8000-${(0xc00 + i).toString(16).padStart(12, '0')}`,
      observedAt: new Date(clock.nowMs).toISOString(),
      operatorId: OPERATORS[i % OPERATORS.length],
      position: { latitude, longitude, accuracyM: 50 },
    };
    const headers = { 'content-type': 'application/json' };
    const request = new Request('http://localhost/api/v1/white-spots', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const answer = await hub.api(request);
    if (!answer.ok) throw new Error(`the hub answered ${answer.status}: ${await answer.text()}`);
  }
  clock.nowMs = nowMs;
  return places.length;
}
