import type { ValidityReason } from '@i-speed/spec';
import { validityReason } from '@i-speed/spec';
import { describe, expect, it } from 'vitest';
import type { DirectionFacts, EarlierMeasurement, MeasurementFacts, PositionFacts, ReceiptFacts } from './facts.ts';
import { judge, type ValidityCase } from './judge.ts';
import { VALIDITY_REASONS } from './reasons.ts';
import { VALIDITY_DEFAULTS, type ValiditySettings } from './settings.ts';

const settings: ValiditySettings = { ...VALIDITY_DEFAULTS, homeCountry: 'VN', timeZone: 'Asia/Ho_Chi_Minh' };
const NOON_MS = Date.parse('2026-03-10T05:00:00Z');
const HOUR_MS = 3_600_000;

const direction: DirectionFacts = {
  rateMbps: 40,
  rateLowMbps: 32,
  rateHighMbps: 50,
  sizeBytes: 12_000_000,
  durationMs: 2_000,
  wasAborted: false,
  isDeviceLimited: false,
};
const receipt: ReceiptFacts = { state: 'valid', startedAtMs: NOON_MS, downloadMbps: 39, uploadMbps: 40, minRttMs: 12 };
const hanoi: PositionFacts = { latitude: 21.0285, longitude: 105.8542, accuracyM: 12, source: 'gps' };
const saigon: PositionFacts = { latitude: 10.7769, longitude: 106.7009, accuracyM: 15, source: 'gps' };

const honest: MeasurementFacts = {
  startedAtMs: NOON_MS,
  durationMs: 12_000,
  receivedAtMs: NOON_MS + 15_000,
  trigger: 'manual',
  isForeignClient: false,
  hasTicket: true,
  isTicketRequired: true,
  isReceiptRequired: true,
  receipt,
  wasAborted: false,
  download: direction,
  upload: direction,
  idleMinMs: 10,
  idleMedianMs: 14,
  jitterMs: 2,
  lossSent: 200,
  lossReceived: 199,
  technology: '4g',
  networkCountry: 'VN',
  isHostingOrVpn: false,
  position: hanoi,
  isPositionInCountry: true,
  pointDistanceKm: 8,
};

const reasonsOf = (
  change: Partial<MeasurementFacts>,
  more: Omit<ValidityCase, 'facts'> = {},
): readonly ValidityReason[] => judge({ facts: { ...honest, ...change }, ...more }, settings).reasons;

const without = (...names: (keyof MeasurementFacts)[]): MeasurementFacts =>
  asFacts(Object.fromEntries(Object.entries(honest).filter(([name]) => !names.includes(asName(name)))));

describe('the list of reasons', () => {
  it("is spec's, in spec's order", () => {
    expect(VALIDITY_REASONS).toEqual(validityReason.options);
  });
});

describe('an honest measurement', () => {
  it('is valid, with the probability of abuse that one has before looking', () => {
    expect(judge({ facts: honest }, settings)).toEqual({
      validity: 'valid',
      reasons: [],
      findings: [],
      abuseProbability: 1 / (1 + Math.exp(3)),
    });
  });
  it('is valid where things were not measured or told: absence is no fault', () => {
    const bare = without(
      'upload',
      'idleMinMs',
      'idleMedianMs',
      'jitterMs',
      'lossSent',
      'lossReceived',
      'technology',
      'networkCountry',
      'isHostingOrVpn',
      'position',
      'isPositionInCountry',
      'pointDistanceKm',
    );
    expect(judge({ facts: bare }, settings).validity).toBe('valid');
  });
});

describe('impossible values', () => {
  const impossible: Record<string, Partial<MeasurementFacts>> = {
    'a negative rate': { download: { ...direction, rateMbps: -1 } },
    'a rate that is no number': { upload: { ...direction, rateMbps: Number.NaN } },
    'more bytes counted than moved': { download: { ...direction, sizeBytes: 9_000_000 } },
    'an interval beside its rate': { download: { ...direction, rateLowMbps: 41 } },
    'a least round trip above the median': { idleMinMs: 15 },
    'more echoes back than sent': { lossReceived: 201 },
    'a negative duration': { durationMs: -1 },
    'a latitude beyond the pole': { position: { ...hanoi, latitude: 91 } },
    'the null island': { position: { ...hanoi, latitude: 0, longitude: 0 } },
  };
  for (const [name, change] of Object.entries(impossible)) {
    it(`exclude: ${name}`, () => expect(reasonsOf(change)).toContain('impossible-value'));
  }
  it('leave room for rounding: 10 MB counted of 10 MB moved', () => {
    expect(reasonsOf({ download: { ...direction, sizeBytes: 10_000_000 } })).toEqual([]);
  });
});

