// A small made country, the same every time, and every kind of question that may be asked of it.
import { GROUPINGS, type Row, type Selection, type Warehouse } from '../../packages/warehouse/src/index.ts';

export const timeZone = 'Asia/Ho_Chi_Minh';
const startMs = Date.parse('2026-03-23T00:00:00+07:00');
const untilMs = Date.parse('2026-04-11T00:00:00+07:00');
const ROWS = 4_000;

/** Numbers in [0, 1) from a fixed seed (Lehmer's generator). */
function drawer(): () => number {
  let state = 11;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** 4,000 measurements of 1,200 devices of three weeks around the end of March: 40 communes of two provinces, three operators, three technologies, some failed. */
export function made(): Row[] {
  const draw = drawer();
  return Array.from({ length: ROWS }, (_, i) => {
    const device = Math.floor(draw() ** 2 * 1_200);
    const atMs = startMs + Math.floor((draw() * (untilMs - startMs)) / 1_000) * 1_000;
    const isBad = draw() < 0.05;
    const rateMbps = Math.fround(Math.exp(3 + (device % 7) / 5 + draw()));
    const time = atMs.toString(16).padStart(12, '0');
    const direction = (mbps: number) => ({
      rateMbps: mbps,
      rateLowMbps: Math.fround(mbps * 0.8),
      rateHighMbps: Math.fround(mbps * 1.2),
      bytes: 1_000_000,
      durationMs: 1_000,
      rampMs: 100,
      stop: 'converged' as const,
      pulses: [],
      series: [],
    });
    return {
      measurement: {
        id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${i.toString(16).padStart(12, '0')}`,
        startedAt: new Date(atMs).toISOString(),
        durationMs: 9_000,
        trigger: draw() < 0.7 ? ('manual' as const) : ('auto' as const),
        profile: 'standard' as const,
        methodVersion: '1',
        client: {
          kind: 'web' as const,
          version: '1',
          installId: `00000000-0000-4000-8000-${device.toString(16).padStart(12, '0')}`,
        },
        access: { kind: 'mobile' as const, technology: (['3g', '4g', '5g'] as const)[device % 3] ?? '4g' },
        provinceCode: device % 2 === 0 ? '01' : '79',
        communeCode: String(10_000 + (device % 40)),
        operator: ['viettel', 'vnpt', 'mobifone'][device % 3] ?? 'viettel',
        family: draw() < 0.5 ? (4 as const) : (6 as const),
        failures: [],
        receivedAt: new Date(atMs + 10_000).toISOString(),
        validity: isBad ? ('excluded' as const) : ('valid' as const),
        reasons: isBad ? (['failed'] as const).slice() : [],
        corroborated: !isBad,
        countsInStatistics: !isBad,
        ...(!isBad && {
          download: direction(rateMbps),
          upload: direction(Math.fround(rateMbps / 3)),
          latency: { idle: { medianMs: Math.fround(5 + 30 * draw()), minMs: 4, jitterMs: Math.fround(draw()), n: 20 } },
          loss: { sent: 200, received: 200 - Math.floor(draw() * 4) },
          ipv6: { hasAddress: device % 2 === 0, reachable: device % 2 === 0 },
        }),
      },
      pointNetworkKind: draw() < 0.8 ? ('exchange' as const) : ('abroad' as const),
      areaEdition: '2025-07-01',
    };
  });
}

/** What the warehouse says to every kind of question: all groups, quantities, shares, histograms, counts, changes and models. */
export async function answersTo(warehouse: Warehouse): Promise<unknown> {
  const all: Selection = { fromMs: startMs, untilMs, timeZone, edition: '2025-07-01' };
  const march = { ...all, untilMs: Date.parse('2026-04-01T00:00:00+07:00') };
  const april = { ...all, fromMs: march.untilMs };
  const grouped = await Promise.all(
    [undefined, ...GROUPINGS].map((groupBy) =>
      warehouse.cells({ ...all, quantity: 'download', target: 40, ...(groupBy !== undefined && { groupBy }) }),
    ),
  );
  const { communes, backTest } = await warehouse.modelledCommunes(
    { ...march, quantity: 'download', networkKind: 'exchange', within: 'access' },
    { random: () => 0.5, keepDevices: [6, 19], heldOutDevices: 40 },
  );
  const filtered = { ...all, operator: 'viettel', family: 6, networkKind: 'exchange', provinceCode: '01' } as const;
  return [
    ...grouped,
    await warehouse.cells({ ...filtered, quantity: 'latency-idle', groupBy: 'month' }),
    await warehouse.shares({ ...all, quantity: 'failure', groupBy: 'operator' }),
    await warehouse.shares({ ...march, quantity: 'loss' }),
    await warehouse.shares({ ...march, quantity: 'ipv6', groupBy: 'technology' }),
    await warehouse.histograms({ ...march, quantity: 'upload', groupBy: 'province' }),
    await warehouse.tally(all),
    await warehouse.areaCounts(march),
    await warehouse.changes({ ...april, quantity: 'download', before: march, scale: 'log' }),
    communes,
    // Which devices are held out depends on their order, which shards do not keep.
    backTest.areas,
  ];
}
