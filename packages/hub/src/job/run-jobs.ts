// What a hub that serves does by itself: the month's publication, and the reminders that campaigns planned.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PublicationDesk } from '../publication/publish.ts';
import { publishDue } from '../publication/publish-due.ts';
import type { Store } from '../store/open-store.ts';
import { openQueue, type Queue } from './queue.ts';

/** So long after it began to listen a hub turns to jobs: its start shares no time with them. */
const JOBS_AFTER_MS = 4_000;

export interface Jobs {
  readonly store: Store;
  readonly publications: PublicationDesk;
  readonly remind: () => Promise<number>;
  readonly publishDay: number;
  readonly timeZone: string;
  readonly log: Logger;
}

/** The queue after a while; nothing where the hub ends before. */
export async function openJobs(jobs: Jobs, ending: AbortSignal): Promise<Queue | undefined> {
  await sleep(JOBS_AFTER_MS, undefined, { ref: false, signal: ending }).catch(() => undefined);
  return ending.aborted ? undefined : runJobs(jobs);
}

/** At night, and once after the start for what was missed while no hub ran. A queue that cannot be opened is told; the hub serves on. */
async function runJobs({ store, publications, remind, publishDay, timeZone, log }: Jobs): Promise<Queue | undefined> {
  try {
    const queue = await openQueue(store, (cause) => log.error({ err: cause }, 'a job failed'));
    if (publishDay > 0)
      await queue.every('publish', '10 3 * * *', timeZone, async () => {
        const published = await publishDue(publications, publishDay);
        if (published !== undefined) log.info(published, 'a month was published');
      });
    await queue.every('remind', '30 7 * * *', timeZone, async () => {
      const sent = await remind();
      if (sent > 0) log.info({ sent }, 'campaigns reminded their units');
    });
    if (publishDay > 0) await queue.send('publish');
    await queue.send('remind');
    return queue;
  } catch (cause) {
    log.error({ err: cause }, 'the queue of jobs could not be opened');
    return undefined;
  }
}
