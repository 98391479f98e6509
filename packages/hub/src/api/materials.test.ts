import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test('the banner is under 5 KB, sets no cookie, runs nothing, and says where samples lack', async () => {
  const answer = await hub.get('/api/v1/banner?province=01');
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(Buffer.byteLength(html)).toBeLessThan(5_000);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(html).not.toMatch(/<script|https?:/);
  expect(html).toContain('Thành phố Hà Nội');
  expect(html).toContain('chưa đủ mẫu (0)');
  expect((await hub.get('/api/v1/banner?province=99')).status).toBe(422);
});

test('the banner says how many devices are missing, in both languages', async () => {
  await hub.register({ networkKind: 'on-net' });
  const all = Array.from({ length: 12 }, (_, device) =>
    submissionAt(nowMs - (device + 1) * 60_000, {
      client: { kind: 'web', version: '1', installId: installId(device) },
      access: { kind: 'mobile', kindFrom: 'user' },
      area: { provinceCode: '48', communeCode: '20242', edition: '2025-07-01', source: 'chosen' },
    }),
  );
  await hub.post('/api/v1/measurements', await Promise.all(all.map((one) => withReceipt(one, hub.pointKey))));
  const banner = async (lang: string) => (await hub.get(`/api/v1/banner?province=48&lang=${lang}`)).text();
  // A median needs thirty.
  expect(await banner('vi')).toContain('Cần thêm 18 máy để nêu con số.');
  expect(await banner('en')).toContain('18 more devices are needed for a figure.');
});

test('a code leads to this system and to no other', async () => {
  const good = await hub.get('/api/v1/materials/sms?link=/u/ba-vi');
  expect(await good.text()).toContain('hub.example/u/ba-vi');
  for (const link of ['https://elsewhere.example/', '//elsewhere.example', 'javascript:alert(1)']) {
    const bad = await hub.get(`/api/v1/materials/leaflet-a5/svg?link=${encodeURIComponent(link)}`);
    expect(bad.status).toBe(422);
  }
});

test('every material of the list can be had in every form', async () => {
  const { materials, texts } = await (await hub.get('/api/v1/materials')).json();
  expect(materials.length).toBe(9);
  for (const id of texts) expect((await hub.get(`/api/v1/materials/${id}`)).status).toBe(200);
  for (const format of ['svg', 'png', 'pdf'])
    expect((await hub.get(`/api/v1/materials/logo/${format}`)).status).toBe(200);
});