describe('clock', () => {
  it('may be two minutes off, not more', () => {
    expect(reasonsOf({ receivedAtMs: NOON_MS - 120_000 })).toEqual([]);
    expect(reasonsOf({ receivedAtMs: NOON_MS - 120_001 })).toEqual(['clock-off']);
    expect(reasonsOf({ receipt: { ...receipt, startedAtMs: NOON_MS + 120_001 } })).toEqual(['clock-off']);
  });
  it('lets a measurement kept on the device arrive within 35 days', () => {
    expect(reasonsOf({ receivedAtMs: NOON_MS + 35 * 24 * HOUR_MS })).toEqual([]);
    expect(reasonsOf({ receivedAtMs: NOON_MS + 35 * 24 * HOUR_MS + 1 })).toEqual(['clock-off']);
  });
});

describe('receipt and ticket', () => {
  it('are missed only where they are required', () => {
    expect(reasonsOf({ receipt: { state: 'missing' } })).toEqual(['receipt-missing']);
    expect(reasonsOf({ receipt: { state: 'missing' }, isReceiptRequired: false })).toEqual([]);
    expect(reasonsOf({ hasTicket: false })).toEqual(['ticketless']);
    expect(reasonsOf({ hasTicket: false, isTicketRequired: false })).toEqual([]);
  });
  it('bear nothing out of which they say nothing: a receipt of a byte is none for any figure', () => {
    const silent: ReceiptFacts = { state: 'valid', startedAtMs: NOON_MS, downloadMbps: 39 };
    expect(reasonsOf({ receipt: silent })).toEqual(['receipt-disagrees']);
    expect(reasonsOf({ receipt: silent, upload: { ...direction, wasAborted: true } })).toEqual(['receipt-disagrees']);
    expect(reasonsOf({ receipt: silent, upload: undefined })).toEqual([]);
    const nothing = { ...direction, rateMbps: 0, rateLowMbps: 0, wasAborted: true };
    expect(reasonsOf({ receipt: silent, upload: nothing })).toEqual([]);
    const short = { ...direction, rateMbps: 400, rateHighMbps: 500, durationMs: 66 };
    expect(reasonsOf({ receipt: silent, upload: short })).toEqual(['too-short']);
  });
  it('state no rate of other projects’ tests, whose own reason is enough', () => {
    const silent: ReceiptFacts = { state: 'valid', startedAtMs: NOON_MS };
    expect(reasonsOf({ receipt: silent, isForeignClient: true })).toEqual(['foreign-client']);
  });
  it('may differ from the client by 10 % of the point, in either direction', () => {
    const point = (downloadMbps: number, uploadMbps: number) => ({ receipt: { ...receipt, downloadMbps, uploadMbps } });
    expect(reasonsOf(point(40, 44.4))).toEqual([]);
    expect(reasonsOf(point(36.3, 40))).toEqual(['receipt-disagrees']);
    expect(reasonsOf(point(40, 44.5))).toEqual(['receipt-disagrees']);
  });
  it('exclude as too short to be compared, not as disagreeing, where the clocks alone may tell so much', () => {
    const after = (downloadMs: number, downloadMbps: number, uploadMbps = 40) =>
      reasonsOf({
        download: { ...direction, durationMs: downloadMs },
        upload: { ...direction, durationMs: 60 },
        receipt: { ...receipt, downloadMbps, uploadMbps },
      });
    expect(after(67, 28)).toEqual(['receipt-disagrees']);
    expect(after(66, 28)).toEqual(['too-short']);
    expect(after(66, 29)).toEqual([]);
    expect(after(67, 28, 28)).toEqual(['receipt-disagrees', 'too-short']);
  });
  it('exclude where nobody can check the receipt', () => {
    expect(reasonsOf({ receipt: { state: 'invalid' } })).toEqual(['receipt-invalid']);
  });
});

describe('network and place', () => {
  it('exclude hosting and VPN networks, and measurements from abroad', () => {
    expect(reasonsOf({ isHostingOrVpn: true })).toEqual(['hosting-network']);
    const facts = without('position', 'isPositionInCountry', 'pointDistanceKm');
    expect(judge({ facts: { ...facts, networkCountry: 'SG' } }, settings).reasons).toEqual(['abroad']);
  });
  it('contradict each other where one is in the country and the other is not', () => {
    expect(reasonsOf({ networkCountry: 'SG' })).toEqual(['abroad', 'position-contradicts-network']);
    expect(reasonsOf({ isPositionInCountry: false })).toEqual(['abroad', 'position-contradicts-network']);
    expect(reasonsOf({ networkCountry: 'SG', position: { ...hanoi, source: 'chosen' } })).toEqual(['abroad']);
  });
  it('contradict each other where light could not have made the round trip', () => {
    // 1,138 km there and back at 200 km/ms: 11.38 ms.
    const far = (minRttMs: number) => ({ pointDistanceKm: 1_138, receipt: { ...receipt, minRttMs } });
    expect(reasonsOf(far(11.4))).toEqual([]);
    expect(reasonsOf(far(11.3))).toEqual(['position-contradicts-network']);
    expect(reasonsOf({ ...far(11.3), position: { ...hanoi, accuracyM: 10_000 } })).toEqual([]);
  });
  it('know the ceiling of each technology', () => {
    expect(reasonsOf({ technology: '3g' })).toEqual([]);
    expect(reasonsOf({ technology: '2g' })).toEqual(['technology-ceiling']);
  });
});

