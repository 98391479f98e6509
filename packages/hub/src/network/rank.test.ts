import { describe, expect, test } from 'vitest';
import { knownPoint } from '../../test/known-point.ts';
import { idAt } from '../../test/sample.ts';
import { stateOf } from './point-state.ts';
import { rankPoints } from './rank.ts';

const hanoi = { latitude: 21.03, longitude: 105.85 };
const saigon = { latitude: 10.78, longitude: 106.7 };
const asker = { country: 'VN', operatorName: 'VNPT', family: 4 as const };
const id = idAt(Date.parse('2026-11-21T04:00:00Z'));
const ids = (points: readonly { id: string }[]) => points.map((point) => point.id);

test('own operator, then exchange, then other operators, then hosting, abroad last', () => {
  const points = [
    knownPoint({ id: 'abroad', networkKind: 'abroad', country: 'SG' }),
    knownPoint({ id: 'hosting', networkKind: 'hosting' }),
    knownPoint({ id: 'other', networkKind: 'on-net', operatorName: 'FPT' }),
    knownPoint({ id: 'exchange', networkKind: 'exchange' }),
    knownPoint({ id: 'own', networkKind: 'on-net', operatorName: 'VNPT' }),
  ];
  expect(ids(rankPoints(points, asker, id))).toEqual(['own', 'exchange', 'other', 'hosting', 'abroad']);
});

test('who wants a point abroad is offered those alone, by kind or by country', () => {
  const points = [
    knownPoint({ id: 'inside', networkKind: 'exchange', country: 'VN' }),
    knownPoint({ id: 'by-kind', networkKind: 'abroad' }),
    knownPoint({ id: 'by-country', networkKind: 'hosting', country: 'SG' }),
  ];
  expect(ids(rankPoints(points, { ...asker, wantsAbroad: true }, id)).sort()).toEqual(['by-country', 'by-kind']);
  expect(rankPoints(points.slice(0, 1), { ...asker, wantsAbroad: true }, id)).toEqual([]);
});

test.each(['waiting', 'draining', 'unhealthy', 'retired'] as const)('a point that is %s is not offered', (state) => {
  expect(rankPoints([knownPoint({ state })], asker, id)).toEqual([]);
});

test('a point that is nearly full comes after every one with room, inside the country', () => {
  const points = [
    knownPoint({ id: 'full', networkKind: 'on-net', operatorName: 'VNPT' }, { sessions: 8, capacity: 10 }),
    knownPoint({ id: 'room', networkKind: 'hosting' }, { sessions: 7, capacity: 10 }),
    knownPoint({ id: 'abroad', networkKind: 'abroad' }, { sessions: 0, capacity: 10 }),
  ];
  expect(ids(rankPoints(points, asker, id))).toEqual(['room', 'full', 'abroad']);
});

test('the family of the asker goes before the tier', () => {
  const points = [
    knownPoint({ id: 'v4', networkKind: 'on-net', operatorName: 'VNPT', ipv4Url: 'http://4.example' }),
    knownPoint({ id: 'both', networkKind: 'hosting' }),
  ];
  expect(ids(rankPoints(points, { ...asker, family: 6 }, id))).toEqual(['both', 'v4']);
});

test('with a province the nearer goes first; without one the candidates stand apart', () => {
  const points = ['a', 'b', 'c', 'd', 'e']
    .map((name) => knownPoint({ id: `north-${name}`, ...hanoi }))
    .concat(knownPoint({ id: 'south', ...saigon }));
  expect(ids(rankPoints(points, { ...asker, near: saigon }, id))[0]).toBe('south');
  const [first = '', second = ''] = ids(rankPoints(points, asker, id)).map((name) => name.split('-')[0]);
  expect([first, second].sort()).toEqual(['north', 'south']);
});

test('equals share by their free places', () => {
  const points = [
    knownPoint({ id: 'small' }, { sessions: 0, capacity: 10 }),
    knownPoint({ id: 'large' }, { sessions: 10, capacity: 40 }),
  ];
  const firsts = Array.from({ length: 4_000 }, (_, n) => rankPoints(points, asker, `measurement ${n}`)[0]?.id);
  // 30 of 40 free places: 3,000 of 4,000 draws, with a standard deviation of 27.
  expect(Math.abs(firsts.filter((name) => name === 'large').length - 3_000)).toBeLessThan(5 * 27);
});

describe('states', () => {
  const nowMs = Date.parse('2026-11-21T04:00:00Z');
  const joined = { isJoined: true, state: 'waiting' as const };
  const at = (agoMs: number) => new Date(nowMs - agoMs);
  const report = { reportedAt: at(0), probedAt: at(0) };
  test.each([
    ['waiting', 'it never reported', {}, undefined],
    ['waiting', 'no probe reached it', {}, { reportedAt: at(0), probedAt: null }],
    ['active', 'both did', {}, report],
    ['active', 'it was silent for 30 s', {}, { ...report, reportedAt: at(30_000) }],
    ['unhealthy', 'it was silent for longer', {}, { ...report, reportedAt: at(30_001) }],
    ['active', 'one probe failed', {}, { ...report, failedProbes: 1 }],
    ['unhealthy', 'two did', {}, { ...report, failedProbes: 2 }],
    ['draining', 'it says so', {}, { ...report, isDraining: true }],
    ['retired', 'it was retired, whatever it says', { state: 'retired' as const }, report],
    ['active', 'it is the hub’s own and never joined', { isJoined: false, state: 'active' as const }, undefined],
  ])('%s when %s', (state, _, row, told) => {
    const point = knownPoint({ ...joined, ...row }, told);
    expect(stateOf(point, told && point.report, nowMs)).toBe(state);
  });
});
