import { gunzipSync } from 'node:zlib';
import type { AreaDetail, AreaList, OperatorList, TargetList } from '@i-speed/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

let test: TestHub;
beforeAll(async () => {
  test = await openTestHub();
});
afterAll(() => test[Symbol.asyncDispose]());

/** Guarantee: the answer's shape is that of the API's document. */
async function ask<T>(path: string): Promise<T> {
  const answer = await test.get(path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

describe('GET /api/v1/areas', () => {
  it('lists the 34 provinces, the communes of one, and all 3,321', async () => {
    const { edition, areas } = await ask<AreaList>('/api/v1/areas');
    expect([edition, areas?.length]).toEqual(['2025-07-01', 34]);
    const communes = (await ask<AreaList>('/api/v1/areas?province=01')).areas;
    expect(communes?.every(({ level, provinceCode }) => level === 'commune' && provinceCode === '01')).toBe(true);
    expect(communes).toHaveLength(126);
    expect((await ask<AreaList>('/api/v1/areas?level=commune')).areas).toHaveLength(3_321);
    expect((await ask<AreaList>('/api/v1/areas?edition=2025-01-01')).areas).toHaveLength(63);
  });

  it('finds a former name without its marks and leads to the commune of today', async () => {
    const { hits } = await ask<AreaList>('/api/v1/areas?q=phuong%20phuc%20xa');
    expect(hits?.[0]).toMatchObject({ fullName: 'Phường Phúc Xá', isFormer: true });
    expect(hits?.[0]?.leadsTo[0]).toMatchObject({ fullName: 'Phường Hồng Hà', code: '00097' });
    expect((await ask<AreaList>('/api/v1/areas?q=phuong%20phuc%20xa&former=false')).hits).toEqual([]);
  });

  it('tells what an area was made of, and what became of it', async () => {
    const today = await ask<AreaDetail>('/api/v1/areas/00097');
    expect(today.province?.fullName).toBe('Thành phố Hà Nội');
    expect(today.successors).toBeUndefined();
    const phucXa = today.predecessors.find(({ area }) => area.fullName === 'Phường Phúc Xá')?.area;
    const then = await ask<AreaDetail>(`/api/v1/areas/${phucXa?.code}?edition=2025-01-01`);
    expect(then.successors?.areas.map(({ code }) => code)).toContain('00097');
  });

  it('refuses an edition and a code that are not there, and says which there are', async () => {
    const answer = await test.get('/api/v1/areas?edition=2024-01-01');
    expect([answer.status, (await answer.json()).detail]).toEqual([
      422,
      'there is no edition 2024-01-01; there are 2025-07-01, 2025-01-01',
    ]);
    expect((await test.get('/api/v1/areas/99999')).status).toBe(404);
    expect((await test.get('/api/v1/areas?province=99')).status).toBe(422);
    expect((await test.get('/api/v1/areas?province=17&q=Mai')).status).toBe(422);
    expect((await test.get('/api/v1/areas?provnice=01')).status).toBe(422);
    // Hòa Bình was a province until the middle of 2025.
    expect((await (await test.get('/api/v1/areas/17')).json()).detail).toBe(
      'edition 2025-07-01 has no area 17; edition=2025-01-01 has one',
    );
  });
});

describe('files for maps and devices', () => {
  it('sends shapes compressed, once, and says that they are schematic', async () => {
    const path = '/api/v1/areas/shapes?level=commune&province=01';
    const answer = await test.get(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const topology = JSON.parse(gunzipSync(await answer.arrayBuffer()).toString());
    expect(topology).toMatchObject({ type: 'Topology', schematic: true, edition: '2025-07-01' });
    expect(topology.objects.communes.geometries).toHaveLength(126);
    expect(topology.archipelagos).toHaveLength(2);
    const etag = answer.headers.get('etag') ?? '';
    const again = await test.get(path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(await (await test.get(path)).json()).toEqual(topology);
  });

  it('gives the tile of Hà Nội, and none of the open sea', async () => {
    const tile = await ask<{ communes: { name: string }[] }>('/api/v1/areas/tiles/42_211');
    expect(tile.communes.map(({ name }) => name)).toContain('Phường Hoàn Kiếm');
    expect((await test.get('/api/v1/areas/tiles/0_0')).status).toBe(404);
    expect((await test.get('/api/v1/areas/tiles/x')).status).toBe(422);
  });

  it('gives a table of names, of one province or all', async () => {
    const one = await ask<{ entries: unknown[] }>('/api/v1/areas/names?province=01');
    expect(one.entries).toHaveLength(127);
    expect((await ask<{ entries: unknown[] }>('/api/v1/areas/names')).entries).toHaveLength(3_355);
  });
});

describe('operators and targets', () => {
  it('tells operators with AS numbers and targets with the act behind them', async () => {
    const { operators } = await ask<OperatorList>('/api/v1/operators');
    expect(operators.find(({ id }) => id === 'viettel')?.asns).toContain(7552);
    const { targets } = await ask<TargetList>('/api/v1/targets');
    expect(targets.find(({ id }) => id === 'mobile-4g-download-mean')).toMatchObject({
      thresholdMbps: 40,
      legalSource: 'Quyết định 36/QĐ-TTg ngày 11/01/2024',
      legalSourceEn: 'Decision 36 of the Prime Minister, 11 January 2024',
    });
  });

  it('answers 304 to a caller who has it, and compresses for one who takes that', async () => {
    const first = await test.get('/api/v1/operators', { headers: { 'accept-encoding': 'gzip' } });
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const etag = (await test.get('/api/v1/operators')).headers.get('etag') ?? '';
    expect((await test.get('/api/v1/operators', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
