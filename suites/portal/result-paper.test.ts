// The result on paper: what a person hands to an operator or an authority, and where others check it.
import type { Submission } from '@i-speed/spec';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsFor, rateAt, signReceipt, submissionAt } from '../../packages/hub/test/sample.ts';
import { readPrinted } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

let office: PortalHub;
let pointKey: CryptoKey;
beforeAll(async () => {
  office = await openPortalHub(Date.now, { I_SPEED_PUBLIC_URL: 'https://i-speed.example' });
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const { x = '' } = await exportJWK(publicKey);
  const point = { id: 'p2', name: 'Điểm đo Hai', networkKind: 'exchange' as const, url: 'https://p2.example' };
  await office.hub.registerPoint({ ...point, publicKey: { kty: 'OKP', crv: 'Ed25519', x } });
  pointKey = privateKey;
}, 60_000);
afterAll(() => office[Symbol.asyncDispose]());

const measured = (change: Partial<Submission> = {}) =>
  submissionAt(Date.now() - 20_000, { pointId: 'p2', access: { kind: 'fixed', technology: 'wifi' }, ...change });

async function withReceipt(submission: Submission): Promise<Submission> {
  return { ...submission, receipt: await signReceipt(claimsFor(submission, { iss: 'p2' }), pointKey, 'p2') };
}

async function handIn(sent: Submission): Promise<void> {
  const answer = await office.as('', '/api/v1/measurements', sent);
  if (!answer.ok) throw new Error(await answer.text());
}

/** The paper's text in a language, with single spaces. */
async function paperOf(sent: Submission, lang: 'vi' | 'en') {
  const answer = await office.as('', `/api/v1/measurements/${sent.id}/result.pdf?lang=${lang}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { bytes, text: readPrinted(bytes, 'pdf').replaceAll(/\s+/g, ' ') };
}

test('the paper has every figure with its range, what was not measured, and the link under which anyone checks it', async () => {
  const download = { ...rateAt(38.5), rateLowMbps: 36, rateHighMbps: 41.2 };
  const sent = await withReceipt(measured({ download, upload: undefined }));
  await handIn(sent);
  const said = {
    vi: [
      ...[
        'Kết quả đo tốc độ Internet',
        '38,5 Mbps',
        'trong khoảng 36,0–41,2 Mbps',
        'không đo',
        'Loại mạng Cố định, Wi-Fi',
        'Điểm đo Điểm đo Hai',
      ],
      ...['Độ trễ khi rảnh (trung vị) 8 ms', 'Độ trễ khi đang tải lên không đo', 'Mất gói không đo', 'Trang 1/1'],
      ...['có, xác nhận các con số này', `https://i-speed.example/do/${sent.id}`],
    ],
    en: [
      ...[
        'Result of an Internet speed measurement',
        '38.5 Mbps',
        'between 36.0 and 41.2 Mbps',
        'Measurement point Điểm đo Hai',
      ],
      ...['Latency when idle (median) 8 ms', 'Packet loss not measured', 'Page 1 of 1'],
      ...['yes, it bears these figures out', `https://i-speed.example/en/do/${sent.id}`],
    ],
  };
  for (const lang of ['vi', 'en'] as const) {
    const { text } = await paperOf(sent, lang);
    for (const part of said[lang]) expect(text).toContain(part);
  }
});

test('the same measurement gives the same paper; one that is not kept gives none', async () => {
  const sent = await withReceipt(measured());
  expect((await office.as('', `/api/v1/measurements/${sent.id}/result.pdf`)).status).toBe(404);
  await handIn(sent);
  const [first, second] = [await paperOf(sent, 'vi'), await paperOf(sent, 'vi')];
  expect(first.bytes.equals(second.bytes)).toBe(true);
});

test('what the statistics leave out is told with its reason', async () => {
  const sent = measured();
  await handIn(sent);
  expect((await paperOf(sent, 'vi')).text).toContain('không tính: thiếu biên nhận của điểm đo');
});

test('a result to a point abroad says so', async () => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } as const;
  const point = { id: 'sg', name: 'Singapore Một', networkKind: 'abroad' as const, url: 'https://sg.example' };
  await office.hub.registerPoint({ ...point, publicKey: key });
  const sent = measured({ pointId: 'sg' });
  await handIn(sent);
  expect((await paperOf(sent, 'vi')).text).toContain('Điểm đo Singapore Một (nước ngoài)');
  expect((await paperOf(sent, 'en')).text).toContain('Measurement point Singapore Một (abroad)');
});
