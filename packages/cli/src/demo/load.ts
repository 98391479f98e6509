// Loads the simulated country by the hub's own API: each measurement is judged and kept as any other is.
import type { Hub } from '@i-speed/hub';
import { openReference } from '@i-speed/reference';
import { BATCH_LIMIT, type Submission } from '@i-speed/spec';
import * as z from 'zod';
import type { Attribution } from './attribute.ts';
import { simulateCountry } from './country.ts';
import { simulateDevice } from './device.ts';
import { simulateFakers } from './fakers.ts';
import { simulateMeasurement } from './measurement.ts';
import { simulatePoints } from './points.ts';
import { chosen, openRandom } from './random.ts';
import { isBusyHour, simulateTime } from './time.ts';

export type Simulation = {
  seed: number;
  /** Measurements in all; the fakers' come on top. */
  total: number;
  nowMs: number;
};

/** What the hub is told of the time while the past is loaded. */
export type SimulatedClock = { nowMs: number };

export type Progress = { done: number; total: number; atMs: number };

/** People whom the campaign brings in a commune. */
const CROWD = 37;
/** So many batches are under way at once: the hub writes what waits together. */
const AT_ONCE = 4;
const TYPICAL_MEASUREMENTS_OF_DEVICE = 5;
/** What arrives too long after it was measured is excluded, and rightly so. */
const LONGEST_BATCH_MS = 10 * 86_400_000;
const RECEIVED_AFTER_MS = 20_000;

const results = z.object({ results: z.array(z.looseObject({ faults: z.array(z.unknown()).optional() })) });

/** Registers the points and posts all measurements in the order of their time. Throws when the hub refuses one. */
export async function loadCountry(
  hub: Hub,
  clock: SimulatedClock,
  { seed, total, nowMs }: Simulation,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
  attribution?: Attribution,
): Promise<number> {
  const reference = openReference({});
  const country = simulateCountry(reference, seed);
  const points = simulatePoints(reference, country);
  for (const registration of points.registrations) await hub.registerPoint(registration);

  const offsetMs = zoneOffsetMs(reference.country.timeZone, nowMs);
  const [current, former] = reference.editions;
  const changeMs = Date.parse(current?.validFrom ?? '') - offsetMs;
  const random = openRandom(seed, 'order');
  const time = simulateTime({ nowMs, changeMs, offsetMs, total }, random);
  const fakerCommune = country.drawCommune(random);
  const faked = simulateFakers(country, seed, fakerCommune, nowMs);
  const devices = new Map<number, number>();
  let nextFaked = 0;
  let serial = 0;

  const make = (startedAtMs: number, communeIndex: number, device: ReturnType<typeof simulateDevice>): Submission => {
    const isBeforeChange = startedAtMs < changeMs;
    serial += 1;
    const place = chosen(country.communes, communeIndex);
    const unitCode = attribution?.unitOf(place.commune.code, device.installId, startedAtMs);
    const submission = simulateMeasurement({
      serial,
      seed,
      startedAtMs,
      place,
      device,
      points,
      growth: time.growth(startedAtMs),
      isBusyHour: isBusyHour(startedAtMs, offsetMs),
      isCableBroken: time.isCableBroken(startedAtMs),
      isBeforeChange,
      edition: (isBeforeChange ? former : current)?.edition ?? reference.currentEdition,
    });
    return unitCode === undefined ? submission : { ...submission, unitCode };
  };
  const brought = attribution?.brought ?? [];
  const indexOf = new Map(country.communes.map(({ commune }, i) => [commune.code, i]));
  let nextBrought = 0;
  const bringUntil = (untilMs: number): Submission[] => {
    const made: Submission[] = [];
    for (let one = brought[nextBrought]; one !== undefined && one.atMs <= untilMs; one = brought[nextBrought]) {
      const index = indexOf.get(one.communeCode);
      // Neighbouring numbers are different people, so that nobody measures twice within hours.
      const device = index === undefined ? undefined : simulateDevice(country, seed, index, nextBrought % CROWD);
      if (index !== undefined && device !== undefined) made.push(make(one.atMs, index, device));
      nextBrought += 1;
    }
    return made;
  };
  const makeAt = (startedAtMs: number): Submission[] => {
    const made: Submission[] = bringUntil(startedAtMs);
    for (let one = faked[nextFaked]; one !== undefined && one.atMs <= startedAtMs; one = faked[nextFaked]) {
      made.push(make(one.atMs, fakerCommune, one.device));
      nextFaked += 1;
    }
    const communeIndex = country.drawCommune(random);
    const measured = (devices.get(communeIndex) ?? 0) + 1;
    devices.set(communeIndex, measured);
    const crowd = 3 + measured / TYPICAL_MEASUREMENTS_OF_DEVICE;
    const device = simulateDevice(country, seed, communeIndex, Math.floor(crowd * random.next() ** 1.4));
    made.push(make(startedAtMs, communeIndex, device));
    return made;
  };

  let waiting: Submission[] = [];
  let done = 0;
  const flush = async () => {
    const last = waiting.at(-1);
    if (last === undefined) return;
    clock.nowMs = Math.min(nowMs, Date.parse(last.startedAt) + RECEIVED_AFTER_MS);
    const parts = Array.from({ length: Math.ceil(waiting.length / BATCH_LIMIT) }, (_, i) =>
      waiting.slice(i * BATCH_LIMIT, (i + 1) * BATCH_LIMIT),
    );
    await Promise.all(parts.map((part) => post(hub, part)));
    done += waiting.length;
    waiting = [];
    tell({ done, total: time.starts.length + faked.length, atMs: clock.nowMs });
  };
  for (const startedAtMs of time.starts) {
    waiting.push(...makeAt(startedAtMs));
    const firstMs = Date.parse(waiting[0]?.startedAt ?? '');
    if (waiting.length < AT_ONCE * BATCH_LIMIT && startedAtMs - firstMs < LONGEST_BATCH_MS) continue;
    await flush();
    if (signal.aborted) return done;
  }
  waiting.push(...bringUntil(nowMs));
  await flush();
  return done;
}

async function post(hub: Hub, batch: readonly Submission[]): Promise<void> {
  const request = new Request('http://localhost/api/v1/measurements', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(batch),
  });
  const answer = await hub.api(request);
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}: ${await answer.text()}`);
  const refused = results.parse(await answer.json()).results.find(({ faults }) => faults !== undefined);
  if (refused !== undefined) throw new Error(`the hub refused a simulated measurement: ${JSON.stringify(refused)}`);
}

/** What the zone's clocks are ahead of UTC at an instant. */
function zoneOffsetMs(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):(\d+)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
