// Posts prepared bodies over so many connections at once and times each answer.
import { Agent, request } from 'node:http';

export interface Load {
  /** What the phase is called in the report. */
  readonly name: string;
  /** JSON texts, one a request. */
  readonly bodies: readonly string[];
  /** Measurements in each body. */
  readonly perBody: number;
  readonly connections: number;
  /** Status that every answer must have. */
  readonly status: number;
}

export interface LoadResult {
  readonly name: string;
  readonly connections: number;
  readonly measurements: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds from the request's first byte to the answer's last. */
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Sends all bodies, each connection one after another; throws when an answer has another status. */
export async function runLoad(url: string, load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const waiting = [...load.bodies];
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const work = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const oneMs = performance.now();
      const { status, text } = await post(agent, url, body);
      if (status !== load.status) throw new Error(`${load.name}: ${status} ${text.slice(0, 500)}`);
      tookMs.push(performance.now() - oneMs);
    }
  };
  await Promise.all(Array.from({ length: load.connections }, work));
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  tookMs.sort((a, b) => a - b);
  const measurements = load.bodies.length * load.perBody;
  return {
    name: load.name,
    connections: load.connections,
    measurements,
    seconds,
    perSecond: measurements / seconds,
    medianMs: tookMs[Math.floor(tookMs.length / 2)] ?? Number.NaN,
    p99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.NaN,
  };
}

function post(agent: Agent, url: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/measurements`,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
