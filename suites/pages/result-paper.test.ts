// The result on paper: what a person hands to an operator or an authority, and where others check it.
import type { Submission } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../packages/hub/test/open-test-hub.ts';
import { rateAt, submissionAt, withReceipt } from '../../packages/hub/test/sample.ts';
import { readPrinted } from '../portal/office.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ I_SPEED_PUBLIC_URL: 'https://i-speed.example' });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

/** The paper's text in a language, spaces as they come; the page's count of pages at its foot. */
async function paperOf(sent: Submission, lang: 'vi' | 'en') {
  const answer = await hub.get(`/api/v1/measurements/${sent.id}/result.pdf?lang=${lang}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { bytes, text: readPrinted(bytes, 'pdf').replaceAll(/\s+/g, ' ') };
}

test('the paper has every figure with its range, what was not measured, and the link under which anyone checks it', async () => {
  const download = { ...rateAt(38.5), rateLowMbps: 36, rateHighMbps: 41.2 };
  const sent = await withReceipt(submissionAt(Date.now() - 20_000, { download, upload: undefined }), hub.pointKey);
  await hub.post('/api/v1/measurements', sent);
  const said = {
    vi: [
      ...['Kết quả đo tốc độ Internet', '38,5 Mbps', 'trong khoảng 36,0–41,2 Mbps', 'không đo', 'Nhà mạng Viettel'],
      ...['Độ trễ khi rảnh (trung vị) 8 ms', 'Độ trễ khi đang tải lên không đo', 'Mất gói không đo', 'Trang 1/1'],
      ...['có, xác nhận các con số này', `https://i-speed.example/do/${sent.id}`],
    ],
    en: [
      ...['Result of an Internet speed measurement', '38.5 Mbps', 'between 36.0 and 41.2 Mbps', 'Operator Viettel'],
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
  const sent = await withReceipt(submissionAt(Date.now() - 20_000), hub.pointKey);
  expect((await hub.get(`/api/v1/measurements/${sent.id}/result.pdf`)).status).toBe(404);
  await hub.post('/api/v1/measurements', sent);
  const [first, second] = [await paperOf(sent, 'vi'), await paperOf(sent, 'vi')];
  expect(first.bytes.equals(second.bytes)).toBe(true);
});

test('what the statistics leave out is told with its reason', async () => {
  const sent = submissionAt(Date.now() - 20_000);
  await hub.post('/api/v1/measurements', sent);
  expect((await paperOf(sent, 'vi')).text).toContain('không tính: thiếu biên nhận của điểm đo');
});
