// Other projects' clients over plain requests: each has its paths, all share admission and limits.
import type { PointContext } from '../point-context.ts';
import { Refusal } from '../session/refusal.ts';
import { serveCloudflare } from './cloudflare.ts';
import { serveCurl } from './curl.ts';
import { type Exchange, refuse } from './exchange.ts';
import { serveLibrespeed } from './librespeed.ts';
import { serveNetworkQuality } from './network-quality.ts';

/** Serves the request when its path belongs to another project's client; false when it does not. */
export async function serveForeign(context: PointContext, exchange: Exchange): Promise<boolean> {
  const { runs } = context;
  try {
    if (serveCurl(exchange, runs)) return true;
    if (await serveNetworkQuality(exchange, runs, context)) return true;
    if (await serveCloudflare(exchange, { runs, turn: context.turn })) return true;
    return await serveLibrespeed(exchange, { runs, hub: context.config.hub });
  } catch (error) {
    if (error instanceof RangeError) refuse(exchange, 413, error.message);
    else if (error instanceof Refusal) {
      context.metrics.refusals.inc({ code: error.code });
      const isLater = error.code === 'busy' || error.code === 'draining';
      refuse(exchange, isLater ? 503 : 429, error.message, error.retryAfterMs);
    } else throw error;
    return true;
  }
}
