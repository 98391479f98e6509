// The page's side of the loss probe: probes for the measuring worker, which passes offer and answer on to the point.
import type { ToWorker } from '../worker-messages.ts';
import { probeLoss } from './probe.ts';

/** Begins the probe; `answer` takes the point's answer to the offer that was sent, `stop` ends the probe. */
export function servePageLoss(send: (message: ToWorker) => void) {
  const stop = new AbortController();
  const answered = Promise.withResolvers<string | undefined>();
  const exchange = (sdp: string) => {
    send({ type: 'loss-offer', sdp });
    return answered.promise;
  };
  void probeLoss(exchange, stop.signal).then((loss) => send({ type: 'loss-end', loss }));
  return { answer: answered.resolve, stop: () => stop.abort() };
}
