// Asks the local point over plain HTTP or TLS. It is a process of this program on this machine: for which name its certificate is good is its clients' matter.
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { json } from 'node:stream/consumers';

const ANSWER_MS = 5_000;

/** Status and JSON of one GET; rejects when no answer came. */
export async function askPoint(origin: string, path: string): Promise<{ status: number; body: unknown }> {
  const url = new URL(path, origin);
  const settings = { agent: false, signal: AbortSignal.timeout(ANSWER_MS) };
  const request =
    url.protocol === 'https:' ? https.get(url, { ...settings, rejectUnauthorized: false }) : http.get(url, settings);
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('no answer');
  return { status: response.statusCode ?? 0, body: await json(response) };
}
