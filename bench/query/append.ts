// How many measurements a second are kept, on disk, while questions are asked.
import type { Row, Warehouse } from '../../packages/warehouse/src/index.ts';
import type { Asked } from './questions.ts';

const BATCH = 10_000;
const LONG_ENOUGH_MS = 15_000;

/** Appends batches for 15 s and asks questions one after another meanwhile; what both came to, in a sentence. */
export async function appendWhileAsked(warehouse: Warehouse, asked: readonly Asked[]): Promise<string> {
  const startedMs = performance.now();
  let appended = 0;
  let isOver = false;
  const took: number[] = [];
  const asking = (async () => {
    for (let i = 0; !isOver; i++) {
      const oneMs = performance.now();
      await asked[i % asked.length]?.ask(warehouse);
      took.push(performance.now() - oneMs);
    }
  })();
  while (performance.now() - startedMs < LONG_ENOUGH_MS) {
    await warehouse.append(batch(appended));
    appended += BATCH;
  }
  const tookS = (performance.now() - startedMs) / 1000;
  isOver = true;
  await asking;
  took.sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)] ?? 0;
  return `Append: ${Math.round(appended / tookS).toLocaleString('en')} measurements a second in batches of ${BATCH.toLocaleString('en')}, each on disk when it returns, while ${took.length} questions were answered (median ${Math.round(median)} ms).`;
}

export function batch(from: number): Row[] {
  const atMs = Date.parse('2026-11-05T00:00:00Z') + from;
  return Array.from({ length: BATCH }, (_, i) => {
    const serial = from + i;
    const time = (atMs + i).toString(16).padStart(12, '0');
    const direction = {
      rateMbps: 10 + (serial % 200),
      bytes: 1_000_000,
      durationMs: 1_000,
      rampMs: 100,
      stop: 'converged' as const,
      pulses: [],
      series: [],
    };
    return {
      measurement: {
        id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`,
        startedAt: new Date(atMs + i).toISOString(),
        durationMs: 9_000,
        trigger: 'manual',
        profile: 'standard',
        methodVersion: '1',
        client: {
          kind: 'web',
          version: '1',
          installId: `00000000-0000-4000-8000-${(serial % 50_000).toString(16).padStart(12, '0')}`,
        },
        operator: 'operator-0',
        provinceCode: '05',
        communeCode: '00400',
        download: direction,
        upload: direction,
        failures: [],
        receivedAt: new Date(atMs + i + 10_000).toISOString(),
        validity: 'valid',
        reasons: [],
        corroborated: true,
        countsInStatistics: true,
      },
      pointNetworkKind: 'exchange',
      areaEdition: '2025-07-01',
    };
  });
}
