// Bulk transfers on Node: one keep-alive agent per measurement, so that pulses find their connections warm.
import { randomFillSync } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import type { Family } from '@i-speed/spec';
import { type Bulk, type Pull, TransferError } from './platform.ts';

/** Written from one random megabyte, made once: nothing between here and the point can compress it (32 KiB windows). */
const POOL_BYTES = 1024 * 1024;
/** One piece is what a socket takes in one go; pieces this small end an upload within a few milliseconds of the decision. */
const PIECE_BYTES = 64 * 1024;

let pool: Buffer | undefined;

/** Opens the connections' keeper, of one IP version or of any; nothing is connected before the first transfer. */
export function openNodeBulk(family?: Family): Bulk {
  // Agents for each direction: a connection is warm only for the one in which it has sent before.
  const [down, up] = [openAgents(family), openAgents(family)];
  const request = (agents: Agents, url: string, method: 'GET' | 'POST', signal?: AbortSignal) =>
    url.startsWith('https:')
      ? https.request(url, { method, agent: agents.secure, ...(signal && { signal }) })
      : http.request(url, { method, agent: agents.plain, ...(signal && { signal }) });
  return {
    prepare(_uploadUrl, smallUrl, connections) {
      for (const agents of Array.from({ length: connections }, () => [down, up]).flat()) {
        const sent = request(agents, smallUrl, 'GET');
        readAnswer(sent).catch(() => undefined);
        sent.end();
      }
    },
    download(url, onBytes, signal) {
      const sent = request(down, url, 'GET', signal);
      const answered = readAnswer(sent, signal, (chunk) => onBytes(performance.now(), chunk.length));
      sent.end();
      return answered;
    },
    async upload(url, pull, signal) {
      const sent = request(up, url, 'POST', signal);
      const answered = readAnswer(sent, signal);
      await Promise.race([answered, feed(sent, pull)]);
      return answered;
    },
    close() {
      for (const { plain, secure } of [down, up]) {
        plain.destroy();
        secure.destroy();
      }
    },
  };
}

type Agents = { plain: http.Agent; secure: https.Agent };

function openAgents(family?: Family): Agents {
  const options = { keepAlive: true, ...(family && { family }) };
  const plain = new http.Agent(options);
  const secure = new https.Agent({ ...options, ALPNProtocols: ['http/1.1'] });
  return { plain, secure };
}

function readAnswer(sent: http.ClientRequest, signal?: AbortSignal, onData?: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = (detail: string) => reject(new TransferError(signal?.aborted ? 'aborted' : 'lost', detail));
    sent.on('error', (error) => lost(error.message));
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.on('error', (error) => lost(error.message));
      if (status !== 200) {
        response.resume();
        sent.destroy();
        reject(new TransferError('refused', `HTTP ${status}`, status));
        return;
      }
      if (onData === undefined) response.resume();
      else response.on('data', onData);
      response.on('end', resolve);
      response.on('close', () => (response.complete ? resolve() : lost('the answer broke off')));
    });
  });
}

/** Writes piece by piece, the next only when the kernel has taken the last, so that nothing waits in this process. */
async function feed(sent: http.ClientRequest, pull: Pull): Promise<void> {
  pool ??= randomFillSync(Buffer.allocUnsafe(POOL_BYTES));
  let offset = 0;
  while (!sent.destroyed) {
    const sizeBytes = await pull(PIECE_BYTES);
    if (sizeBytes === 0) break;
    if (offset + sizeBytes > POOL_BYTES) offset = 0;
    const piece = pool.subarray(offset, offset + sizeBytes);
    offset += sizeBytes;
    await new Promise<void>((resolve) => {
      sent.once('close', resolve);
      sent.write(piece, () => {
        sent.off('close', resolve);
        resolve();
      });
    });
  }
  if (!sent.destroyed) sent.end();
}
