import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everydayUses } from './everyday.ts';

const verdicts = (connection: Parameters<typeof everydayUses>[0]) =>
  Object.fromEntries(everydayUses(connection).map(({ use, verdict, reason }) => [use, `${verdict}:${reason}`]));

describe('everyday uses', () => {
  it('a good line serves all five', () => {
    expect(verdicts({ downloadMbps: 40, uploadMbps: 20, roundTripMs: 30 })).toEqual({
      news: 'yes:enough',
      call: 'yes:enough',
      class: 'yes:enough',
      film: 'yes:enough',
      game: 'yes:enough',
    });
  });

  it('name the need that is missed: a slow upload spoils calls, a long round trip games', () => {
    expect(verdicts({ downloadMbps: 10, uploadMbps: 0.2, roundTripMs: 180 })).toEqual({
      news: 'yes:enough',
      call: 'no:upload-low',
      class: 'no:upload-low',
      film: 'partly:download-low',
      game: 'partly:latency-high',
    });
  });

  it('what was not measured is unknown, never no', () => {
    expect(verdicts({ downloadMbps: 40 })).toEqual({
      news: 'yes:enough',
      call: 'unknown:not-measured',
      class: 'unknown:not-measured',
      film: 'yes:enough',
      game: 'unknown:not-measured',
    });
  });

  it('but a need that fails decides although another was not measured', () => {
    expect(verdicts({ downloadMbps: 0.1 }).call).toBe('no:download-low');
  });

  it('more speed and less delay never make a use worse', () => {
    const order = ['no', 'partly', 'yes'];
    const positive = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, positive, (downloadMbps, uploadMbps, roundTripMs, better) => {
        const before = everydayUses({ downloadMbps, uploadMbps, roundTripMs: 10 * roundTripMs });
        const after = everydayUses({
          downloadMbps: downloadMbps + better,
          uploadMbps: uploadMbps + better,
          roundTripMs: Math.max(0, 10 * roundTripMs - better),
        });
        for (const [index, { verdict }] of after.entries())
          expect(order.indexOf(verdict)).toBeGreaterThanOrEqual(order.indexOf(before[index]?.verdict ?? 'no'));
      }),
    );
  });
});
