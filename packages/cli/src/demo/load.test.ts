import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubConfig, openHub } from '@i-speed/hub';
import { openReference } from '@i-speed/reference';
import { copyFreshData } from '@i-speed/testbed';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { demoUnits, openAttribution } from './attribute.ts';
import { loadCountry, type Progress } from './load.ts';
import { publishPast } from './publish-past.ts';
import { simulateSubmissions } from './submissions.ts';
import { fillWhiteSpots } from './white-spots.ts';

const NOW_MS = Date.parse('2026-03-20T05:00:00Z');
/** Loading two thousand measurements and closing two months takes a while on a busy machine. */
const PATIENCE_MS = 300_000;

const statistics = z.object({
  received: z.number(),
  counted: z.number(),
  excluded: z.array(z.object({ reason: z.string(), n: z.number() })),
});

test(
  'a small country passes through the hub: points, both sides of the merger, fakers found out',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'i-speed-demo-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await copyFreshData(folder);
    const clock = { nowMs: NOW_MS };
    const config = hubConfig({
      I_SPEED_DATA: folder,
      I_SPEED_DEMO: 'true',
      I_SPEED_MEASUREMENTS_PER_MINUTE: '0',
      LOG_LEVEL: 'silent',
    });
    await using hub = await openHub(config, { clock: () => clock.nowMs });
    const reference = openReference({});
    // Five agencies and three communes; the campaign brings 36 measurements.
    const units = demoUnits(reference.allCommunes()).slice(0, 8);
    const attribution = openAttribution(units, NOW_MS - 60 * 86_400_000, NOW_MS);
    const simulated = simulateSubmissions(reference, { seed: 7, total: 1_500, nowMs: NOW_MS }, attribution);
    const told: Progress[] = [];
    const done = await loadCountry(hub, clock, simulated, (one) => told.push(one), new AbortController().signal);

    // Nothing is left over, and progress ends at the whole.
    expect(told.at(-1)).toMatchObject({ done, total: done });
    clock.nowMs = NOW_MS;
    const ask = async (query: string) => {
      const answer = await hub.api(new Request(`http://hub.example/api/v1/statistics?groupBy=trigger&${query}`));
      expect(answer.headers.get('i-speed-data')).toBe('simulated');
      return statistics.parse(await answer.json());
    };
    // Grouped by trigger nothing is left out; otherwise figures rest on what people began themselves.
    const before = await ask('from=2024-01-01&to=2025-06-30');
    const after = await ask('from=2025-07-01&to=2026-03-20');
    expect(before.received + after.received).toBe(done);
    // What was measured in the areas of before the merger counts as well as what came after.
    expect(before.counted).toBeGreaterThan(0.7 * before.received);
    expect(after.counted).toBeGreaterThan(500);
    // 75 days of 24 rounds on phones of one model and line: from the sixteenth on each day shows the clock behind them.
    const faked = after.excluded.find(({ reason }) => reason === 'shared-device-burst')?.n;
    expect(faked).toBeGreaterThan(600);
    expect(after.excluded.map(({ reason }) => reason)).not.toContain('clock-off');
    const points = await (await hub.api(new Request('http://hub.example/api/v1/points'))).json();
    expect(points.points.length).toBe(30);

    // 3,321 communes, one of 150; none is refused, and each lies in the province of its position.
    expect(await fillWhiteSpots(hub, openReference({}), clock, NOW_MS)).toBe(23);
    const { whiteSpots } = await (await hub.api(new Request('http://hub.example/api/v1/white-spots'))).json();
    expect(whiteSpots.length).toBe(23);
    const provinces = new Set(whiteSpots.map(({ provinceCode }: { provinceCode: string }) => provinceCode));
    expect(provinces.size).toBeGreaterThan(15);

    // On the third of March January is closed, on its day, and February's day has not come.
    const past = { nowMs: Date.parse('2026-03-03T05:00:00Z'), timeZone: 'Asia/Ho_Chi_Minh', publishDay: 5, months: 3 };
    await publishPast(hub, clock, past);
    expect(clock.nowMs).toBe(past.nowMs);
    const { publications } = await (await hub.api(new Request('http://hub.example/api/v1/publications'))).json();
    const stand = publications.map(({ month, madeAt }: { month: string; madeAt: string }) => `${month} ${madeAt}`);
    expect(stand).toEqual(['2026-01 2026-02-04T20:10:00.000Z', '2025-12 2026-01-04T20:10:00.000Z']);
  },
  PATIENCE_MS,
);
