// What serves: places that are listened on, and the jobs of a hub that serves.
import type { HubConfig } from '../config.ts';
import type { Queue } from '../job/queue.ts';
import { type Jobs, openJobs } from '../job/run-jobs.ts';
import { type Listening, listen, type ServeParts } from './listen.ts';

export interface Service {
  /** Listens in one more place. Throws what Node's `listen` throws (EADDRINUSE, EACCES). */
  listen(where: { host: string; port: number }): Promise<{ port: number }>;
  /** No new connections; running requests are answered, and the job under way is done. */
  close(): Promise<void>;
}

/** Nothing listens and no job runs before the first `listen`. */
export function openService(
  config: HubConfig,
  { api, page }: Pick<ServeParts, 'api' | 'page'>,
  parts: Omit<Jobs, 'publishDay'>,
): Service {
  const { publishDay, mail, trustedProxies } = config;
  const listening: Listening[] = [];
  const ending = new AbortController();
  let jobs: Promise<Queue | undefined> | undefined;
  return {
    async listen(where) {
      const one = await listen({ api, ...(page && { page }), trustedProxies }, where);
      listening.push(one);
      // Only a hub that serves works through jobs.
      if (publishDay > 0 || mail !== undefined) jobs ??= openJobs({ ...parts, publishDay }, ending.signal);
      return { port: one.port };
    },
    async close() {
      await Promise.all(listening.map((one) => one.close()));
      ending.abort();
      await (await jobs)?.stop();
    },
  };
}
