// All that the simulated country hands in, in the order of its time: what people measure by themselves, what the campaign brings, and the fakers'.
import type { Reference } from '@i-speed/reference';
import type { Submission } from '@i-speed/spec';
import type { Attribution } from './attribute.ts';
import { simulateCountry } from './country.ts';
import { type SimulatedDevice, simulateDevice } from './device.ts';
import { simulateFakers } from './fakers.ts';
import { simulateMeasurement } from './measurement.ts';
import { type SimulatedPoints, simulatePoints } from './points.ts';
import { chosen, openRandom } from './random.ts';
import { isBusyHour, simulateTime, zoneOffsetMs } from './time.ts';

export type Simulation = {
  seed: number;
  /** Measurements that people make by themselves; the campaign's and the fakers' come on top. */
  total: number;
  nowMs: number;
};

export type SimulatedSubmissions = {
  points: SimulatedPoints;
  count: number;
  /** In rising order of time, each made when it is asked for. */
  submissions: Iterable<Submission>;
};

/** A measurement at a time; `measurer` says who makes it where, and is asked in the order of time. */
type Occasion = { atMs: number; measurer: () => { communeIndex: number; device: SimulatedDevice } };

/** People whom the campaign brings in a commune. */
const CROWD = 37;
const TYPICAL_MEASUREMENTS_OF_DEVICE = 2;

export function simulateSubmissions(
  reference: Reference,
  { seed, total, nowMs }: Simulation,
  attribution?: Attribution,
): SimulatedSubmissions {
  const country = simulateCountry(reference, seed);
  const points = simulatePoints(reference, country);
  const offsetMs = zoneOffsetMs(reference.country.timeZone, nowMs);
  const [current, former] = reference.editions;
  const changeMs = Date.parse(current?.validFrom ?? '') - offsetMs;
  const random = openRandom(seed, 'order');
  const time = simulateTime({ nowMs, changeMs, offsetMs, total }, random);

  const measuredIn = new Map<number, number>();
  const own = Array.from(time.starts, (atMs): Occasion => {
    const measurer = () => {
      const communeIndex = country.drawCommune(random);
      const measured = (measuredIn.get(communeIndex) ?? 0) + 1;
      measuredIn.set(communeIndex, measured);
      const crowd = 3 + measured / TYPICAL_MEASUREMENTS_OF_DEVICE;
      const n = Math.floor(crowd * random.next() ** 1.4);
      return { communeIndex, device: simulateDevice(country, seed, communeIndex, n) };
    };
    return { atMs, measurer };
  });
  const indexOf = new Map(country.communes.map(({ commune }, i) => [commune.code, i]));
  const brought = (attribution?.brought ?? []).flatMap(({ atMs, communeCode }, i): Occasion[] => {
    const communeIndex = indexOf.get(communeCode);
    if (communeIndex === undefined) return [];
    // Neighbouring numbers are different people, so that nobody measures twice within hours.
    return [
      { atMs, measurer: () => ({ communeIndex, device: simulateDevice(country, seed, communeIndex, i % CROWD) }) },
    ];
  });
  const fakers = country.drawCommune(random);
  const faked = simulateFakers(country, seed, fakers, nowMs).map(
    ({ atMs, device }): Occasion => ({ atMs, measurer: () => ({ communeIndex: fakers, device }) }),
  );
  const occasions = [...brought, ...faked, ...own].sort((left, right) => left.atMs - right.atMs);

  const submit = ({ atMs, measurer }: Occasion, serial: number): Submission => {
    const { communeIndex, device } = measurer();
    const place = chosen(country.communes, communeIndex);
    const isBeforeChange = atMs < changeMs;
    const submission = simulateMeasurement({
      serial,
      seed,
      startedAtMs: atMs,
      place,
      device,
      points,
      growth: time.growth(atMs),
      isBusyHour: isBusyHour(atMs, offsetMs),
      isCableBroken: time.isCableBroken(atMs),
      isBeforeChange,
      edition: (isBeforeChange ? former : current)?.edition ?? reference.currentEdition,
    });
    const unitCode = attribution?.unitOf(place.commune.code, device.installId, atMs);
    return unitCode === undefined ? submission : { ...submission, unitCode };
  };
  return { points, count: occasions.length, submissions: inOrder(occasions, submit) };
}

function* inOrder(occasions: readonly Occasion[], submit: (one: Occasion, serial: number) => Submission) {
  for (const [i, occasion] of occasions.entries()) yield submit(occasion, i + 1);
}
