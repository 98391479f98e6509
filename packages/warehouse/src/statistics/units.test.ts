import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ValidityReason } from '@i-speed/spec';
import { participates } from '@i-speed/statistics';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId, row, sample } from '../../test/sample.ts';
import { openWarehouse, type Warehouse } from '../index.ts';

const atMs = Date.parse('2026-03-01T17:00:00Z');
const DAY_MS = 86_400_000;
const selection = { fromMs: atMs, untilMs: atMs + 3 * DAY_MS, timeZone: 'Asia/Ho_Chi_Minh', edition: '2025-07-01' };
const folder = mkdtempSync(join(tmpdir(), 'i-speed-units-'));
let warehouse: Warehouse;

/** What a device's measurements were excluded for, by turns; none for a valid one. */
const REASONS: readonly (readonly ValidityReason[])[] = [
  [],
  ['failed'],
  ['scripted-pace'],
  ['scripted-pace', 'shared-device-burst'],
  ['abroad', 'implied-speed'],
];

/** In the order of the reasons; a valid one can bear one too. */
const SCORES = [0.27, undefined, 0.9975, 0.9981, 0.91];

/** Measurements of two units and three devices, one of them without an install, over three days. */
const all = Array.from({ length: 180 }, (_, i) => ({
  day: i % 3,
  unitCode: i % 2 === 0 ? 'ubnd-xa-01' : 'so-01',
  device: [installId(1), installId(2), undefined][Math.floor(i / 6) % 3],
  reasons: REASONS[Math.floor(i / 18) % REASONS.length] ?? [],
  // Of every fourth it was not kept.
  abuseProbability: i % 4 === 0 ? undefined : SCORES[Math.floor(i / 18) % REASONS.length],
}));

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  warehouse = await openWarehouse({ path: folder });
  await warehouse.append(
    all.map(({ day, unitCode, device, reasons, abuseProbability }, i) => ({
      ...row(
        sample(atMs + day * DAY_MS + i * 60_000, i, {
          unitCode,
          client: { kind: 'cli', version: '1', ...(device && { installId: device }) },
          validity: reasons.length === 0 ? 'valid' : 'excluded',
          reasons: [...reasons],
          countsInStatistics: reasons.length === 0,
        }),
      ),
      ...(abuseProbability !== undefined && { abuseProbability }),
    })),
  );
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

const participating = (own: typeof all) => participates(own).filter(Boolean).length;

test('of what a rule against abuse excluded one measurement a rule and device takes part, of all others every one', async () => {
  const counts = await warehouse.unitCounts(selection);
  for (const { unitCode, measurements } of counts)
    expect([unitCode, measurements]).toEqual([unitCode, participating(all.filter((one) => one.unitCode === unitCode))]);
  // 72 without an abuse; three kinds of it at most once for each of three devices.
  expect(counts.find(({ unitCode }) => unitCode === 'so-01')?.measurements).toBeLessThan(60);
  expect(counts).toHaveLength(2);
});

test('a day counts by itself', async () => {
  const days = await warehouse.unitCounts(selection, { units: ['so-01'], isDaily: true });
  expect(days.map(({ measurements }) => measurements)).toEqual(
    [0, 1, 2].map((day) => participating(all.filter((one) => one.unitCode === 'so-01' && one.day === day))),
  );
});

test('what each unit lost to the rules is what does not take part, each measurement under the first of its rules', async () => {
  const told = await warehouse.setAsideByUnit(selection);
  for (const unitCode of ['so-01', 'ubnd-xa-01']) {
    const own = all.filter((one) => one.unitCode === unitCode);
    const aside = told.get(unitCode) ?? [];
    expect(aside.reduce((sum, { uncounted }) => sum + uncounted, 0)).toBe(own.length - participating(own));
    const scripted = own.filter(({ reasons }) => reasons.includes('scripted-pace'));
    const found = aside.find(({ reason }) => reason === 'scripted-pace');
    expect(found).toMatchObject({
      measurements: scripted.length,
      uncounted: scripted.length - 3,
      devices: 3,
      mostScore: 1,
    });
    expect(aside.map(({ reason }) => reason)).toEqual(['scripted-pace', 'implied-speed']);
  }
  const merged = await warehouse.setAsideByUnit(selection, { heirs: new Map([['ubnd-xa-01', 'so-01']]) });
  expect([...merged.keys()]).toEqual(['so-01']);
  // The same three devices measured for both units: one more of each takes part no more.
  const both = participating(all.map((one) => ({ ...one, unitCode: 'so-01' })));
  expect(merged.get('so-01')?.reduce((sum, { uncounted }) => sum + uncounted, 0)).toBe(all.length - both);
  expect([...(await warehouse.setAsideByUnit(selection, { units: ['nobody'] })).keys()]).toEqual([]);
});

test('what the rules against abuse found is told by rule, with its score, and last what they let stand', async () => {
  const told = await warehouse.unitAbuse(selection, ['so-01', 'ubnd-xa-01']);
  const of = (reason: ValidityReason | undefined) =>
    all.filter(({ reasons, abuseProbability }) =>
      reason === undefined ? reasons.length === 0 && abuseProbability !== undefined : reasons.includes(reason),
    );
  const rounded = (score: number) => Math.round(100 * score) / 100;
  const wanted = (['scripted-pace', 'implied-speed', 'shared-device-burst', undefined] as const).map((reason) => {
    const scores = of(reason).flatMap(({ abuseProbability }) =>
      abuseProbability === undefined ? [] : [rounded(abuseProbability)],
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return {
      ...(reason && { reason }),
      measurements: of(reason).length,
      devices: new Set(of(reason).flatMap(({ device }) => device ?? [])).size,
      meanScore: rounded(mean),
      mostScore: Math.max(...scores),
    };
  });
  expect(told).toEqual(wanted);
  // Faults of the network are no abuse; of a unit that nobody measured for there is nothing.
  expect(told.map(({ reason }) => reason)).not.toContain('failed');
  expect(await warehouse.unitAbuse(selection, ['nobody'])).toEqual([]);
});
