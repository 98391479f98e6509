// What a measurement can end in, and how the page says it.
import { type DirectionResult, failureCodes, limitedBy } from '@i-speed/spec';
import { describe, expect, it } from 'vitest';
import { failureNotes, failureSentences } from '../failure/sentence.ts';
import { rangeText, rateNotes } from './words.ts';

const whole: DirectionResult = {
  rateMbps: 38.5,
  rateLowMbps: 36.2,
  rateHighMbps: 41,
  bytes: 12_000_000,
  durationMs: 1_500,
  rampMs: 300,
  stop: 'converged',
  limitedBy: 'network',
  pulses: [],
  series: [],
};
const { rateLowMbps: _, rateHighMbps: __, limitedBy: ___, ...bare } = whole;

describe('how sure a rate is', () => {
  it('is its interval, and nothing more where the network held it', () => {
    expect([rangeText(whole), rateNotes(whole)]).toEqual(['trong khoảng 36,2–41,0', []]);
  });

  it('a pipe that was never full is said to be so, once, with what ended it', () => {
    expect(rangeText(bare)).toBe('Lượt đo kết thúc khi đường truyền chưa đầy, nên mạng có thể nhanh hơn thế.');
    const capped = { ...bare, limitedBy: 'data-cap' } as const;
    expect(rangeText(capped)).toBe('Hết mức dữ liệu khi đường truyền chưa đầy, nên mạng có thể nhanh hơn thế.');
    expect([rateNotes(bare), rateNotes(capped)]).toEqual([[], []]);
  });

  it('a method that leaves no ramp out says nothing of a full pipe', () => {
    const { rampMs: _ramp, ...foreign } = bare;
    expect(rangeText(foreign)).toBe('đo quá ngắn, chưa đủ để nêu khoảng');
  });

  it('names whatever else held the rate down', () => {
    const notes = limitedBy.options.map((limit) => rateNotes({ ...whole, limitedBy: limit }));
    expect(notes.map((each) => each.length)).toEqual(limitedBy.options.map((limit) => (limit === 'network' ? 0 : 1)));
    expect(rateNotes({ ...bare, limitedBy: 'device' })).toEqual([
      'Chỗ nghẽn là máy này, nên mạng có thể nhanh hơn thế.',
    ]);
  });

  it('tells a beginning that was faster than what lasted', () => {
    // 100 Mbit/s for 500 ms, then 20 from which the rate is made.
    const series: [number, number][] = [
      [1_000, 0],
      [1_500, 6_250_000],
      [2_500, 8_750_000],
    ];
    const pulses = [{ startMs: 2_000, durationMs: 500, bytes: 1_250_000, connections: 4 }];
    expect(rateNotes({ ...whole, rateMbps: 20, series, pulses })[0]).toContain('0,5 s đầu nhanh hơn, khoảng 100 Mbps');
  });
});

describe('what a measurement lacks', () => {
  it('has words for every failure but those of IPv6, whose absence is a finding', () => {
    for (const code of failureCodes) {
      const note = failureNotes([{ code, atMs: 0 }]);
      expect([code, note === '']).toEqual([code, code.startsWith('ipv6.')]);
    }
  });

  it('says each thing once, in the order in which it happened', () => {
    const codes = ['upload.lost', 'receipt.missing', 'upload.lost', 'ipv6.timeout'] as const;
    const told = failureNotes(codes.map((code) => ({ code, atMs: 0 })));
    expect(told).toBe('mất kết nối khi đo tải lên, điểm đo không gửi biên nhận');
  });

  it('tells what a person stopped once, where it was stopped', () => {
    const codes = ['download.aborted', 'receipt.aborted'] as const;
    const failures = codes.map((code) => ({ code, atMs: 0 }));
    expect(failureNotes(failures)).toBe('bị dừng khi đo tải xuống');
    expect(failureSentences(failures)).toEqual(['Đã dừng theo ý bạn khi đo tải xuống.']);
    expect(failureNotes([{ code: 'receipt.aborted', atMs: 0 }])).toBe('bị dừng khi lấy biên nhận');
  });
});
