// The one queue of jobs, pg-boss in our own PostgreSQL, embedded or not: each job runs once, whichever hub it falls to.
import { createRequire } from 'node:module';
import type { Store } from '../store/open-store.ts';

export interface Queue {
  /** Runs the handler at the times of a cron line in a time zone; a failure is told and the next time comes. */
  every(name: string, cron: string, timeZone: string, handler: () => Promise<void>): Promise<void>;
  /** Puts a job in the queue now. */
  send(name: string): Promise<void>;
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>;
}

const POLLING_S = 2;
const PATIENCE_MS = 60_000;

/** Opens the queue in a schema of its own; the first time it makes its tables. Rejects with what PostgreSQL throws. */
export async function openQueue(store: Pick<Store, 'executeSql'>, onFailure: (cause: unknown) => void): Promise<Queue> {
  const PgBoss: typeof import('pg-boss') = createRequire(import.meta.url)('pg-boss');
  const boss = new PgBoss({ db: { executeSql: store.executeSql }, schema: 'jobs' });
  boss.on('error', onFailure);
  await boss.start();
  return {
    async every(name, cron, timeZone, handler) {
      await boss.createQueue(name);
      await boss.work(name, { pollingIntervalSeconds: POLLING_S }, async () => {
        try {
          await handler();
        } catch (cause) {
          onFailure(cause);
          throw cause;
        }
      });
      await boss.schedule(name, cron, {}, { tz: timeZone });
    },
    async send(name) {
      await boss.send(name, {});
    },
    stop: () => boss.stop({ graceful: true, timeout: PATIENCE_MS }),
  };
}
