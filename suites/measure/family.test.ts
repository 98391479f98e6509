// Who asks for an IP version measures over it, also at a point that the hub knows by one name alone.
import { lookup } from 'node:dns/promises';
import { expect, test } from 'vitest';
import { startPoint } from '../../packages/point/test/client.ts';
import { run } from './run.ts';
import { candidateAt, openTicketHub } from './ticket-hub.ts';

/** A name of this machine by each version; not every machine has one for IPv6. */
const names = await Promise.all(
  ([4, 6] as const).map(async (family) => {
    for (const name of ['localhost', 'ip6-localhost'])
      if (await lookup(name, { family }).catch(() => undefined)) return { family, name };
    return { family, name: '' };
  }),
);

test.each(names.filter(({ name }) => name !== ''))('over IPv$family to the name $name', async ({ family, name }) => {
  await using point = await startPoint({ host: 'localhost' });
  await using hub = await openTicketHub([candidateAt('p1', point.port, name)]);
  const { result, failures } = await run(hub.url, { family, profile: 'auto' });
  expect(failures).toEqual([]);
  expect(result.family).toBe(family);
  expect(result.download?.bytes).toBeGreaterThan(0);
  expect(result.upload?.bytes).toBeGreaterThan(0);
});

test('a point whose address is of the other version takes no part', async () => {
  await using point = await startPoint();
  await using hub = await openTicketHub([candidateAt('p1', point.port)]);
  const { failures } = await run(hub.url, { family: 6 });
  expect(failures).toEqual(['point.unreachable']);
});
