// The measured quantities that indicators are made of: unit, scale, direction of better, and where in the record they stand.
import type { Scale } from '../collapse/collapse.ts';

export type QuantityId =
  | 'download'
  | 'upload'
  | 'latency-idle'
  | 'latency-loaded-down'
  | 'latency-loaded-up'
  | 'jitter'
  | 'loss'
  | 'responsiveness'
  | 'failure'
  | 'ipv6';

export interface Quantity {
  readonly id: QuantityId;
  readonly unit: 'Mbit/s' | 'ms' | 'ratio' | '1/min';
  /** How measurements of one device and week are joined. */
  readonly scale: Scale;
  /** 'share' quantities are yes or no (or a ratio) in each measurement: their mean is a share, and they have no quantiles. */
  readonly kind: 'amount' | 'share';
  readonly better: 'higher' | 'lower';
  /** Field of the measurement record (or how it follows from fields); a measurement without it is not part of the indicator. */
  readonly source: string;
}

export const QUANTITIES: readonly Quantity[] = [
  { id: 'download', unit: 'Mbit/s', scale: 'log', kind: 'amount', better: 'higher', source: 'download.rateMbps' },
  { id: 'upload', unit: 'Mbit/s', scale: 'log', kind: 'amount', better: 'higher', source: 'upload.rateMbps' },
  { id: 'latency-idle', unit: 'ms', scale: 'log', kind: 'amount', better: 'lower', source: 'latency.idle.medianMs' },
  {
    id: 'latency-loaded-down',
    unit: 'ms',
    scale: 'log',
    kind: 'amount',
    better: 'lower',
    source: 'latency.loadedDown.medianMs',
  },
  {
    id: 'latency-loaded-up',
    unit: 'ms',
    scale: 'log',
    kind: 'amount',
    better: 'lower',
    source: 'latency.loadedUp.medianMs',
  },
  { id: 'jitter', unit: 'ms', scale: 'linear', kind: 'amount', better: 'lower', source: 'latency.idle.jitterMs' },
  {
    id: 'loss',
    unit: 'ratio',
    scale: 'linear',
    kind: 'share',
    better: 'lower',
    source: '1 - loss.received / loss.sent',
  },
  {
    id: 'responsiveness',
    unit: '1/min',
    scale: 'log',
    kind: 'amount',
    better: 'higher',
    source: 'latency.responsivenessRpm',
  },
  {
    id: 'failure',
    unit: 'ratio',
    scale: 'linear',
    kind: 'share',
    better: 'lower',
    source: '1 where the only reason is failed, 0 where valid',
  },
  {
    id: 'ipv6',
    unit: 'ratio',
    scale: 'linear',
    kind: 'share',
    better: 'higher',
    source: '1 where ipv6.reachable, else 0',
  },
];
