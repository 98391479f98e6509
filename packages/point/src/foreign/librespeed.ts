// LibreSpeed's backend: garbage, empty, getIP and telemetry, with and without `.php` (docs/protocol/other-clients.md).
import { answer, type Exchange, refuse } from './exchange.ts';
import type { ForeignRuns, Told } from './run.ts';
import { readText, sendPayload, takeBytes } from './transfer.ts';

const MIB = 1 << 20;
const DEFAULT_CHUNKS = 4;
const MOST_CHUNKS = 1024;
/** Reports carry a log and the client's own extras. */
const MOST_MBPS = 100_000;
const PATH = /^\/(?:backend\/|results\/)?(garbage|empty|getIP|telemetry)(?:\.php)?$/;

export type LibrespeedParts = {
  runs: ForeignRuns;
  /** Origin where kept measurements are shown; absent without a hub. */
  hub: string | undefined;
};

/** Serves the request when its path is LibreSpeed's; false when it is not. Throws Refusal. */
export async function serveLibrespeed(exchange: Exchange, { runs, hub }: LibrespeedParts): Promise<boolean> {
  const { url, request } = exchange;
  if (/^\/results\/(?:index\.php)?$/.test(url.pathname)) return showResult(exchange, hub);
  const name = PATH.exec(url.pathname)?.[1];
  if (name === undefined) return false;
  if (name === 'garbage') {
    sendPayload(exchange, runs, {
      kind: 'librespeed',
      sizeBytes: chunksOf(url.searchParams.get('ckSize')) * MIB,
      headers: {
        'content-type': 'application/octet-stream',
        'content-description': 'File Transfer',
        'content-disposition': 'attachment; filename=random.dat',
        'content-transfer-encoding': 'binary',
        'cache-control': 'no-store, no-cache, must-revalidate, max-age=0, s-maxage=0',
        pragma: 'no-cache',
      },
    });
  } else if (name === 'empty') {
    const empty = () => answer(exchange, 200, { 'cache-control': 'no-store, no-cache, must-revalidate, max-age=0' });
    if (hasBody(exchange)) takeBytes(request, runs.enter('librespeed', exchange), empty);
    else {
      request.resume();
      empty();
    }
  } else if (name === 'getIP') {
    // Page and command ask this once, before all else.
    await runs.renew('librespeed', exchange);
    answer(exchange, 200, { 'content-type': 'application/json' }, whoAsks(exchange));
  } else await takeReport(exchange, runs);
  return true;
}

/** A ping is a GET or an empty POST. */
function hasBody({ request }: Exchange): boolean {
  return request.method === 'POST' && request.headers['content-length'] !== '0';
}

function chunksOf(text: string | null): number {
  const count = Number(text);
  if (text === null || !Number.isInteger(count) || count <= 0) return DEFAULT_CHUNKS;
  return Math.min(count, MOST_CHUNKS);
}

/** The client's address and nothing else: whose network it is the hub knows. An object, as the CLI prints raw JSON for a text. */
function whoAsks({ address, url }: Exchange): string {
  const isIspAsked = url.searchParams.has('isp');
  return JSON.stringify({ processedString: address, rawIspInfo: isIspAsked ? { ip: address } : {} });
}

async function takeReport(exchange: Exchange, runs: ForeignRuns): Promise<void> {
  if (exchange.request.method !== 'POST') return refuse(exchange, 405, 'Send the results by POST.');
  const text = await readText(exchange.request);
  const run = runs.report(
    'librespeed',
    exchange,
    toldBy(fieldsOf(text, exchange.request.headers['content-type'] ?? '')),
  );
  if (run === undefined) return refuse(exchange, 409, 'No test from your address was seen here.');
  answer(exchange, 200, { 'content-type': 'text/plain; charset=utf-8' }, `id ${run.id}`);
}

/** The two rates. Its ping is left out: it is a smallest value of an untold number of round trips, which our record has no place for. */
function toldBy(fields: ReadonlyMap<string, string>): Told {
  const rateOf = (name: string) => {
    const value = Number(fields.get(name) ?? '');
    return value > 0 && value <= MOST_MBPS ? value : undefined;
  };
  const [downloadMbps, uploadMbps] = [rateOf('dl'), rateOf('ul')];
  return {
    ...(downloadMbps !== undefined && { downloadMbps }),
    ...(uploadMbps !== undefined && { uploadMbps }),
  };
}

/** Fields of a form, multipart or urlencoded; of equal names the first counts. */
export function fieldsOf(body: string, contentType: string): Map<string, string> {
  const fields = new Map<string, string>();
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) {
    for (const [name, value] of new URLSearchParams(body)) if (!fields.has(name)) fields.set(name, value);
    return fields;
  }
  for (const part of body.split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    if (name !== undefined && !fields.has(name)) fields.set(name, rest.join('\r\n\r\n').replace(/\r\n$/, ''));
  }
  return fields;
}

/** The CLI's link to a result: our page of that measurement. */
function showResult(exchange: Exchange, hub: string | undefined): boolean {
  const id = exchange.url.searchParams.get('id') ?? '';
  if (hub === undefined || !/^[0-9a-f-]{36}$/i.test(id)) refuse(exchange, 404, 'No such result.');
  else answer(exchange, 302, { location: `${new URL(hub).origin}/do/${id.toLowerCase()}` });
  return true;
}
