// The worker's side of the loss probe: the page has the data channel, the worker the way to the point.
import type { Loss } from '@i-speed/spec';
import type { Exchange } from '../loss/probe.ts';
import type { FromWorker, ToWorker } from '../worker-messages.ts';
import { settledWithin } from './sleep.ts';

/** Set-up, probe and the last packet at their longest. */
const PATIENCE_MS = 8_000;

/** Lets the page probe; absent when it found nothing or did not answer. */
export async function probeLossByPage(exchange: Exchange, signal: AbortSignal): Promise<Loss | undefined> {
  let loss: Loss | undefined;
  const done = Promise.withResolvers<void>();
  const take = async ({ data }: MessageEvent<ToWorker>) => {
    if (data.type === 'loss-offer') tell({ type: 'loss-answer', sdp: await exchange(data.sdp) });
    if (data.type !== 'loss-end') return;
    loss = data.loss;
    done.resolve();
  };
  addEventListener('message', take);
  tell({ type: 'loss-begin' });
  await settledWithin(done.promise, PATIENCE_MS, signal);
  removeEventListener('message', take);
  return loss;
}

function tell(message: FromWorker): void {
  postMessage(message);
}
