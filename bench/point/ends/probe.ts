// Round trips at a point while others load it: `node probe.ts ORIGIN SECONDS`; prints one JSON object, ms.
import { openBenchSession } from './session.ts';

const EVERY_MS = 20;
const [origin = '', secondsText] = process.argv.slice(2);
using session = await openBenchSession(origin);
const sentMs = new Map<number, number>();
const tripsMs: number[] = [];
session.control.on('message', (data) => {
  const message: { type: string; seq: number } = JSON.parse(String(data));
  const atMs = sentMs.get(message.seq);
  if (message.type !== 'pong' || atMs === undefined) return;
  sentMs.delete(message.seq);
  tripsMs.push(performance.now() - atMs);
});
const untilMs = performance.now() + Number(secondsText) * 1000;
for (let seq = 1; performance.now() < untilMs; seq += 1) {
  sentMs.set(seq, performance.now());
  session.control.send(JSON.stringify({ type: 'ping', seq }));
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}
// An echo that never came took at least as long as it has been waited for.
for (const atMs of sentMs.values()) tripsMs.push(performance.now() - atMs);
tripsMs.sort((a, b) => a - b);
const at = (share: number) => tripsMs[Math.floor((tripsMs.length - 1) * share)];
process.stdout.write(
  `${JSON.stringify({ probes: tripsMs.length, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) })}\n`,
);
