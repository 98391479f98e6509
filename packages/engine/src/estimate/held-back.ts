// Estimates while a pulse runs how much has reached the receiver's kernel but is held back behind a lost packet.
import type { Full } from '../ramp/full.ts';
import { bytesBy, indexFrom, type Series } from '../sample/series.ts';
import { heightAt } from './touch.ts';

/** Bytes missing at `nowMs` below the line of the full rate, if the link never paused; 0 when arrivals keep up. */
export function heldBackBytes(series: Series, full: Full, nowMs: number): number {
  const slope = (full.rateMbps * 1000) / 8;
  let top = Number.NEGATIVE_INFINITY;
  for (let index = indexFrom(series, full.fullAtMs); index < series.tMs.length; index += 1) {
    top = Math.max(top, heightAt(series, index, slope));
  }
  return Math.max(0, top - (bytesBy(series, nowMs) - slope * nowMs));
}
