// What the hub keeps of a page's measurement, as figures of a client.
import { publicMeasurement } from '@i-speed/spec';
import type { ClientFigures } from '../peer.ts';

/** Asked until it is there; `resultUrl` is the address that the page shows at its end. */
export async function readKept(hubUrl: string, resultUrl: string): Promise<ClientFigures> {
  const answer = await fetch(`${hubUrl}/api/v1/measurements/${new URL(resultUrl).pathname.split('/').at(-1)}`);
  if (!answer.ok) return new Promise((resolve) => setTimeout(() => resolve(readKept(hubUrl, resultUrl)), 200));
  const { download, upload, latency, loss } = publicMeasurement.parse(await answer.json());
  const range = (of: typeof download): [number, number] | undefined =>
    of?.rateLowMbps !== undefined && of.rateHighMbps !== undefined ? [of.rateLowMbps, of.rateHighMbps] : undefined;
  return {
    downloadMbps: download?.rateMbps,
    uploadMbps: upload?.rateMbps,
    idleMs: latency?.idle?.medianMs,
    loss,
    loadedDownMs: latency?.loadedDown?.medianMs,
    loadedUpMs: latency?.loadedUp?.medianMs,
    downloadRangeMbps: range(download),
    uploadRangeMbps: range(upload),
  };
}
