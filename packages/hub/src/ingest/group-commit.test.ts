import { describe, expect, test } from 'vitest';
import { openTestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt } from '../../test/sample.ts';
import { openHub } from '../index.ts';

const path = '/api/v1/measurements';
const fresh = (device: number) =>
  submissionAt(Date.now() - 20_000, { client: { kind: 'web', version: '1', installId: installId(device) } });

describe('group commit', () => {
  test('requests that come together share one write', async () => {
    await using hub = await openTestHub();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => hub.post(path, fresh(i))));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const metrics = await (await hub.get('/metrics')).text();
    const writes = Number(/i_speed_hub_writes_total (\d+)/.exec(metrics)?.[1]);
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThanOrEqual(5);
  }, 60_000);

  test('what does not fit the queue is told to come again, and kept when it does', async () => {
    await using hub = await openTestHub({ I_SPEED_QUEUE_LIMIT: '2' });
    const sent = Array.from({ length: 12 }, (_, i) => fresh(i));
    const answers = await Promise.all(sent.map((one) => hub.post(path, one)));
    const refused = answers.flatMap((answer, i) => (answer.status === 503 ? [{ answer, submission: sent[i] }] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(12 - refused.length);
    for (const { answer, submission } of refused) {
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await answer.json()).code).toBe('overloaded');
      expect((await hub.get(`${path}/${submission?.id}`)).status).toBe(404);
      expect((await hub.post(path, submission)).status).toBe(201);
    }
  }, 60_000);

  test('a batch larger than the queue is taken when nothing waits', async () => {
    await using hub = await openTestHub({ I_SPEED_QUEUE_LIMIT: '2' });
    expect((await hub.post(path, [fresh(1), fresh(2), fresh(3)])).status).toBe(200);
  }, 60_000);

  test('closing in the middle: what was acknowledged is there at the next opening, the rest was told to come again', async () => {
    await using first = await openTestHub();
    const sent = Array.from({ length: 40 }, (_, i) => fresh(i));
    const answers = sent.map((one) => first.post(path, one));
    await Promise.race(answers);
    const late = fresh(99);
    const closing = first.hub.close();
    const lateAnswer = await first.post(path, late);
    expect([lateAnswer.status, (await lateAnswer.json()).code]).toEqual([503, 'draining']);
    await closing;
    const statuses = await Promise.all(answers.map(async (answer) => (await answer).status));
    expect(statuses).toContain(201);
    const second = await openHub(first.config);
    for (const [i, submission] of sent.entries()) {
      const shown = await second.api(new Request(`http://hub.example${path}/${submission.id}`));
      expect(shown.status).toBe(statuses[i] === 201 ? 200 : 404);
    }
    await second.close();
  }, 60_000);
});
