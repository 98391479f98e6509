// What Cloudflare's JavaScript client asks for: `__down`, `__up`, `__results` and credentials for TURN.
import * as z from 'zod';
import type { Turn } from '../turn/turn.ts';
import { answer, type Exchange, refuse } from './exchange.ts';
import type { ForeignRuns, Told } from './run.ts';
import { asciiPool, readText, sendPayload, takeBytes } from './transfer.ts';

/** The client's own default for a figure out of many requests. */
const RATE_PERCENTILE = 0.9;

const figures = z.array(z.number().finite().min(0)).max(10_000);
const transfers = z.array(z.looseObject({ bps: z.number().finite().min(0) })).max(10_000);
const report = z.looseObject({
  latencyMs: figures.optional(),
  download: transfers.optional(),
  upload: transfers.optional(),
  packetLoss: z
    .looseObject({ numMessages: z.int().min(0).max(1_000_000), lossRatio: z.number().min(0).max(1) })
    .optional(),
});

export type CloudflareParts = { runs: ForeignRuns; turn: Turn | undefined };

/** Serves the request when its path is one of that client's; false when it is not. Throws Refusal. */
export async function serveCloudflare(exchange: Exchange, { runs, turn }: CloudflareParts): Promise<boolean> {
  const { url, request } = exchange;
  switch (url.pathname) {
    case '/__down':
      down(exchange, runs);
      return true;
    case '/__up':
      if (request.method !== 'POST') refuse(exchange, 405, 'Use POST on this path.');
      else
        takeBytes(request, runs.enter('cloudflare', exchange), () => {
          const readMs = performance.now();
          answer(exchange, 200, { 'content-type': 'text/plain', ...timing(performance.now() - readMs) }, 'OK');
        });
      return true;
    case '/__results':
      await takeReport(exchange, runs);
      return true;
    case '/turn-creds': {
      const server = request.headers.host ?? String(request.headers[':authority'] ?? '');
      if (turn === undefined) refuse(exchange, 404, 'This point has no TURN server.');
      else {
        const run = runs.enter('cloudflare', exchange);
        answer(exchange, 200, { 'content-type': 'application/json' }, JSON.stringify(turn.admit(run.id, server)));
      }
      return true;
    }
    default:
      return false;
  }
}

function down(exchange: Exchange, runs: ForeignRuns): void {
  const { url, startMs } = exchange;
  const text = url.searchParams.get('bytes') ?? '';
  const sizeBytes = Number(text);
  const head = { 'content-type': 'text/plain; charset=us-ascii', ...timing(performance.now() - startMs) };
  if (!/^\d{1,12}$/.test(text)) refuse(exchange, 400, 'Say how many bytes: ?bytes=100000');
  else if (sizeBytes === 0) answer(exchange, 200, head);
  else sendPayload(exchange, runs, { kind: 'cloudflare', sizeBytes, headers: head, from: asciiPool, isChosen: true });
}

/** The point's own time between request and answer, which the client takes off; the time of a body's arrival is not in it. */
function timing(spanMs: number): Record<string, string> {
  return {
    'server-timing': `cfRequestDuration;dur=${spanMs.toFixed(3)}`,
    'access-control-expose-headers': 'server-timing, cf-meta-request-time',
  };
}

async function takeReport(exchange: Exchange, runs: ForeignRuns): Promise<void> {
  if (exchange.request.method !== 'POST') return refuse(exchange, 405, 'Send the results by POST.');
  const parsed = report.safeParse(parseJson(await readText(exchange.request)));
  if (!parsed.success) return refuse(exchange, 400, 'These are no results of a speed test.');
  const run = runs.report('cloudflare', exchange, toldBy(parsed.data));
  if (run === undefined) return refuse(exchange, 409, 'No test from your address was seen here.');
  answer(exchange, 200, { 'content-type': 'application/json' }, JSON.stringify({ requestId: run.id }));
}

function toldBy({ latencyMs, download, upload, packetLoss }: z.infer<typeof report>): Told {
  const rateOf = (all: z.infer<typeof transfers> = []) => {
    const bps = percentile(
      all.map((one) => one.bps),
      RATE_PERCENTILE,
    );
    return bps === undefined ? undefined : Math.min(100_000, bps / 1e6);
  };
  const [downloadMbps, uploadMbps] = [rateOf(download), rateOf(upload)];
  const medianMs = percentile(latencyMs ?? [], 0.5);
  const steps = (latencyMs ?? []).slice(1).map((ms, index) => Math.abs(ms - (latencyMs?.[index] ?? ms)));
  return {
    ...(downloadMbps !== undefined && { downloadMbps }),
    ...(uploadMbps !== undefined && { uploadMbps }),
    ...(latencyMs !== undefined &&
      medianMs !== undefined && {
        idle: {
          medianMs,
          minMs: Math.min(...latencyMs),
          n: latencyMs.length,
          ...(steps.length > 0 && { jitterMs: steps.reduce((sum, ms) => sum + ms, 0) / steps.length }),
        },
      }),
    ...(packetLoss !== undefined &&
      packetLoss.numMessages > 0 && {
        loss: {
          sent: packetLoss.numMessages,
          received: Math.round(packetLoss.numMessages * (1 - packetLoss.lossRatio)),
        },
      }),
  };
}

/** Between the two nearest values in proportion, as that client has it; absent without values. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const index = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(index)], sorted[Math.ceil(index)]];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (index % 1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
