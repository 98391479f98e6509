import type { Candidate, Submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { openSpeech } from '../language/language.ts';
import { describeResult } from './table.ts';

const point: Candidate = { pointId: 'local', name: 'Máy này', url: 'http://localhost:8081', ticket: 't' };
const empty: Submission = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  startedAt: '2025-09-13T03:00:00.000Z',
  durationMs: 9000,
  trigger: 'manual',
  profile: 'standard',
  methodVersion: '1',
  client: { kind: 'cli', version: '0.1.0' },
  failures: [],
};
const direction = { durationMs: 1, rampMs: 1, stop: 'converged' as const, pulses: [], series: [] };

test('figures stand with their interval and their count', () => {
  const submission: Submission = {
    ...empty,
    family: 6,
    connections: 4,
    download: {
      ...direction,
      rateMbps: 38.51,
      rateLowMbps: 36.2,
      rateHighMbps: 41.04,
      bytes: 7_000_000,
      resentRatio: 0.002,
    },
    upload: { ...direction, rateMbps: 9.5, bytes: 2_000_000, limitedBy: 'sender' },
    latency: {
      idle: { medianMs: 12.3, minMs: 11, jitterMs: 0.6, n: 20 },
      loadedDown: { medianMs: 45, n: 30 },
      responsivenessRpm: 1_300,
    },
    ipv4: { reachable: true, idleMs: 12.1 },
    ipv6: { reachable: true, idleMs: 11 },
  };
  expect(describeResult(submission, point, openSpeech('vi'))).toEqual([
    'Điểm đo Máy này · IPv6 · 4 kết nối',
    '',
    'Tải xuống             38,5 Mbps  trong khoảng 36,2-41',
    'Tải lên                9,5 Mbps  bên gửi giữ lại, mạng có thể nhanh hơn thế',
    'Độ trễ                  12,3 ms  dao động 0,6 ms, 20 lần thăm dò',
    'Độ trễ khi tải xuống      45 ms  30 lần thăm dò',
    'Độ phản hồi khi bận       1.300  lượt hỏi đáp mỗi phút, càng nhiều càng tốt',
    'Mất gói                không đo  TCP phải gửi lại 0,2 % khi tải xuống',
    'IPv4                    12,1 ms  có, tới được điểm đo',
    'IPv6                      11 ms  có, tới được điểm đo',
    'Dữ liệu đã dùng            9 MB',
  ]);
});

test('loss stands with its interval: one of three hundred is 0.06 to 1.9 % (Wilson, 95 %)', () => {
  const lines = describeResult({ ...empty, loss: { sent: 300, received: 299 } }, point, openSpeech('en'));
  expect(lines.find((line) => line.startsWith('Packet loss'))).toMatch(
    /^Packet loss +0\.333 % {2}between 0\.0589 and 1\.86 %, 300 packets there and back$/,
  );
});

test('what was not measured is said so, with the reason below', () => {
  const submission: Submission = { ...empty, failures: [{ code: 'ticket.offline', atMs: 0 }] };
  expect(describeResult(submission, undefined, openSpeech('en'))).toEqual([
    'No measurement point could be reached',
    '',
    'Download     not measured',
    'Upload       not measured',
    'Latency      not measured',
    'Packet loss  not measured',
    'IPv6                       not measured',
    'While asking for a ticket: there is no network. Check the connection and measure again. (ticket.offline)',
  ]);
});
