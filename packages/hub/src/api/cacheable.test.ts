import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

/** One measurement of the device, taken in. */
async function measure(device: number): Promise<void> {
  const submission = submissionAt(nowMs - 30 * 3_600_000, {
    client: { kind: 'web', version: '1', installId: installId(device) },
  });
  const answer = await hub.post('/api/v1/measurements', await withReceipt(submission, hub.pointKey));
  expect(answer.status).toBe(201);
}

/** Status, tag and text of an answer to who holds the one named `held`. */
async function ask(path: string, held?: string) {
  const answer = await hub.get(path, { headers: held === undefined ? {} : { 'if-none-match': held } });
  return { status: answer.status, tag: answer.headers.get('etag') ?? '', text: await answer.text() };
}

test.each(['/api/v1/statistics', '/api/v1/statistics?groupBy=province&format=csv', '/api/v1/validity'])(
  'whoever holds an old answer of %s gets the new one once something came or went',
  async (path) => {
    const devices = [1, 2, 3, 4, 5, 6].map((device) => device + 100 * path.length);
    for (const device of devices) await measure(device);
    const before = await ask(path);
    expect(before).toMatchObject({ status: 200, tag: expect.stringMatching(/^(W\/)?".+"$/) });
    expect(await ask(path, before.tag)).toMatchObject({ status: 304, text: '' });

    const last = 99 + 100 * path.length;
    await measure(last);
    const after = await ask(path, before.tag);
    expect(after.status).toBe(200);
    expect(after.tag).not.toBe(before.tag);
    expect(after.text).not.toBe(before.text);
    expect((await ask(path, after.tag)).status).toBe(304);

    await hub.post('/api/v1/my-data/erase', { installId: installId(last) });
    const again = await ask(path, after.tag);
    expect(again).toEqual(before);
  },
);
