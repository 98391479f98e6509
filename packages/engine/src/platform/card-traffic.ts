// What the machine's network cards have moved, from the kernel's own counters (Linux alone).
import { readFileSync } from 'node:fs';

const COUNTERS = '/proc/net/dev';
/** The loop back to the machine itself is no traffic. */
const LOOPBACK = 'lo';
/** Places of received and sent bytes among a card's counters. */
const [RECEIVED, SENT] = [0, 8];

/** Bytes received and sent by all cards since the machine started; absent where the kernel does not tell. */
export function cardBytes(): number | undefined {
  try {
    return sumOf(readFileSync(COUNTERS, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The sum over the lines `name: counters` of the kernel's table. */
export function sumOf(table: string): number | undefined {
  const cards = table.split('\n').flatMap((line) => {
    const [name = '', counters] = line.split(':');
    if (counters === undefined || name.trim() === LOOPBACK) return [];
    const each = counters.trim().split(/\s+/).map(Number);
    return [(each[RECEIVED] ?? 0) + (each[SENT] ?? 0)];
  });
  return cards.length === 0 ? undefined : cards.reduce((sum, bytes) => sum + bytes, 0);
}
