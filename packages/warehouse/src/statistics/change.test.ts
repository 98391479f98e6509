import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collapse, mixAdjustedChange, monthWindow, rawChange, valueWeekOf } from '@i-speed/statistics';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { sayTo } from '../../test/say.ts';
import { openWarehouse, type Warehouse } from '../index.ts';

const marchMs = Date.parse('2026-02-28T17:00:00Z');
const aprilMs = Date.parse('2026-03-31T17:00:00Z');
const mayMs = Date.parse('2026-04-30T17:00:00Z');
const months = [
  { month: '2026-03', fromMs: marchMs, untilMs: aprilMs },
  { month: '2026-04', fromMs: aprilMs, untilMs: mayMs },
];
const question = {
  quantity: 'download',
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  scale: 'log',
  months,
} as const;
const ask = (warehouse: Warehouse) => warehouse.changeSeries(question);

/** Device d measures 10 + d Mbit/s in each month, and in April a fifth more. */
const measured = (d: number, monthMs: number) =>
  row(
    sample(monthMs + d * 86_400_000, d, {
      client: { kind: 'cli', version: '1', installId: installId(d) },
      communeCode: `0000${d % 3}`,
      download: direction((10 + d) * (monthMs === marchMs ? 1 : 1.2)),
    }),
  );

test('of changes what is told is kept and not the cells it is made of, and looked up until something comes', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-change-'));
  try {
    await copyFreshWarehouse(path);
    const fresh = await (async () => {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append(months.flatMap(({ fromMs }) => Array.from({ length: 12 }, (_, d) => measured(d, fromMs))));
      return await ask(warehouse);
    })();
    expect(fresh[1]?.sinceBefore?.raw?.ratio).toBeCloseTo(1.2, 2);
    expect(
      await sayTo(path, 'SELECT DISTINCT JSONExtractString(question, 2) AS name FROM kept_answers ORDER BY name'),
    ).toEqual([{ name: 'means-log' }, { name: 'mix-log' }]);
    // Changed behind the engine's back: what is told now was looked up.
    await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
    await using warehouse = await openWarehouse({ path });
    expect(await ask(warehouse)).toEqual(fresh);
    await warehouse.append([measured(20, aprilMs)]);
    expect(await ask(warehouse)).not.toEqual(fresh);
  } finally {
    rmSync(path, { recursive: true });
  }
});

/** Of 60 devices of nine communes, two operators and two kinds of point each misses some of three months; some communes are in one month alone. */
const walked = ['2026-03', '2026-04', '2026-05'].flatMap((month, m) =>
  Array.from({ length: 60 }, (_, d) => ({
    month,
    device: installId(d),
    kind: d % 7 === 0 ? ('abroad' as const) : ('exchange' as const),
    operator: d % 3 === 0 ? 'vnpt' : 'viettel',
    area: `0000${d % 5 === 0 ? 3 + m : d % 3}`,
    value: Math.fround((10 + ((d * 7) % 23)) * (1 + 0.1 * m)),
    atMs: monthWindow(month, question.timeZone).fromMs + (d % 27) * 86_400_000 + d,
  })).filter((_, d) => (d + m) % 4 !== 0),
);

test('every step is what the statistics package says of its two months, and a late measurement makes its month alone anew', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-change-'));
  try {
    await copyFreshWarehouse(path);
    const three = ['2026-03', '2026-04', '2026-05'].map((month) => ({
      month,
      ...monthWindow(month, question.timeZone),
    }));
    const told = await (async () => {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append(
        walked.map(({ device, kind, operator, area, value, atMs }, i) => {
          const access = { kind: 'mobile', technology: '4g' } as const;
          const client = { kind: 'cli', version: '1', installId: device } as const;
          return row(
            sample(atMs, i, { client, operator, access, communeCode: area, download: direction(value) }),
            kind,
          );
        }),
      );
      return await warehouse.changeSeries({ ...question, months: three });
    })();
    const valuesOf = (of: string, kind: string) =>
      collapse(
        walked
          .filter((one) => one.month === of && one.kind === kind)
          .map((one) => ({
            ...{ device: one.device, area: one.area, operator: one.operator, access: 'mobile/4g', value: one.value },
            ...{ stratum: 'manual/', week: valueWeekOf(one.atMs, question.timeZone) },
          })),
        'log',
      ).map(({ device, value, operator, area }) => ({ device, value, cell: `${operator} ${area}` }));
    const change = (before: string | undefined, after: string | undefined, kind = '') => {
      if (before === undefined || after === undefined) return undefined;
      const [old, now] = [valuesOf(before, kind), valuesOf(after, kind)];
      return { raw: rawChange(old, now, 'log'), mixAdjusted: mixAdjustedChange(old, now, 'log') };
    };
    const wanted = told.map(({ month, networkKind }) => {
      const at = three.findIndex((one) => one.month === month);
      const [sinceBefore, untilLast] = [
        change(three[at - 1]?.month, month, networkKind),
        change(month, at === 2 ? undefined : three[2]?.month, networkKind),
      ];
      return { month, networkKind, ...(sinceBefore && { sinceBefore }), ...(untilLast && { untilLast }) };
    });
    expect(told).toHaveLength(6);
    expect(told[2]?.sinceBefore?.mixAdjusted?.matchedShare).toBeLessThan(0.95);
    expect(rounded(told.map(({ devices: _, level: __, ...step }) => step))).toEqual(rounded(wanted));
    // Changed behind the engine's back: of April and May what is told is looked up, and of March with what came to it made anew.
    await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
    await using warehouse = await openWarehouse({ path });
    await warehouse.append([measured(3, marchMs)]);
    const [march, , april, , may] = await warehouse.changeSeries({ ...question, months: three });
    expect([april?.untilLast, may?.level]).toEqual([told[2]?.untilLast, told[4]?.level]);
    expect(march?.level.value).toBeGreaterThan(500);
    expect(april?.sinceBefore?.raw?.ratio).toBeLessThan(0.1);
  } finally {
    rmSync(path, { recursive: true });
  }
});

function rounded(steps: unknown): unknown {
  return JSON.parse(JSON.stringify(steps), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  );
}
