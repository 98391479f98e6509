// GET /api/v1/statistics/hexagons: medians by H3 cell of the devices' own positions; a cell of few devices does not appear at all.
import type { HexagonAnswer } from '@i-speed/spec';
import { QUANTITIES } from '@i-speed/statistics';
import type { Cell, TableColumn, TableRow } from '@i-speed/warehouse';
import { cellToBoundary, cellToLatLng } from 'h3-js';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { present } from '../present.ts';
import { asOfCells, type StatisticsDesk } from './ask.ts';
import { estimateCells, estimateColumns } from './estimate-columns.ts';
import { statisticsQuery } from './request.ts';
import { showEstimate } from './show.ts';
import { toQuestion } from './to-question.ts';

/** From cells of 12,390 km² to cells of 5 km²; a smaller one would be a hamlet. */
const RESOLUTIONS = { least: 3, most: 7 };

/** Positions are in no build, so that every measurement of the period is read. */
const MOST_DAYS = 92;

export const hexagonQuery = statisticsQuery
  .pick({ from: true, to: true, access: true, technology: true, operator: true, networkKind: true })
  .extend({
    indicator: z.enum(['download', 'upload', 'latency']).default('download').describe('latency is idle latency'),
    resolution: numberText(z.number().int().min(RESOLUTIONS.least).max(RESOLUTIONS.most))
      .default(5)
      .describe('of H3; the cells have 12,390, 1,770, 253, 36 and 5 km²'),
    format: z.enum(['json', 'csv']).default('json'),
  });
export type HexagonQuery = z.infer<typeof hexagonQuery>;

export const HEXAGON_COLUMNS: readonly TableColumn[] = [
  ...['h3_cell', 'commune_code', 'name', 'province', 'network_kind'].map((name) => ({ name, type: 'text' as const })),
  ...['latitude', 'longitude'].map((name) => ({ name, type: 'number' as const })),
  ...['n', 'devices'].map((name) => ({ name, type: 'integer' as const })),
  ...estimateColumns('median'),
];

/** Throws ProblemError `invalid`; rejects with WarehouseError `unavailable`. */
export async function askHexagons(desk: StatisticsDesk, query: HexagonQuery): Promise<HexagonAnswer> {
  const { clock, reference } = desk;
  const { resolution, format: _, ...asked } = query;
  const setting = { nowMs: clock(), reference };
  const question = toQuestion(statisticsQuery.parse({ ...present(asked), groupBy: 'day' }), setting, MOST_DAYS);
  const quantity = query.indicator === 'latency' ? ('latency-idle' as const) : query.indicator;
  const cells = await desk.warehouse.cells({
    ...question.selection,
    ...{ quantity, groupBy: 'hexagon', resolution, areas: 'own' },
  });
  const placed = cells.filter(({ key }) => key !== undefined);
  const told = placed.filter(({ devices }) => devices >= desk.leastDevices);
  return present({
    indicator: { id: query.indicator, unit: QUANTITIES.find(({ id }) => id === quantity)?.unit ?? '' },
    period: { ...question.period, timeZone: reference.country.timeZone },
    asOf: asOfCells(cells),
    resolution,
    leastDevices: desk.leastDevices,
    hexagons: told.flatMap((cell) => show(desk, cell)),
    withheld: placed.length - told.length,
    unplaced: cells.reduce((sum, { key, n }) => (key === undefined ? sum + n : sum), 0),
  });
}

/** One row a cell. */
export function hexagonRows({ hexagons }: HexagonAnswer): TableRow[] {
  return hexagons.map(({ id, communeCode, name, provinceName, networkKind, median, boundary: _, ...rest }) =>
    present({
      ...rest,
      h3_cell: id,
      commune_code: communeCode,
      name,
      province: provinceName,
      network_kind: networkKind,
      ...estimateCells('median', median),
    }),
  );
}

function show({ reference }: StatisticsDesk, { key, networkKind, n, devices, median }: Cell) {
  if (key === undefined) return [];
  const [latitude, longitude] = cellToLatLng(key);
  const place = reference.communeOf({ latitude, longitude });
  return [
    present({
      id: key,
      latitude: onMap(latitude),
      longitude: onMap(longitude),
      boundary: cellToBoundary(key).map(([north, east]): [number, number] => [onMap(east), onMap(north)]),
      communeCode: place?.commune?.code,
      name: place?.commune?.fullName,
      provinceName: place?.province.fullName,
      networkKind,
      n,
      devices,
      median: showEstimate(median, 'median', devices),
    }),
  ];
}

/** Ten metres are enough on a map. */
function onMap(degrees: number): number {
  return Number(degrees.toFixed(4));
}
