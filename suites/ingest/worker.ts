// One piece of a hub's work as a process of its own, for the suite that kills it in the middle: says 'begun' when it begins, 'done' after.
import { openWarehouse } from '@i-speed/warehouse';
import { hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { eraseHalf } from '../../packages/hub/test/erase-half.ts';
import { installId } from '../../packages/hub/test/sample.ts';

const [work = '', given = ''] = process.argv.slice(2);
const config = hubConfig(process.env);
const say = (word: string) => process.stdout.write(`${word}\n`);

const works: Readonly<Record<string, () => Promise<void>>> = {
  async publish() {
    await using hub = await openHub(config, { clock: () => Number(given) });
    say('begun');
    await hub.publish('2026-10');
  },
  async build() {
    await using warehouse = await openWarehouse({ path: `${config.dataDir}/warehouse` });
    say('begun');
    await warehouse.refresh({ timeZone: 'Asia/Ho_Chi_Minh', leastNew: 1, settleMs: 0, mostAtOnce: 2_000 });
  },
  async erase() {
    await using hub = await openHub(config);
    say('begun');
    const body = JSON.stringify({ installId: installId(Number(given)) });
    const headers = { 'content-type': 'application/json' };
    await hub.api(new Request('http://hub.example/api/v1/my-data/erase', { method: 'POST', headers, body }));
  },
  'erase-half': () => eraseHalf(config, installId(Number(given)), () => say('begun')),
  /** The schema of both stores, from nothing or from what a kill left. */
  async migrate() {
    say('begun');
    await using _ = await openHub(config);
  },
};
await works[work]?.();
say('done');
