// The worker's entry: measures off the page's thread, so that a busy page does not slow the reading of arrivals.
import { measure } from './measure.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const scope = asWorkerScope(globalThis);
const aborting = new AbortController();

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'start') void run(data);
  if (data.type === 'abort') aborting.abort();
});

async function run({ options }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  try {
    for await (const event of measure(options, aborting.signal)) scope.postMessage({ type: 'event', event });
    scope.postMessage({ type: 'end' });
  } catch (error) {
    scope.postMessage({ type: 'broken', detail: String(error) });
  }
}

type WorkerScope = {
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
  postMessage(message: FromWorker): void;
};

/** Guarantee: this file is only ever loaded as a dedicated worker, whose global scope has these two. */
function asWorkerScope(scope: unknown): WorkerScope {
  return scope as WorkerScope;
}
