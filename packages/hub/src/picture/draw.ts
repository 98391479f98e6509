// A chart as SVG: medians with their intervals along time or one below the other, or how values are spread.
import type { StatisticsEstimate } from '@i-speed/spec';
import { scaleTop } from '@i-speed/statistics';
import { arrow, at, COLOUR, dot, line, rect, scaleMarks, shortFigure, text } from './marks.ts';

/** What is drawn, in words already. */
export interface Chart {
  readonly title: string;
  readonly scope: string;
  readonly reading: string;
  /** Said too where an interval goes on beyond the scale. */
  readonly beyond: string;
  /** Sample, source and, where so, that the data is simulated. */
  readonly source: string;
  readonly nothing: string;
  /** What stands in a row of few devices, of which so many more are needed. */
  few(missing: string): string;
  readonly tag: string;
  readonly unit: string;
}

export interface Named {
  readonly label: string;
  readonly estimate: StatisticsEstimate | undefined;
}

const WIDTH = 960;
const SIDE = 40;
const TOP = 116;
const FOOT = 72;
const PLOT_HEIGHT = 300;
const ROW = 34;
const NAME_WIDTH = 240;

/** Steps in the order of time; a step without an estimate is a gap. `dashed` are figures of the same steps seen another way. */
export function drawTime(chart: Chart, steps: readonly Named[], dashed: readonly (number | undefined)[] = []): string {
  const told = steps.map(({ estimate }) => toldOf(estimate));
  const most = Math.max(scaleTop(steps.map(({ estimate }) => estimate)), ...dashed.map((figure) => figure ?? 0));
  if (most === 0) return frame(chart, 60, text(SIDE, TOP + 30, chart.nothing, { colour: COLOUR.muted }));
  const marks = scaleMarks(most);
  const [left, right, bottom] = [SIDE, WIDTH - SIDE - 50, TOP + PLOT_HEIGHT];
  const x = (index: number) => left + ((index + 0.5) / steps.length) * (right - left);
  const top = marks.at(-1) ?? 1;
  const y = (value: number) => bottom - (Math.min(value, top) / top) * PLOT_HEIGHT;
  const grid = marks.map(
    (mark) =>
      line(left, y(mark), right, y(mark), mark === 0 ? COLOUR.strong : COLOUR.line) +
      text(WIDTH - SIDE, y(mark) + 5, shortFigure(mark, chart.tag), { size: 14, colour: COLOUR.muted, anchor: 'end' }),
  );
  const bands = runs(told).map((run) => {
    const high = run.map((index) => `${at(x(index))} ${at(y(told[index]?.high ?? 0))}`);
    const low = run.map((index) => `${at(x(index))} ${at(y(told[index]?.low ?? 0))}`).reverse();
    return `<path d="M${[...high, ...low].join('L')}Z" fill="${COLOUR.band}" stroke="${COLOUR.band}" stroke-width="2" stroke-linejoin="round"/>`;
  });
  const figures = told.map((one) => one?.figure);
  const pathsOf = (series: readonly (number | undefined)[], look: string) =>
    runs(series).map(
      (run) =>
        `<path d="M${run.map((index) => `${at(x(index))} ${at(y(series[index] ?? 0))}`).join('L')}" fill="none" ${look}/>`,
    );
  const paths = [
    ...pathsOf(dashed, `stroke="${COLOUR.muted}" stroke-width="2" stroke-dasharray="7 5"`),
    ...pathsOf(figures, `stroke="${COLOUR.accent}" stroke-width="2.5"`),
  ];
  const dots = figures.flatMap((figure, index) => (figure === undefined ? [] : [dot(x(index), y(figure))]));
  const every = Math.ceil(steps.length / 8);
  const names = steps.flatMap(({ label }, index) =>
    index % every === 0
      ? [text(x(index), bottom + 24, label, { size: 14, colour: COLOUR.muted, anchor: 'middle' })]
      : [],
  );
  const arrows = told.flatMap((one, index) => (isBeyond(one, top) ? [arrow(x(index), TOP - 3, 'up')] : []));
  return frame(
    arrows.length === 0 ? chart : withBeyond(chart),
    PLOT_HEIGHT + 34,
    [...grid, ...bands, ...paths, ...dots, ...arrows, ...names].join('\n'),
  );
}

