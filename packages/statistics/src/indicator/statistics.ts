// The statistics that are published of a quantity: formula, interval, least sample and version, each with its place in the method.
import type { Precision } from '../publish/classify.ts';
import { NEEDED_DEVICES, type StatisticId } from '../publish/needed-devices.ts';
import type { Quantity } from './quantities.ts';

export interface Statistic {
  readonly id: StatisticId;
  /** One line; z are collapsed values, one a device, place, network and week. The whole formula stands at `method`. */
  readonly formula: string;
  /** Where in docs/method the formula and its source stand. */
  readonly method: string;
  /** Name of the 95 % interval's method; absent for statistics that are given without one. */
  readonly interval?: string;
  /** From so many devices on it is told, as then what is shown holds in about 90 of 100 cases or more. */
  readonly neededDevices: number;
  readonly precision: Precision;
  /** Unit where it is not the quantity's own. */
  readonly unit?: 'ratio';
  /** Rises whenever a published figure would change for the same measurements. */
  readonly version: number;
  readonly appliesTo: (quantity: Quantity) => boolean;
}

const isAmount = ({ kind }: Quantity) => kind === 'amount';
const isShare = ({ kind }: Quantity) => kind === 'share';
const isLog = ({ scale }: Quantity) => scale === 'log';
const isRate = ({ unit }: Quantity) => unit === 'Mbit/s';

const quantileStatistic = (id: 'p10' | 'p20' | 'p80' | 'p90', formula: string): Statistic => ({
  id,
  formula,
  method: 'docs/method/indicators.md#quantiles',
  neededDevices: NEEDED_DEVICES[id],
  precision: 'relative',
  version: 1,
  appliesTo: isAmount,
});

/** Why each number of devices: docs/method/intervals.md, "What is shown must hold too". */
export const STATISTICS: readonly Statistic[] = [
  {
    id: 'mean',
    formula: 'sum z / n',
    method: 'docs/method/indicators.md#mean',
    interval: "Hall's transformed t, devices as clusters",
    neededDevices: NEEDED_DEVICES.mean,
    precision: 'relative',
    version: 1,
    appliesTo: isAmount,
  },
  {
    id: 'geometric-mean',
    formula: 'exp(sum ln z / n)',
    method: 'docs/method/indicators.md#geometric-mean',
    interval: 't on logarithms, devices as clusters',
    neededDevices: NEEDED_DEVICES['geometric-mean'],
    precision: 'relative',
    version: 1,
    appliesTo: (quantity) => isAmount(quantity) && isLog(quantity),
  },
  {
    id: 'median',
    formula: 'half of z are at most it (type 7)',
    method: 'docs/method/indicators.md#median',
    interval: 'order statistics on effective n',
    neededDevices: NEEDED_DEVICES.median,
    precision: 'relative',
    version: 1,
    appliesTo: isAmount,
  },
  quantileStatistic('p10', '10 % of z are at most it (type 7)'),
  quantileStatistic('p20', '20 % of z are at most it (type 7)'),
  quantileStatistic('p80', '80 % of z are at most it (type 7)'),
  quantileStatistic('p90', '90 % of z are at most it (type 7)'),
  {
    id: 'share-at-target',
    formula: 'count(z >= target) / n',
    method: 'docs/method/indicators.md#share-at-target',
    interval: 'Wilson on effective n',
    neededDevices: NEEDED_DEVICES['share-at-target'],
    precision: 'points',
    unit: 'ratio',
    version: 1,
    appliesTo: isRate,
  },
  {
    id: 'share',
    formula: 'sum z / n, z the mean of a device and week',
    method: 'docs/method/indicators.md#share',
    interval: 'Wilson on effective n',
    neededDevices: NEEDED_DEVICES.share,
    precision: 'points',
    version: 1,
    appliesTo: isShare,
  },
  {
    id: 'modelled',
    formula: 'exp(g zbar + (1 - g) x b)',
    method: 'docs/method/small-areas.md#the-model',
    interval: 't on Prasad-Rao mean squared error',
    neededDevices: NEEDED_DEVICES.modelled,
    precision: 'relative',
    version: 1,
    appliesTo: (quantity) => isAmount(quantity) && isLog(quantity),
  },
  {
    id: 'change',
    formula: 'mean after / mean before',
    method: 'docs/method/change.md#raw-change',
    interval: 't on the logarithm of the ratio',
    neededDevices: NEEDED_DEVICES.change,
    precision: 'relative',
    unit: 'ratio',
    version: 1,
    appliesTo: (quantity) => isAmount(quantity) && isLog(quantity),
  },
  {
    id: 'change-mix-adjusted',
    formula: 'sum w mean after / sum w mean before, w fixed over operator x technology x commune',
    method: 'docs/method/change.md#mix-adjusted-change',
    interval: 't on the logarithm of the ratio, pooled variance',
    neededDevices: NEEDED_DEVICES['change-mix-adjusted'],
    precision: 'relative',
    unit: 'ratio',
    version: 1,
    appliesTo: (quantity) => isAmount(quantity) && isLog(quantity),
  },
];
