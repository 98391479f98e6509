// What a map and its table tell of each area, from the answer of GET /api/v1/statistics.
import type { StatisticsAnswer, StatisticsCell } from '@i-speed/spec';
import { classCount, classOf } from './classes.ts';
import type { Kind, Measure } from './view.ts';

/** The part of the answer that is read. */
export type MapAnswer = Pick<StatisticsAnswer, 'totals' | 'groups' | 'leastDevices' | 'asOf'>;

/** `dots`: measured, and yet no figure; `hatch`: a figure, of fewer measurements than the official number; `cross`: a modelled estimate. */
export type Texture = 'dots' | 'hatch' | 'cross';

/** What a picture of an area needs; without class and texture it stands as unmeasured. */
export type PaintedArea = {
  code: string;
  /** Of states `figure` and `modelled`: 0 to 6. */
  classIndex?: number | undefined;
  texture?: Texture | undefined;
};

export type MapArea = PaintedArea & {
  name: string;
  /** Measurements that count against points of the chosen kind, and their devices. */
  n: number;
  devices: number;
  /** Against points of all kinds: what the official number is held against. */
  countedN: number;
  /**
   * `figure`: a median with its interval; `modelled`: too few devices for it, and in its place the model's geometric mean; `wide`: the
   * interval is too wide for a figure; `few`: too few devices for any; `covered`: hidden, for it would give another cell away; `none`:
   * nothing was measured against points of the kind.
   */
  state: 'figure' | 'modelled' | 'wide' | 'few' | 'covered' | 'none';
  /** Median, of state `figure`; modelled geometric mean, of state `modelled`. */
  value?: number;
  /** Its 95 % interval; that of the median too of state `wide`. */
  low?: number;
  high?: number;
  precision?: 'A' | 'B' | 'C';
  /** Of states `few` and `modelled`: so many devices more would give a figure, where that is known. */
  missingDevices?: number;
  /** Of state `modelled`: share (0 to 1) of the estimate that comes from the area's own devices. */
  ownShare?: number;
  /** True below the official number, where that can be asked. */
  isShort: boolean;
};

/** The kind of point with most measurements, those inside the country first; absent where nothing was measured. */
export function usualKind({ totals }: Pick<MapAnswer, 'totals'>): Kind | undefined {
  const weigh = ({ networkKind, n }: StatisticsCell) => (networkKind === 'abroad' ? -1 / (n + 1) : n);
  const known = totals.filter(({ networkKind }) => networkKind !== undefined);
  return known.sort((a, b) => weigh(b) - weigh(a))[0]?.networkKind;
}

/** The areas of an answer by code, measured against points of `kind`; what has no area is left out. */
export function areasOf(
  answer: MapAnswer,
  { kind, measure, needed }: { kind: Kind | undefined; measure: Measure; needed: number | undefined },
): MapArea[] {
  const byCode = Map.groupBy(answer.groups, ({ key }) => key);
  return [...byCode].flatMap(([code, cells]) => {
    const name = cells[0]?.name;
    if (code === undefined || name === undefined) return [];
    const cell = cells.find(({ networkKind }) => networkKind === kind);
    const countedN = cells.reduce((sum, { n }) => sum + n, 0);
    const isShort = needed !== undefined && countedN < needed;
    const head = { code, name, n: cell?.n ?? 0, devices: cell?.devices ?? 0, countedN, isShort };
    return [textured({ ...head, ...figureOf(cell, measure) })];
  });
}

/** The areas of all places of a level, in the order of the places: those of which the answer does not tell have no measurement. */
export function withUnmeasured(
  areas: readonly MapArea[],
  places: readonly { code: string; name: string }[],
  needed: number | undefined,
): MapArea[] {
  const known = new Map(areas.map((area) => [area.code, area]));
  const none = { n: 0, devices: 0, countedN: 0, state: 'none', isShort: needed !== undefined } as const;
  return places.map(({ code, name }) => known.get(code) ?? { code, name, ...none });
}

/** The area with the texture that it bears. */
export function textured<T extends Pick<MapArea, 'state' | 'isShort'>>(area: T): T & { texture?: Texture } {
  if (area.state === 'none') return area;
  if (area.state === 'modelled') return { ...area, texture: 'cross' };
  if (area.state !== 'figure') return { ...area, texture: 'dots' };
  return area.isShort ? { ...area, texture: 'hatch' } : area;
}

/**
 * How many areas stand in each class, show a modelled estimate, no figure though measured, or were not measured against points of the kind:
 * each is counted once. Those that are short, and those of them that are hatched, are counted apart.
 */
export function countAreas(areas: readonly MapArea[]) {
  const classes = Array.from(
    { length: classCount },
    (_, index) => areas.filter(({ state, classIndex }) => state === 'figure' && classIndex === index).length,
  );
  const modelled = areas.filter(({ state }) => state === 'modelled').length;
  const told = classes.reduce((sum, n) => sum + n, modelled);
  const unmeasured = areas.filter(({ state }) => state === 'none').length;
  const short = areas.filter(({ isShort }) => isShort).length;
  const hatched = areas.filter(({ texture }) => texture === 'hatch').length;
  return { classes, modelled, noFigure: areas.length - told - unmeasured, unmeasured, short, hatched };
}

/** What the map may say of a cell, and its class. */
export function figureOf(
  cell: Pick<StatisticsCell, 'hidden' | 'median'> | undefined,
  measure: Measure,
): Pick<MapArea, 'state'> & Partial<MapArea> {
  if (cell === undefined) return { state: 'none' };
  const { hidden, median } = cell;
  if (hidden !== undefined) return { state: hidden === 'complementary' ? 'covered' : 'few' };
  if (median?.missingDevices !== undefined) return { state: 'few', missingDevices: median.missingDevices };
  if (median?.interval === undefined) return { state: 'few' };
  const { low, high } = median.interval;
  const { value, precision } = median;
  if (value === undefined || precision === undefined) return { state: 'wide', low, high };
  return { state: 'figure', value, low, high, precision, classIndex: classOf(value, measure) };
}