/** One row a group, in the order given; where devices are missing it says how many, below the others. */
export function drawRanges(chart: Chart, rows: readonly Named[]): string {
  const told = rows.flatMap(({ label, estimate }) => {
    const one = toldOf(estimate);
    return one === undefined ? [] : [{ label, estimate, ...one }];
  });
  const short = rows.flatMap(({ label, estimate }) =>
    estimate?.missingDevices === undefined ? [] : [{ label, missing: estimate.missingDevices }],
  );
  if (told.length + short.length === 0)
    return frame(chart, 60, text(SIDE, TOP + 30, chart.nothing, { colour: COLOUR.muted }));
  const marks = scaleMarks(scaleTop(told.map(({ estimate }) => estimate)));
  const top = marks.at(-1) ?? 1;
  const [left, right] = [SIDE + NAME_WIDTH, WIDTH - SIDE - 70];
  const x = (value: number) => left + (Math.min(value, top) / top) * (right - left);
  const bottom = TOP + 12 + told.length * ROW;
  const foot = bottom + (told.length === 0 ? 0 : 30);
  const grid = marks.map(
    (mark) =>
      line(x(mark), TOP, x(mark), bottom) +
      text(x(mark), bottom + 20, shortFigure(mark, chart.tag), { size: 14, colour: COLOUR.muted, anchor: 'middle' }),
  );
  const drawn = told.map(({ label, low, high, figure }, index) => {
    const y = TOP + 12 + (index + 0.5) * ROW;
    const range = rect(x(low), y - 7, Math.max(3, x(high) - x(low)), 14, COLOUR.band, 7);
    const open = isBeyond({ high }, top) ? arrow(right + 12, y, 'right') : '';
    const mark = open + (figure === undefined ? '' : dot(x(figure), y));
    const value = figure === undefined ? '' : shortFigure(figure, chart.tag);
    return `${text(SIDE, y + 5, fit(label))}${range}${mark}${text(WIDTH - SIDE, y + 5, value, { weight: 600, anchor: 'end' })}`;
  });
  const without = short.map(({ label, missing }, index) => {
    const y = foot + (index + 0.5) * ROW + 5;
    const said = chart.few(new Intl.NumberFormat(chart.tag).format(missing));
    return text(SIDE, y, fit(label)) + text(left, y, said, { size: 14, colour: COLOUR.muted });
  });
  const isOpen = told.some((one) => isBeyond(one, top));
  return frame(
    isOpen ? withBeyond(chart) : chart,
    foot + short.length * ROW - TOP,
    [...(told.length === 0 ? [] : grid), ...drawn, ...without].join('\n'),
  );
}

/** `edges` and `counts` as the API tells them. */
export function drawBins(chart: Chart, edges: readonly number[], counts: readonly number[]): string {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return frame(chart, 60, text(SIDE, TOP + 30, chart.nothing, { colour: COLOUR.muted }));
  const most = Math.max(...counts);
  const percent = new Intl.NumberFormat(chart.tag, { style: 'percent', maximumFractionDigits: 1 });
  const left = SIDE + 170;
  const rows = counts.map((n, index) => {
    const y = TOP + (index + 0.5) * 26;
    const width = (n / most) * (WIDTH - SIDE - 90 - left);
    const name = text(left - 12, y + 5, `${binName(edges, index, chart.tag)} ${chart.unit}`, {
      size: 14,
      anchor: 'end',
    });
    const share = text(left + width + 8, y + 5, percent.format(n / total), { size: 14, colour: COLOUR.muted });
    return name + rect(left, y - 9, width, 18, COLOUR.accent) + share;
  });
  return frame(chart, counts.length * 26, rows.join('\n'));
}

function frame({ title, scope, reading, source }: Chart, height: number, inside: string): string {
  const whole = TOP + height + FOOT;
  const head = [
    rect(0, 0, WIDTH, 8, COLOUR.accent),
    text(SIDE, 52, title, { size: 26, weight: 600 }),
    text(SIDE, 80, scope, { colour: COLOUR.muted }),
  ];
  const foot = [
    text(SIDE, whole - 40, reading, { size: 13, colour: COLOUR.muted }),
    text(SIDE, whole - 18, source, { size: 13, colour: COLOUR.muted }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${at(whole)}" viewBox="0 0 ${WIDTH} ${at(whole)}" font-family="Be Vietnam Pro, sans-serif">
${rect(0, 0, WIDTH, whole, COLOUR.ground)}
${[...head, inside, ...foot].join('\n')}
</svg>`;
}

interface Told {
  readonly low: number;
  readonly high: number;
  /** Only of an estimate that has one: of a class. */
  readonly figure?: number;
}

function toldOf(estimate: StatisticsEstimate | undefined): Told | undefined {
  if (estimate?.interval === undefined) return undefined;
  return { ...estimate.interval, ...(estimate.value !== undefined && { figure: estimate.value }) };
}

/** True where the interval does not end on a scale that reaches to `top`. */
function isBeyond(told: Pick<Told, 'high'> | undefined, top: number): boolean {
  return told !== undefined && told.high > top;
}

function withBeyond(chart: Chart): Chart {
  return { ...chart, reading: `${chart.reading} ${chart.beyond}` };
}

/** Indexes of neighbours that are told. */
function runs(told: readonly unknown[]): number[][] {
  const found: number[][] = [];
  for (const [index, one] of told.entries()) {
    if (one === undefined) continue;
    const last = found.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else found.push([index]);
  }
  return found;
}

function binName(edges: readonly number[], index: number, tag: string): string {
  const [from, until] = [edges[index - 1], edges[index]];
  if (from === undefined) return `< ${shortFigure(until ?? 0, tag)}`;
  return until === undefined ? `≥ ${shortFigure(from, tag)}` : `${shortFigure(from, tag)}–${shortFigure(until, tag)}`;
}

function fit(label: string): string {
  return label.length <= 28 ? label : `${label.slice(0, 27)}…`;
}
