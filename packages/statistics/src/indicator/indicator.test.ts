import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VALIDITY_REASONS } from '../validity/reasons.ts';
import { indicatorOf, indicators } from './registry.ts';

const root = new URL('../../../../', import.meta.url);

/** Anchors of a Markdown document as GitHub makes them from headings. */
function anchors(path: string): Set<string> {
  const file = new URL(path, root);
  if (!existsSync(file)) return new Set();
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the registry of indicators', () => {
  it('gives every id once and finds it', () => {
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
    expect(indicatorOf('download-mean')).toMatchObject({
      unit: 'Mbit/s',
      better: 'higher',
      neededDevices: 50,
      version: 1,
    });
    expect(indicatorOf('latency-idle-median')).toMatchObject({ unit: 'ms', better: 'lower' });
    expect(indicatorOf('download-share-at-target')).toMatchObject({ unit: 'ratio', precision: 'points' });
    expect(indicatorOf('download-mode')).toBeUndefined();
  });
  it('has no statistic where it has no sense', () => {
    for (const id of [
      'loss-median',
      'jitter-geometric-mean',
      'latency-idle-share-at-target',
      'download-share',
      'jitter-modelled',
    ]) {
      expect(indicatorOf(id)).toBeUndefined();
    }
  });
  it('leads every indicator to its definition in the method', () => {
    for (const { id, method } of indicators) {
      const [path = '', anchor = ''] = method.split('#');
      expect(anchors(path), `${id}: ${method}`).toContain(anchor);
    }
  });
  it('has a section of the method for every reason of validity', () => {
    const found = anchors('docs/method/validity.md');
    for (const reason of VALIDITY_REASONS) expect(found).toContain(reason);
  });
});
