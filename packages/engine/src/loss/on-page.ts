// The page's side of the loss probe: probes when the measuring worker asks, which passes offer and answer on to the point.
import type { FromWorker, ToWorker } from '../worker-messages.ts';
import { probeLoss } from './probe.ts';

/** Takes the worker's messages that belong to the probe; `stop` ends one that runs. */
export function servePageLoss(send: (message: ToWorker) => void) {
  const stop = new AbortController();
  let answered: (sdp: string | undefined) => void = () => undefined;
  const exchange = (sdp: string) =>
    new Promise<string | undefined>((resolve) => {
      answered = resolve;
      send({ type: 'loss-offer', sdp });
    });
  return {
    take(message: FromWorker): void {
      if (message.type === 'loss-answer') answered(message.sdp);
      if (message.type === 'loss-begin')
        void probeLoss(exchange, stop.signal).then((loss) => send({ type: 'loss-end', loss }));
    },
    stop: () => stop.abort(),
  };
}
