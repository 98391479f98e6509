// The page's side of a measuring worker: the same events as `measure`, read from the worker's messages.
import { createChannel } from './channel.ts';
import type { MeasureEvent, MeasureOptions } from './events.ts';
import type { servePageLoss } from './loss/on-page.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/**
 * Measures in `worker`, whose script is `@i-speed/engine/worker`; one worker serves one measurement and is ended with it. Yields
 * what `measure` yields; throws only when the worker itself breaks, with an empty message where it could not even be loaded.
 * Aborting the signal, or leaving the loop, ends the measurement. It begins when `ready` has settled, while the worker loads beside it.
 */
export function measureInWorker(
  worker: Worker,
  options: MeasureOptions,
  signal?: AbortSignal,
  ready?: Promise<unknown>,
): AsyncIterable<MeasureEvent> {
  const send = (message: ToWorker) => worker.postMessage(message);
  let loss: ReturnType<typeof servePageLoss> | undefined;
  const abort = () => send({ type: 'abort' });
  const tellVisibility = () => send({ type: 'visibility', hidden: document.hidden });
  const stop = () => {
    signal?.removeEventListener('abort', abort);
    document.removeEventListener('visibilitychange', tellVisibility);
    loss?.stop();
    worker.terminate();
  };
  // Loaded when it is wanted: the page's button works without it.
  const beginLoss = async () => {
    try {
      loss = (await import('./loss/on-page.ts')).servePageLoss(send);
    } catch {
      send({ type: 'loss-end', loss: undefined });
    }
  };
  const channel = createChannel<MeasureEvent>(stop);
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'event') return channel.put(data.event);
    if (data.type === 'loss-begin') return void beginLoss();
    if (data.type === 'loss-answer') return loss?.answer(data.sdp);
    stop();
    if (data.type === 'end') channel.end();
    else channel.fail(new Error(data.detail));
  });
  worker.addEventListener('error', (event) => {
    stop();
    channel.fail(new Error(event.message));
  });
  void Promise.resolve(ready).finally(() => send({ type: 'start', options }));
  tellVisibility();
  document.addEventListener('visibilitychange', tellVisibility);
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return channel;
}
