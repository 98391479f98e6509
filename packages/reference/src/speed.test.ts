import { describe, expect, it } from 'vitest';
import { bestPerSecond, processorMs } from '../test/best-per-second.ts';
import { random } from '../test/random.ts';
import { openReference } from './index.ts';

const draw = random(3);
const vn = openReference({});

describe('speed', () => {
  it('is at least a million addresses a second, IPv4 and IPv6 mixed', () => {
    const byte = () => Math.floor(draw() * 256);
    const addresses = Array.from({ length: 20_000 }, (_, index) =>
      index % 2 === 0
        ? `${byte()}.${byte()}.${byte()}.${byte()}`
        : `2402:800:${byte().toString(16)}:${byte().toString(16)}::${byte().toString(16)}`,
    );
    expect(bestPerSecond(addresses, (address) => vn.networkOf(address))).toBeGreaterThan(1_000_000);
  });

  it('opens the reference and answers a first address and code in less than 200 ms', () => {
    const ownMs = processorMs(() => {
      const fresh = openReference({});
      fresh.networkOf('27.64.0.1');
      fresh.communeByCode('00004', fresh.currentEdition);
    });
    expect(ownMs).toBeLessThan(200);
  });
});