describe('how it ended', () => {
  const { download: _, upload: __, ...neither } = honest;
  it('tells failed from aborted, and keeps a measurement of which one direction stands', () => {
    expect(judge({ facts: neither }, settings).reasons).toEqual(['failed']);
    expect(judge({ facts: { ...neither, wasAborted: true } }, settings).reasons).toEqual(['aborted']);
    expect(
      reasonsOf({ download: { ...direction, wasAborted: true }, upload: { ...direction, wasAborted: true } }),
    ).toEqual(['aborted']);
    expect(reasonsOf({ upload: { ...direction, wasAborted: true } })).toEqual([]);
  });
  it("excludes what another project's client or the device itself held down", () => {
    expect(reasonsOf({ isForeignClient: true })).toEqual(['foreign-client']);
    expect(reasonsOf({ download: { ...direction, isDeviceLimited: true } })).toEqual(['device-limited']);
    expect(reasonsOf({ hiddenMs: 2_001 })).toEqual(['device-limited']);
    expect(reasonsOf({ eventLoopLagMs: 501 })).toEqual(['device-limited']);
    expect(reasonsOf({ hiddenMs: 2_000, eventLoopLagMs: 500 })).toEqual([]);
  });
  it('lists all reasons in one order', () => {
    expect(reasonsOf({ hasTicket: false, isHostingOrVpn: true, durationMs: -1 })).toEqual([
      'impossible-value',
      'hosting-network',
      'ticketless',
    ]);
  });
});

const before = (hours: number, change: Partial<EarlierMeasurement> = {}): EarlierMeasurement => ({
  startedAtMs: NOON_MS - hours * HOUR_MS,
  trigger: 'manual',
  ...change,
});

describe('invented positions', () => {
  const sameFix = (days: number) =>
    Array.from({ length: days - 1 }, (_, d) => before(24 * (d + 1), { position: hanoi }));
  it('weigh the more the longer the very same position comes back, and exclude at eleven days', () => {
    expect(judge({ facts: honest, earlier: sameFix(3) }, settings).findings).toEqual([]);
    const four = judge({ facts: honest, earlier: sameFix(4) }, settings);
    expect(four).toMatchObject({ validity: 'valid', findings: [{ reason: 'repeated-position', logOdds: 2 }] });
    expect(judge({ facts: honest, earlier: sameFix(10) }, settings)).toMatchObject({
      validity: 'valid',
    });
    expect(judge({ facts: honest, earlier: sameFix(11) }, settings).reasons).toEqual(['repeated-position']);
  });
  it('are the same where the accuracy has more digits than the store keeps', () => {
    const position = { ...hanoi, accuracyM: 12.3 };
    const kept = { ...position, accuracyM: Math.fround(12.3) };
    const earlier = sameFix(11).map((one) => ({ ...one, position: kept }));
    expect(judge({ facts: { ...honest, position }, earlier }, settings).reasons).toEqual(['repeated-position']);
  });
  it('are not suspected in real fixes, which stray by metres', () => {
    const strayed = Array.from({ length: 20 }, (_, d) =>
      before(24 * (d + 1), { position: { ...hanoi, latitude: hanoi.latitude + 2e-5 * (d + 1) } }),
    );
    expect(judge({ facts: honest, earlier: strayed }, settings).findings).toEqual([]);
  });
  it('show in speeds that no aircraft has; ground speed exceeded weighs only', () => {
    // Hanoi to Ho Chi Minh City: 1,144 km.
    const journey = (hours: number) => reasonsOf({}, { earlier: [before(hours, { position: saigon })] });
    expect(journey(1)).toEqual(['implied-speed']);
    expect(journey(2)).toEqual([]);
    const flight = judge({ facts: honest, earlier: [before(2, { position: saigon })] }, settings);
    expect(flight.findings).toMatchObject([{ reason: 'implied-speed', logOdds: 2 }]);
    expect(judge({ facts: honest, earlier: [before(10, { position: saigon })] }, settings).findings).toEqual([]);
  });
  it('do not follow from two vague fixes of one place', () => {
    const vague = { ...hanoi, latitude: hanoi.latitude + 0.05, accuracyM: 6_000 };
    expect(reasonsOf({}, { earlier: [before(0.01, { position: vague })] })).toEqual([]);
  });
  it('exclude together where one alone does not', () => {
    // Ten days of one fix weigh 5, 1,144 km in 7 hours 2; with the prior of -3 that is 1 / (1 + e^-4).
    const earlier = [...sameFix(10), before(7, { position: saigon })];
    const judged = judge({ facts: honest, earlier }, settings);
    expect(judged.abuseProbability).toBeCloseTo(1 / (1 + Math.exp(-4)), 12);
    expect(judged.reasons).toEqual(['repeated-position', 'implied-speed']);
  });
});

/** Guarantee: the object has every field of the honest measurement but those left out, which are optional. */
function asFacts(fields: object): MeasurementFacts {
  return fields as MeasurementFacts;
}

/** Guarantee: the name came from the honest measurement. */
function asName(name: string): keyof MeasurementFacts {
  return name as keyof MeasurementFacts;
}
